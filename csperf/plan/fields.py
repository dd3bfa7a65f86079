"""The Pydantic types of a plan's scalars, and the strict base model that every part shares.

Why the text is kept: a bound's unit is known only where its metric is, and a message needs the line
it stands on, so fields hold `Written` text or a `Figure` with its place, never a bare number.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    GetCoreSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from csperf.errors import NOWHERE, Place, Problem, problem
from csperf.exact import ONE, ZERO, decimal_of, plain
from csperf.texts.vocabulary import KEYS, MEANT, words_of
from csperf.units import Figure, Unit, figure_of, has_leading_zero, show
from csperf.yaml_faults import name_of
from csperf.yaml_text import Table, Written

LARGEST = 1_000_000_000
MOST_DECIMALS = 6
SHORT = 3  # characters of a word
_INTERVAL = re.compile(r"([\d.]+ ?%?) ?(?:~|-{1,2}|—+|–|至|到) ?([\d.]+ ?%?)", re.ASCII)
_LEADING_ZEROS = re.compile(r"^([+-]?)0+(?=\d)")
_POWER = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:[eE]\+?(\d)|万)", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
PERCENT_AT_LEAST = 5  # from here on nobody writes a share as a fraction or a multiple
FULL_WIDTH = 0xFF00  # where the full-width forms of Unicode begin


@dataclass(frozen=True)
class Read:
    """A scalar that this function reads.

    Why not Pydantic's PlainValidator: it also builds the schema of the type that it replaces, and
    that of `Figure`, built for two hundred fields, took longer than all the rest of `validate`.
    """

    function: Callable[[object], object]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the function alone."""
        return core_schema.no_info_plain_validator_function(self.function)


@dataclass(frozen=True)
class Words:
    """Words of the plan language that may stand where names may: `team_mean` beside a metric."""

    words: tuple[str, ...]


def near_key(word: str, known: Iterable[str]) -> str:
    """The known key that was probably meant, in whichever language it was written, or ''.

    What is a key elsewhere, or usual elsewhere, goes by its meaning: 不低于 looks like 低于.
    """
    keys = list(known)
    meant = MEANT.get(word) or next((key for key, said in KEYS.items() if said == word), "")
    if word.isascii() or meant in keys:
        return meant if meant in keys else near(word, keys)
    words = words_of(keys, keys)
    return words.get(near(word, words), "")


def near_choice(word: str, known: Iterable[str]) -> str:
    """The fixed choice that was probably meant, in whichever language it was written, or ''."""
    choices = list(known)
    if word.isascii():
        return near(word, choices)
    words = words_of(choices)  # 不扣 is half of 倒扣 and means the opposite: only slips are mended
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.75)
    return words[found[0]] if found else ""


def near(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    cutoff = 0.6 if len(word) > SHORT else 0.5  # of two characters one may be mistyped
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)), "")


def place_of(raw: object) -> Place:
    """Where a raw part of the plan stands."""
    return getattr(raw, "place", NOWHERE)


def as_written(figure: Figure) -> str:
    """The figure as a plan writes it, whatever language its reader has."""
    signed = figure.unit in {Unit.PERCENT, Unit.SECONDS}
    return show(figure.value, figure.unit, "en") if signed and figure.unit else plain(figure.value)


def _written(raw: object) -> Written:
    if isinstance(raw, Written) and raw.strip():
        return raw
    kind = "empty-text" if isinstance(raw, Written) else "expected-text"
    raise PydanticCustomError(kind, "text")


def _figure(raw: object) -> Figure:
    if not isinstance(raw, Written):
        raise PydanticCustomError("expected-number", "number")
    figure = figure_of(str(raw), raw.place)
    if figure is None:
        raise _not_a_figure(raw)
    if not in_range(figure):
        raise PydanticCustomError("number-out-of-range", "range")
    return figure


def _figure_or_name(raw: object) -> Figure | Written:
    """A figure, or the name of a metric; what begins like a number is meant as one."""
    if not isinstance(raw, Written) or not raw.strip():
        return _figure(raw)
    begins = unicodedata.normalize("NFKC", raw.lstrip())[0]
    odd = begins in "+-.¥$<>=≥≤~%\"'" or begins.isdecimal()
    return _figure(raw) if odd else raw


