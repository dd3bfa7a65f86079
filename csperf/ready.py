"""The ready plans that come with csperf: where they lie, and what their first lines say of them.

Why the header is read as text: listing plans must not pay for reading their YAML and their models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_ROLE = re.compile(r"^(?:role|岗位)\s*[:：]\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)
_PLATFORMS = "# platform:"


@dataclass(frozen=True)
class Ready:
    """A ready plan: its name, what it is for in both languages, its platforms and its role."""

    name: str
    chinese: str
    english: str
    platforms: str
    role: str

    def is_about(self, words: Iterable[str]) -> bool:
        """Whether every word stands somewhere in what is said of it."""
        said = f"{self.name} {self.chinese} {self.english} {self.platforms} {self.role}".casefold()
        return all(word.casefold() in said for word in words)


def described(name: str, text: str) -> Ready:
    r"""What the first two lines and the role of a plan say.

    >>> described("a", "# 售前 / Pre-sales\n# platform: 淘宝\nrole: presale  # 岗位\n")
    Ready(name='a', chinese='售前', english='Pre-sales', platforms='淘宝', role='presale')
    """
    title, _, rest = text.partition("\n")
    chinese, _, english = title.removeprefix("#").partition(" / ")
    second = rest.partition("\n")[0]
    platforms = second.removeprefix(_PLATFORMS) if second.startswith(_PLATFORMS) else ""
    role = _ROLE.search(text)
    found = (chinese, english, platforms, role[1] if role else "")
    return Ready(name, *(part.strip() for part in found))


def ready_plans(words: Sequence[str] = ()) -> list[Ready]:
    """The ready plans about these words (all, without any), by name."""
    names = sorted(
        file.name.removesuffix(".yaml")
        for file in _place().iterdir()
        if file.name.endswith(".yaml")
    )
    plans = [described(name, ready_file(f"{name}.yaml").decode("utf-8")) for name in names]
    return [plan for plan in plans if plan.is_about(words)]


def ready_file(name: str) -> bytes:
    """A file of plans/."""
    return (_place() / name).read_bytes()


def _place() -> Traversable:
    """In a wheel plans/ lies inside the package, in a clone beside it."""
    package = files("csperf")
    inside = package / "plans"
    return inside if inside.is_dir() else Path(str(package)).parent / "plans"
