"""``renaksi due``: from due dates alone, against a day or over a quarter."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from compare.due import in_quarter, on_day, what_is_due
from pipeline.cli import renaksi
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.kept import keep, other_office


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(tmp_path_factory.mktemp("clean"), build(read_draft()).dataset, other_office())


def run(*words: object) -> Result:
    return CliRunner().invoke(renaksi, [str(word) for word in words])


def rows(*words: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("due", *words, "--format", "csv").output)))


def test_every_due_date_is_told_once() -> None:
    dataset = build(read_draft()).dataset
    dues = what_is_due([dataset], on_day(dt.date(2026, 3, 10)))
    assert len(dues) == sum(len(target.due_on) for target in dataset.targets)
    assert [each.due_on for each in dues] == sorted(each.due_on for each in dues)


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2026-03-01", "due"), ("2026-03-31", "due"), ("2026-04-01", "overdue"), ("2026-02-28", "coming")],
)
def test_a_day_tells_overdue_due_and_coming(clean: Path, day: str, standing: str) -> None:
    found = {row["standing"] for row in rows("--on", day, "--clean", clean) if row["due_on"] == "2026-03-31"}
    assert found == {standing}


def test_a_quarter_holds_its_own_dates_only(clean: Path) -> None:
    found = rows("--quarter", "2026Q2", "--clean", clean)
    assert {row["due_on"] for row in found} <= {"2026-04-30", "2026-05-31", "2026-06-30"}
    assert {row["standing"] for row in found} == {"due"}


def test_an_office_is_found_by_words_of_its_name(clean: Path) -> None:
    assert {row["decree_id"] for row in rows("--quarter", "2027q1", "--office", "kota PALU", "--clean", clean)} == {
        "kpu-kota-palu-2027-3"
    }


def test_evidence_and_doubts_stand_beside_the_date(clean: Path) -> None:
    found = rows("--on", "2026-01-01", "--clean", clean)
    row = next(each for each in found if each["indicator"].startswith("Publikasi dalam laman"))
    assert (row["evidence"], row["doubtful"]) == ("Dokumentasi", "True")


def test_the_calendar_holds_one_event_a_date_and_never_the_time_of_writing(clean: Path) -> None:
    words = ("due", "--quarter", "2026Q1", "--clean", clean, "--format", "ics")
    first, second = run(*words).output, run(*words).output
    assert first == second
    events = Calendar.from_ical(first).walk("VEVENT")
    assert len(events) == len(rows("--quarter", "2026Q1", "--clean", clean))
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert {event["dtstamp"].dt for event in events} == {dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
    assert all(event["dtend"].dt - event["dtstart"].dt == dt.timedelta(1) for event in events)


def test_the_table_ends_in_a_summary(clean: Path) -> None:
    assert "overdue" in run("due", "--on", "2026-07-01", "--clean", clean).output.splitlines()[-1]


@pytest.mark.parametrize(
    "words",
    [("--quarter", "2026Q5"), ("--on", "1 Maret"), ("--on", "2026-01-01", "--quarter", "2026Q1"), ("--office", "Poso")],
)
def test_wrong_usage_exits_with_two(clean: Path, words: tuple[str, ...]) -> None:
    assert run("due", *words, "--clean", clean).exit_code == 2


def test_quarters_end_on_their_last_day() -> None:
    spans = [in_quarter(f"2028Q{number}") for number in range(1, 5)]
    assert [span.last for span in spans] == [dt.date(2028, m, d) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))]