def in_range(figure: Figure) -> bool:
    """Whether the number is of a size that pay and its parts can have."""
    exponent = figure.value.as_tuple().exponent
    allowed = MOST_DECIMALS + (2 if figure.unit is Unit.PERCENT else 0)
    short = isinstance(exponent, int) and -exponent <= allowed
    return short and abs(figure.value) <= LARGEST


def _not_a_figure(raw: Written) -> PydanticCustomError:
    """Says what the text would have become elsewhere, and how to write it here."""
    text = unicodedata.normalize("NFKC", raw).strip(" \"'“”‘’")
    if match := _INTERVAL.fullmatch(text):
        return PydanticCustomError("interval-text", "interval", {"low": match[1], "high": match[2]})
    if has_leading_zero(text):
        shorter = {"instead": _LEADING_ZEROS.sub(r"\1", text)}
        return PydanticCustomError("leading-zero", "zero", shorter)
    if ":" in text:
        return PydanticCustomError("clock-time", "clock")
    if _THOUSANDS.fullmatch(raw):
        return PydanticCustomError("thousands-comma", "comma", {"instead": raw.replace(",", "")})
    if any(comma in raw for comma in ",，、"):
        return PydanticCustomError("comma-in-number", "comma")
    instead = _plainly(text)
    odd = next((char for char in raw if ord(char) > FULL_WIDTH and char not in "￥％"), None)
    if instead and odd is not None:
        facts = {"character": name_of(odd), "instead": instead}
        return PydanticCustomError("odd-digit", "digit", facts)
    if instead:
        return PydanticCustomError("not-plain", "plain", {"instead": instead})
    return PydanticCustomError("not-a-number", "number")


def _plainly(text: str) -> str:
    """How a number with separators, signs or words around it is written in a plan; or ''."""
    bare = re.sub(r"^(?:[<>=≥≤≧≦~约]+|[¥$])|[_\s]|元$|块$", "", text)
    if (match := _POWER.fullmatch(bare)) and (value := decimal_of(match[1])) is not None:
        shift = int(match[2]) if match[2] else 4
        bare = plain(value.scaleb(shift))
    figure = figure_of(bare)
    return bare if figure is not None and abs(figure.value) <= LARGEST else ""


def _percent_of(figure: Figure) -> PydanticCustomError:
    """A number without its sign: a large one is a percent, a small one may be a fraction."""
    own = f"{plain(figure.value)}%"
    if figure.value == ZERO or abs(figure.value) >= PERCENT_AT_LEAST:
        return PydanticCustomError("expected-percent", "unit", {"instead": own})
    facts = {"own": own, "times": show(figure.value, Unit.PERCENT, "en")}
    return PydanticCustomError("percent-or-fraction", "unit", facts)


def _kind_of_figure(unit: Unit | None, error: str, *, positive: bool = False) -> Any:
    def check(raw: object) -> Figure:
        figure = _figure(raw)
        if unit is Unit.PERCENT and figure.unit is None:
            raise _percent_of(figure)
        if figure.unit is not unit:
            raise PydanticCustomError(error, "unit")
        if positive and figure.value < ZERO:
            raise PydanticCustomError(
                "negative" if unit is None else "negative-percent", "negative"
            )
        return figure

    return Read(check)


def _number_schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "pattern": pattern})


_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_PERCENT = r"^[+-]?[0-9]+(\.[0-9]+)? ?%$"

Text = Annotated[Written, Read(_written), WithJsonSchema({"type": ["string", "number"]})]
Name = Annotated[Written, Read(_written), WithJsonSchema({"type": "string"})]


def as_list(raw: object) -> object:
    """One text where several may stand, as a list."""
    return [raw] if isinstance(raw, Written) else raw


Headings = Annotated[list[Name], BeforeValidator(as_list)]
Bound = Annotated[Figure, Read(_figure), WithJsonSchema({"type": ["string", "number"]})]
BoundOrName = Annotated[
    Figure | Written, Read(_figure_or_name), WithJsonSchema({"type": ["string", "number"]})
]
Number = Annotated[Figure, _kind_of_figure(None, "expected-plain"), _number_schema(_NUMBER)]
Money = Annotated[
    Figure, _kind_of_figure(None, "expected-money", positive=True), _number_schema(_NUMBER)
]
Percent = Annotated[
    Figure,
    _kind_of_figure(Unit.PERCENT, "expected-percent", positive=True),
    WithJsonSchema({"type": "string", "pattern": _PERCENT}),
]


_STEPS = frozenset(ONE.scaleb(power) for power in range(-MOST_DECIMALS, 2))


