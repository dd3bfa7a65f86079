"""The Pydantic types of a plan's scalars, and the strict base model that every part shares.

Why the text is kept: a bound's unit is known only where its metric is, and a message needs the line
it stands on, so fields hold `Written` text or a `Figure` with its place, never a bare number.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from csperf.errors import NOWHERE, Place, Problem, problem
from csperf.exact import ONE, ZERO, plain
from csperf.units import Figure, Unit, figure_of, has_leading_zero
from csperf.yaml_text import Table, Written, name_of

LARGEST = 1_000_000_000
MOST_DECIMALS = 6
FULL_WIDTH = 0xFF00  # where the full-width forms of Unicode begin


def near(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def place_of(raw: object) -> Place:
    """Where a raw part of the plan stands."""
    return getattr(raw, "place", NOWHERE)


def _written(raw: object) -> Written:
    if isinstance(raw, Written) and raw.strip():
        return raw
    raise PydanticCustomError("expected-text", "text")


def _figure(raw: object) -> Figure:
    if not isinstance(raw, Written):
        raise PydanticCustomError("expected-number", "number")
    figure = figure_of(str(raw), raw.place)
    if figure is None:
        raise _not_a_figure(raw)
    exponent = figure.value.normalize().as_tuple().exponent
    allowed = MOST_DECIMALS + (2 if figure.unit is Unit.PERCENT else 0)
    if abs(figure.value) > LARGEST or (isinstance(exponent, int) and -exponent > allowed):
        raise PydanticCustomError("number-out-of-range", "range")
    return figure


def _not_a_figure(raw: Written) -> PydanticCustomError:
    """Says what the text would have become elsewhere, and how to write it here."""
    odd = next((c for c in raw if ord(c) > FULL_WIDTH or c in "\u3000\u00a0"), None)
    if odd is not None:
        return PydanticCustomError("odd-digit", "digit", {"character": name_of(odd)})
    if has_leading_zero(raw):
        return PydanticCustomError("leading-zero", "zero", {"instead": raw.lstrip("0") or "0"})
    if ":" in raw:
        return PydanticCustomError("clock-time", "clock")
    for sign in (",", "_"):
        if (figure := figure_of(raw.replace(sign, ""))) and figure.unit is None:
            instead = {"instead": plain(figure.value)}
            return PydanticCustomError("not-plain", "plain", instead)
    return PydanticCustomError("not-a-number", "number")


def _kind_of_figure(unit: Unit | None, error: str, *, positive: bool = False) -> Any:
    def check(raw: object) -> Figure:
        figure = _figure(raw)
        if figure.unit is not unit:
            raise PydanticCustomError(error, "unit")
        if positive and figure.value < ZERO:
            raise PydanticCustomError("negative", "negative")
        return figure

    return PlainValidator(check)


def _number_schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "pattern": pattern})


_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_PERCENT = r"^[+-]?[0-9]+(\.[0-9]+)? ?%$"

Text = Annotated[Written, PlainValidator(_written), WithJsonSchema({"type": ["string", "number"]})]
Name = Annotated[Written, PlainValidator(_written), WithJsonSchema({"type": "string"})]
Bound = Annotated[Figure, PlainValidator(_figure), WithJsonSchema({"type": ["string", "number"]})]
Number = Annotated[Figure, _kind_of_figure(None, "expected-plain"), _number_schema(_NUMBER)]
Money = Annotated[
    Figure, _kind_of_figure(None, "expected-money", positive=True), _number_schema(_NUMBER)
]
Percent = Annotated[
    Figure,
    _kind_of_figure(Unit.PERCENT, "expected-percent", positive=True),
    WithJsonSchema({"type": "string", "pattern": _PERCENT}),
]


def check_share(figure: Figure) -> bool:
    """Whether a rate is at most 100%."""
    return figure.value <= ONE


class Model(BaseModel):
    """A part of the plan: frozen, and with no key that it does not know.

    Unknown keys are told through the validation context, each with the nearest known key, so one
    run reports all of them; Pydantic alone would stop at the first part that fails.
    """

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
        unknown = [key for key in raw if key not in keys]
        if not unknown:
            return raw
        found: list[Problem] = (info.context or {}).get("problems", [])
        found.extend(
            problem(
                "unknown-key",
                place_of(key),
                key=str(key),
                near=near(key, keys),
                allowed=tuple(keys),
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


def key_present(raw: object, kinds: Mapping[str, str]) -> str | None:
    """The tag of the first kind whose key stands in the raw part."""
    if isinstance(raw, Mapping):
        return next((tag for key, tag in kinds.items() if key in raw), None)
    return next((tag for key, tag in kinds.items() if hasattr(raw, key)), None)
