"""A band meter drawn on a terminal: the bands on a line, and a mark where somebody stands.

else ------- >=40% ------ >=45% --^--- >=50% ------
40 points   55 points    70 points    85 points
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf.output.meters import Meter, Step
from csperf.output.wrapping import cells

_SPELLED = str.maketrans({"≥": ">=", "≤": "<="})
_SHORTEST = 5  # line of a band, with the mark in its middle


@dataclass(frozen=True)
class Canvas:
    """Where pictures are drawn; `width` None is a pipe, which has no edge."""

    width: int | None
    ascii_only: bool

    @property
    def mark(self) -> str:
        """Where somebody stands."""
        return "^" if self.ascii_only else "▲"

    @property
    def rule(self) -> str:
        """What a line is drawn with."""
        return "-" if self.ascii_only else "─"

    def spelled(self, text: str) -> str:
        """The text in signs that can be shown."""
        return text.translate(_SPELLED) if self.ascii_only else text


def shows_pictures(encoding: str) -> bool:
    """Whether lines and blocks can be drawn; GBK has them, but its terminals draw them too wide."""
    return encoding.lower().startswith("utf")


def meter_lines(meter: Meter, canvas: Canvas, indent: str) -> list[str]:
    """The bands side by side, poorest first; below each other where the line is too narrow."""
    steps = [
        Step(canvas.spelled(step.bound), canvas.spelled(step.worth), step.met)
        for step in meter.steps
    ]
    above = indent + " ".join(_rule(step, canvas) for step in steps)
    below = indent + " ".join(_worth(step) for step in steps)
    if canvas.width is not None and cells(above) > canvas.width:
        return _below_each_other(steps, canvas, indent)
    return [above, below.rstrip()]


def _rule(step: Step, canvas: Canvas) -> str:
    """The bound, and the line of its band with the mark in its middle."""
    length = _length(step)
    half = length // 2
    middle = canvas.mark if step.met else canvas.rule
    line = canvas.rule * half + middle + canvas.rule * (length - half - 1)
    return f"{step.bound} {line}"


def _worth(step: Step) -> str:
    """What a band gives, below the middle of its line."""
    free = _length(step) - cells(step.worth)
    blanks = " " * (cells(step.bound) + 1 + free // 2)
    return blanks + step.worth + " " * (free - free // 2)


def _length(step: Step) -> int:
    return max(cells(step.worth), _SHORTEST)


def _below_each_other(steps: Sequence[Step], canvas: Canvas, indent: str) -> list[str]:
    widest = max(cells(step.bound) for step in steps)
    return [
        f"{indent}{canvas.mark if step.met else ' '} {step.bound}"
        f"{' ' * (widest - cells(step.bound))}  {step.worth}"
        for step in steps
    ]
