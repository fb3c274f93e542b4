"""Dates laid on one another: where a day stands in its plan's year, whatever the year."""

from __future__ import annotations

import datetime as dt

# Any year without a 29 February: the last of February is one day in every plan.
COMMON_YEAR = 2001


def in_plan(day: dt.date, plan_year: int) -> dt.date:
    """Return the day as it would be if its plan were for ``COMMON_YEAR``."""
    year = min(max(COMMON_YEAR + day.year - plan_year, dt.MINYEAR), dt.MAXYEAR)
    return dt.date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
