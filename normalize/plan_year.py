"""Which year a plan is for: from the title, else the annex heading, else the printed times, else the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from extract.model import Extract, Severity, SourceError
from normalize.dates import YEAR, printed_years
from normalize.oddity import Oddity


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The year planned for and what was odd in telling it."""

    year: int
    oddities: tuple[Oddity, ...] = ()


def plan_year(extract: Extract, printed_times: Iterable[str]) -> PlanYear:
    """Tell the year planned for; raises SourceError where neither title, annex, times nor file name show one."""
    times = [year for text in printed_times for year in printed_years(text)]
    decree = extract.decree
    sources = (
        ("title", decree.title),
        ("annex heading", decree.annex_title),
        ("heading over the table", decree.heading),
    )
    for name, text in sources:
        years = printed_years(text or "")
        if years:
            return PlanYear(*_chosen(name, text or "", years, times))
    if times:
        year = _most(times)
        return PlanYear(year, (_fallback("the printed times", year), *_split_times(times)))
    years = [int(year) for year in YEAR.findall(re.sub(r"[^0-9]+", " ", PurePath(extract.file).stem))]
    if len(set(years)) == 1:
        return PlanYear(years[0], (_fallback("the file's name", years[0]),))
    raise SourceError(
        f"{extract.file}: no year is printed in the title, the annex heading or the times on pages "
        f"1-{extract.page_count}; put the year planned for into the file's name, as in plan-2026.pdf"
    )


def _chosen(name: str, text: str, years: list[int], times: list[int]) -> tuple[int, tuple[Oddity, ...]]:
    """The year a title names, the one most times agree with where it names several."""
    distinct = sorted(set(years))
    year = next((y for y, _ in Counter(times).most_common() if y in distinct), years[-1])
    oddities: list[Oddity] = []
    if name != "title":
        oddities.append(_fallback(f"the {name}", year, "info"))
    if len(distinct) > 1:
        oddities.append(
            Oddity("year_several", f"the {name} names the years {_list(distinct)}; {year} is taken", before=text)
        )
    if times and _most(times) != year:
        message = f"the {name} says {year}, most of the printed times {_most(times)}"
        oddities.append(Oddity("year_disagrees", message, before=str(year)))
    return year, tuple(oddities)


def _most(times: list[int]) -> int:
    """The year most times print, the later one where two are as many."""
    counts = Counter(times)
    return max(counts, key=lambda year: (counts[year], year))


def _split_times(times: list[int]) -> Iterator[Oddity]:
    counts = Counter(times)
    if len(counts) > 1:
        yield Oddity("year_several", f"the printed times name the years {_list(sorted(counts))}")


def _list(years: Iterable[int]) -> str:
    return ", ".join(str(year) for year in years)


def _fallback(source: str, year: int, severity: Severity = "warning") -> Oddity:
    return Oddity(
        "year_fallback", f"no title names the year; {year} is taken from {source}", severity, before=str(year)
    )
