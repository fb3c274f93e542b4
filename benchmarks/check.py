"""One figure of a benchmark beside its target."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One target: what was measured, ``figure``, and the most it may be, or the least."""

    what: str
    figure: float
    most: float | None = None
    least: float | None = None

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The line of the table that is printed."""
        target = f"<= {self.most:.2f}" if self.most is not None else f">= {self.least:.2f}" if self.least else "-"
        return self.what, target, f"{self.figure:.2f}", self.verdict

    @property
    def verdict(self) -> str:
        """Whether the target is met; "-" where there is none."""
        if self.most is None and self.least is None:
            return "-"
        passed = (self.most is None or self.figure <= self.most) and (self.least is None or self.figure >= self.least)
        return "pass" if passed else "FAIL"
