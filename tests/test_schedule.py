"""Printed times: frequency, first and last day, due days, and what stays open."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.schedule import Schedule, is_time, mentions_time, parse_time, quantity_basis
from normalize.target import parse_target

FIXTURES = Path(__file__).parent / "fixtures"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
QUARTERS = "03-31 06-30 09-30 12-31"
MONTH_ENDS = "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"


def days(text: str) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(f"2026-{day}") for day in text.split())


@pytest.mark.parametrize(
    ("text", "frequency", "span", "due"),
    [
        ("Januari 2026", "once", "01-01 01-31", "01-31"),
        ("Desember", "once", "12-01 12-31", "12-31"),
        ("Sept. 2026", "once", "09-01 09-30", "09-30"),
        ("Jan-26", "once", "01-01 01-31", "01-31"),
        ("15 Januari 2026", "once", "01-15 01-15", "01-15"),
        ("15/01/2026", "once", "01-15 01-15", "01-15"),
        ("Paling lambat 31 Maret 2026", "once", "03-31 03-31", "03-31"),
        ("Akhir Maret 2026", "once", "03-01 03-31", "03-31"),
        ("Januari s.d. Februari 2026", "window", "01-01 02-28", "02-28"),
        ("Januari s.d.Februari 2026", "window", "01-01 02-28", "02-28"),
        ("Januari s/d Desember 2026.", "window", "01-01 12-31", "12-31"),
        ("Januari sd Maret", "window", "01-01 03-31", "03-31"),
        ("April – Des 2026.", "window", "04-01 12-31", "12-31"),
        ("April, 2026", "once", "04-01 04-30", "04-30"),
        ("Jan - Mar", "window", "01-01 03-31", "03-31"),
        ("bulan Januari sampai dengan bulan Maret 2026", "window", "01-01 03-31", "03-31"),
        ("5-10 Januari 2026", "window", "01-05 01-10", "01-10"),
        ("15 Januari s.d. 20 Februari 2026", "window", "01-15 02-20", "02-20"),
        ("Triwulan I", "window", "01-01 03-31", "03-31"),
        ("TW.II", "window", "04-01 06-30", "06-30"),
        ("Triwulan ke-2", "window", "04-01 06-30", "06-30"),
        ("Triwulan I s.d. IV", "window", "01-01 12-31", "12-31"),
        ("Semester II Tahun 2026", "window", "07-01 12-31", "12-31"),
        ("Tahun 2026", "window", "01-01 12-31", "12-31"),
        ("Sepanjang tahun", "window", "01-01 12-31", "12-31"),
        ("12 Bulan", "window", "01-01 12-31", "12-31"),
        ("Per Triwulan", "quarterly", "01-01 12-31", QUARTERS),
        ("Setiap 3 (tiga) bulan", "quarterly", "01-01 12-31", QUARTERS),
        ("3 bulan sekali", "quarterly", "01-01 12-31", QUARTERS),
        ("Per Triwulan (Maret, Juni, September, Desember 2026)", "quarterly", "01-01 12-31", QUARTERS),
        ("Januari s.d. Desember 2026 (per triwulan)", "quarterly", "01-01 12-31", QUARTERS),
        ("Per Semester", "semiannual", "01-01 12-31", "06-30 12-31"),
        ("6 bulanan", "semiannual", "01-01 12-31", "06-30 12-31"),
        ("Per Caturwulan", "four_monthly", "01-01 12-31", "04-30 08-31 12-31"),
        ("Setiap 2 bulan", "bimonthly", "01-01 12-31", "02-28 04-30 06-30 08-31 10-31 12-31"),
        ("Setiap Bulan", "monthly", "01-01 12-31", MONTH_ENDS),
        ("Setiap Bulan (Januari s.d. Maret 2026)", "monthly", "01-01 03-31", "01-31 02-28 03-31"),
        ("setiap tanggal 10", "monthly", "01-01 12-31", " ".join(f"{month:02}-10" for month in range(1, 13))),
        ("1 kali setahun", "annual", "01-01 12-31", "12-31"),
        ("- Maret 2026 - Juni 2026 - Sept 2026 - Desember 2026", "listed", "03-01 12-31", QUARTERS),
        ("Maret 2026, Juni 2026, Sept 2026", "listed", "03-01 09-30", "03-31 06-30 09-30"),
        ("1. Maret 2026 2. Juni 2026", "listed", "03-01 06-30", "03-31 06-30"),
        ("Juli dan Desember 2026.", "listed", "07-01 12-31", "07-31 12-31"),
        ("TW I, II, III, IV", "listed", "01-01 12-31", QUARTERS),
        ("Setiap bulan Juni dan Desember", "listed", "06-01 12-31", "06-30 12-31"),
        ("Sewaktu-waktu", "as_needed", "01-01 12-31", ""),
        ("Bila diperlukan", "as_needed", "01-01 12-31", ""),
        ("Febuari 2026", "once", "02-01 02-28", "02-28"),
    ],
)
def test_a_time_is_read(text: str, frequency: str, span: str, due: str) -> None:
    start, end = days(span)
    assert parse_time(text, 2026) == Schedule(frequency, start, end, days(due), False, ())


def test_cumulative_months_are_told() -> None:
    assert parse_time("B06", 2026) == Schedule("once", *days("06-01 06-30"), days("06-30"), True, ())


def test_a_week_ends_on_sunday_unless_a_day_is_named() -> None:
    assert parse_time("Setiap minggu", 2026).due_on[:2] == days("01-04 01-11")
    assert parse_time("Setiap Senin", 2026).due_on[:2] == days("01-05 01-12")


def test_a_window_may_cross_years() -> None:
    found = parse_time("Desember 2025 s.d. Februari 2026", 2026)
    assert (found.start_on, found.end_on, found.oddities) == (dt.date(2025, 12, 1), dt.date(2026, 2, 28), ())


@pytest.mark.parametrize(
    ("text", "frequency", "code"),
    [
        ("Secara berkala", None, "time_unreadable"),
        ("Rutin", None, "time_unreadable"),
        ("31 Juni 2026", None, "time_unreadable"),
        ("Awal Tahun", None, "time_unreadable"),
        ("12 kali", None, "time_unreadable"),
        ("Januari 2021 : Monev SOP Januari s/d Des 2021", None, "time_unreadable"),
        ("Setiap hari", None, "frequency_unknown"),
        ("Januari 2026 : Monev SOP", "once", "time_remainder"),
        ("Mulai Januari 2026", "once", "time_remainder"),
        ("Tahun 2025", "window", "year_differs"),
        ("November - Februari 2026", "window", "window_across_years"),
        ("s.d. Desember 2026", "window", "time_assumed"),
        ("Minggu ke-2 Maret", "once", "time_assumed"),
        ("2 kali setahun", "semiannual", "time_assumed"),
        ("Awal Maret", "once", "time_assumed"),
    ],
)
def test_a_time_in_doubt_is_open(text: str, frequency: str | None, code: str) -> None:
    found = parse_time(text, 2026)
    assert found.frequency == frequency
    assert [(o.code, o.status) for o in found.oddities] == [(code, "open")]


def test_a_blank_time_is_no_finding() -> None:
    assert parse_time(" - ", 2026) == Schedule(None, None, None, (), False, ())


@pytest.mark.parametrize(
    "text", ["12 Bulan", "98 %", "1 Tahun", "Laporan Januari", "Monev", "1 (satu) Laporan", "2 kali"]
)
def test_what_could_be_a_target_is_not_wholly_a_time(text: str) -> None:
    assert not is_time(text)


def test_prose_with_a_month_mentions_a_time() -> None:
    assert mentions_time("Monev SOP Januari s/d Des 2021")
    assert not mentions_time("Meningkatnya disiplin SDM aparatur Tahun 2026")


@settings(deadline=None)
@given(
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(2000, 2050),
    st.sampled_from([" s.d. ", " - ", " s/d ", "–", " hingga "]),
)
def test_any_window_of_months_is_read(first: int, last: int, year: int, sign: str) -> None:
    first, last = min(first, last), max(first, last)
    found = parse_time(f"{MONTHS[first - 1]}{sign}{MONTHS[last - 1]} {year}", year)
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    assert found == Schedule("window", dt.date(year, first, 1), end, (end,), False, ())


@settings(deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from("Januari 2026 s.d. - , dan I 3 Triwulan per bulan minggu setiap 31 B06".split())).map(
        " ".join
    )
)
def test_any_text_is_read_or_left_open(text: str) -> None:
    found = parse_time(text, 2026)
    assert found.start_on is None or found.end_on is None or found.start_on <= found.end_on
    assert tuple(sorted(found.due_on)) == found.due_on


@pytest.mark.parametrize(
    ("time", "quantity", "climbing", "basis", "status"),
    [
        ("Per Triwulan", None, False, None, None),
        ("Per Triwulan", 4.0, False, "total", None),
        ("Januari 2026", 7.0, False, "total", None),
        ("Sewaktu-waktu", 7.0, False, "total", None),
        ("Setiap Bulan", 1.0, False, "per_period", "repaired"),
        ("Per Triwulan", 3.0, False, "unknown", "open"),
        ("B06", 50.0, False, "cumulative", None),
        ("Januari 2026", 50.0, True, "cumulative", None),
    ],
)
def test_what_a_quantity_counts(
    time: str, quantity: float | None, climbing: bool, basis: str | None, status: str | None
) -> None:
    found, oddity = quantity_basis(quantity, parse_time(time, 2026), climbing)
    assert (found, oddity.status if oddity else None) == (basis, status)


@pytest.mark.parametrize("name", ["decree-2026.plan.json", "office-b.plan.json"])
def test_whole_plans_are_read_as_keyed(name: str) -> None:
    data = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    rows, year = (data["rows"], data["year"]) if isinstance(data, dict) else (data, 2026)
    for row in rows:
        time = parse_time(row.get("time_text") or "", year)
        target = parse_target(row.get("target_text") or "")
        basis, _ = quantity_basis(target.quantity, time, climbing=False)
        iso = [day.isoformat() if day else None for day in (time.start_on, time.end_on)]
        assert (time.frequency, *iso) == (row.get("frequency"), row.get("start_on"), row.get("end_on"))
        assert [day.isoformat() for day in time.due_on] == (row.get("due_on") or [])
        assert (target.quantity, target.unit, basis) == (
            row.get("quantity"),
            row.get("unit"),
            row.get("quantity_basis"),
        )
