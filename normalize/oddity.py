"""What a parser found odd or repaired, before it is known which record and cell it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Severity, Status


@dataclass(frozen=True, slots=True)
class Oddity:
    """One doubt or repair about a text; ``normalize.records`` gives it a place and makes it a finding."""

    code: str
    message: str
    severity: Severity = "warning"
    status: Status = "open"
    before: str | None = None
    after: str | None = None