def a_step(figure: Figure) -> Figure:
    """Refuses what is no power of ten: `2` is meant as two decimals and would mean two yuan."""
    if figure.value not in _STEPS:
        raise PydanticCustomError("not-a-step", "step")
    return figure


StepSize = Annotated[Number, AfterValidator(a_step)]
"""To what something is rounded."""


class Model(BaseModel):
    """A part of the plan: frozen, and with no key that it does not know.

    Unknown keys are told through the validation context, each with the nearest known key, so one
    run reports all of them; Pydantic alone would stop at the first part that fails.
    """

    refused: ClassVar[frozenset[str]] = frozenset()
    """Keys that are known only to say what to write instead."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def tell_unknown_keys(cls, raw: Any, info: ValidationInfo) -> Any:
        """Leaves unknown keys out after noting them."""
        if not isinstance(raw, dict):
            return raw
        keys = cls.keys()
        shown = [key for key in keys if key not in cls.refused]
        unknown = [key for key in raw if key not in keys]
        if not unknown:
            return raw
        found: list[Problem] = (info.context or {}).get("problems", [])
        found.extend(
            problem(
                "unknown-key",
                place_of(key),
                key=str(key),
                near=near_key(key, shown),
                allowed=tuple(shown),
            )
            for key in unknown
        )
        kept: dict[Any, Any] = Table(place_of(raw))
        kept.update({key: value for key, value in raw.items() if key in keys})
        return kept

    @classmethod
    def keys(cls) -> list[str]:
        """The keys this part takes, as written in YAML."""
        return [field.alias or name for name, field in cls.model_fields.items()]


class Limits(Model):
    """A part with a lower and an upper bound, of which the lower may not be above the upper."""

    @field_validator("at_least", "over", "at_most", "under", mode="after", check_fields=False)
    @classmethod
    def in_order(
        cls, bound: Figure | Written | None, info: ValidationInfo
    ) -> Figure | Written | None:
        """Refuses the second bound when no value can satisfy both."""
        if not isinstance(bound, Figure) or info.field_name is None:
            return bound
        below = info.field_name in {"at_most", "under"}
        names = ("at_least", "over") if below else ("at_most", "under")
        for other in (info.data.get(name) for name in names):
            if not isinstance(other, Figure) or other.unit != bound.unit:
                continue
            low, high = (other, bound) if below else (bound, other)
            if low.value > high.value:
                facts = {"low": as_written(low), "high": as_written(high)}
                raise PydanticCustomError("bounds-inverted", "bounds", facts)
        return bound


def one_of(*keys: str, needed: bool = True) -> BeforeValidator:
    """Refuses a part in which two of these keys stand together, or (if needed) none of them."""

    def check(raw: object) -> object:
        if not isinstance(raw, Mapping):
            return raw
        present = [key for key in keys if key in raw]
        if len(present) > 1:
            raise PydanticCustomError("two-kinds", "two", {"keys": tuple(present)})
        if needed and not present:
            for key in raw:
                if meant := near_key(key, keys):
                    facts = {"key": str(key), "near": meant, "allowed": keys}
                    raise PydanticCustomError("unknown-key", "unknown", facts)
            raise PydanticCustomError("no-kind", "none", {"keys": keys})
        return raw

    return BeforeValidator(check)


def some_of(*keys: str) -> BeforeValidator:
    """Refuses a part in which none of these keys stands; several may."""

    def check(raw: object) -> object:
        if isinstance(raw, Mapping) and not any(key in raw for key in keys):
            raise PydanticCustomError("no-effect", "none", {"keys": keys})
        return raw

    return BeforeValidator(check)


def goes_with(**others: tuple[str, ...]) -> BeforeValidator:
    """Refuses a key that nobody would read, because none of the keys it belongs to is there."""

    def check(raw: object) -> object:
        if isinstance(raw, Mapping):
            for key, needed in others.items():
                if key in raw and not any(other in raw for other in needed):
                    facts = {"key": key, "others": needed}
                    raise PydanticCustomError("unused-key", "unused", facts)
        return raw

    return BeforeValidator(check)


def kind_of(kinds: Mapping[str, str]) -> Discriminator:
    """The kind is the key that is present."""

    def tag(raw: object) -> str | None:
        if isinstance(raw, Mapping):
            return next((tag for key, tag in kinds.items() if key in raw), None)
        return next((tag for key, tag in kinds.items() if hasattr(raw, key)), None)

    return Discriminator(tag)
