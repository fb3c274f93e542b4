"""What people decided is kept: applied to the cells, read anew, and left aside where the source says otherwise."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Extract, SourceError
from extract.source import read_source
from normalize.corrections import Action, Correction, parse_corrections
from normalize.lost_cells import with_lost_cells
from normalize.mending import mend
from normalize.records import build
from normalize.schema import CellRecord, Dataset, Finding

ROOT = Path(__file__).parents[1]
COLUMNS = ("action", "cell_id", "expect", "value", "reason", "by")


@cache
def read(name: str) -> Extract:
    return read_source(ROOT / name)


def plan() -> Extract:
    return read("data/raw/kpu-banggai-2026.pdf")


@cache
def printed() -> Dataset:
    return build(plan(), (), "test")


def corrections(*rows: Iterable[str], name: str = "plan.csv") -> tuple[Correction, ...]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return parse_corrections(text.getvalue(), name).corrections


def corrected(*rows: Iterable[str], source: Extract | None = None) -> Dataset:
    return build(source or plan(), corrections(*rows), "test")


def cell(data: Dataset, column: str, text: str | None) -> CellRecord:
    """The first printed cell of a column with this text."""
    return next(c for c in data.cells if c.column_name == column and c.text == text)


def source_of(record_id: str, column: str) -> CellRecord:
    """The first printed cell that feeds a value."""
    return next(c for c in printed().cells if (record_id, column) in [(f.record_id, f.record_column) for f in c.feeds])


def findings(data: Dataset, cell_id: str) -> list[Finding]:
    return [f for f in data.findings if f.cell_id == cell_id]


def open_codes(data: Dataset) -> set[tuple[str, str | None]]:
    return {(f.code, f.cell_id) for f in data.findings if f.status == "open"}


def lost_time() -> CellRecord:
    found = next(f for f in printed().findings if (f.code, f.record_column) == ("cell_blank", "time_text"))
    return next(c for c in printed().cells if c.cell_id == found.cell_id)


def test_a_corrected_cell_is_read_anew_and_its_findings_are_corrected() -> None:
    blank = lost_time()
    data = corrected(("correct", blank.cell_id, "", "Per Triwulan", "read from the paper", "ani"))
    (target,) = (t for t in data.targets if t.target_id == blank.feeds[0].record_id)
    assert (target.time_text, target.frequency, len(target.due_on)) == ("Per Triwulan", "quarterly", 4)
    (written,) = (c for c in data.cells if c.cell_id == blank.cell_id)
    assert (written.text, written.engine, written.confidence) == ("Per Triwulan", "corrected", 1.0)
    told = findings(data, blank.cell_id)
    assert {(f.code, f.status, f.after) for f in told} == {
        ("cell_blank", "corrected", "Per Triwulan"),
        ("text_corrected", "corrected", "Per Triwulan"),
    }
    assert all("read from the paper" in f.message and "ani" not in f.message.split() for f in told)
    assert open_codes(data) == open_codes(printed()) - {("cell_blank", blank.cell_id)}


def test_what_only_the_new_text_raises_is_open() -> None:
    blank = lost_time()
    data = corrected(("correct", blank.cell_id, "", "Kapan-kapan"))
    assert ("time_unreadable", blank.cell_id) in open_codes(data)


def test_a_text_is_taken_as_the_person_wrote_it() -> None:
    before = cell(printed(), "target", "1 (satu) Laporan")
    data = corrected(("correct", before.cell_id, before.text or "", "2 (dua) dokumen internal isasi"))
    assert cell(data, "target", "2 (dua) dokumen internal isasi").cell_id == before.cell_id


def test_white_space_in_expect_does_not_matter() -> None:
    before = next(c for c in printed().cells if c.column_name == "indicator" and "\n" in (c.text_raw or ""))
    for expect in (before.text_raw, before.text, f"  {before.text}\t"):
        data = corrected(("correct", before.cell_id, expect or "", "Indikator baru"))
        assert cell(data, "indicator", "Indikator baru").cell_id == before.cell_id


def test_a_cell_through_a_page_break_is_corrected_as_one() -> None:
    lower = next(c for c in printed().cells if c.continues and c.text and c.column_name == "indicator")
    upper = next(c for c in printed().cells if c.cell_id == lower.continues)
    whole = f"{upper.text} {lower.text}"
    data = corrected(("correct", upper.cell_id, whole, "Satu kalimat utuh"))
    (record,) = (i for i in data.indicators if i.indicator_id == upper.feeds[0].record_id)
    assert record.indicator == "Satu kalimat utuh"
    part = corrected(("correct", lower.cell_id, lower.text or "", "ekor"))
    (record,) = (i for i in part.indicators if i.indicator_id == upper.feeds[0].record_id)
    assert record.indicator is not None
    assert record.indicator.endswith(" ekor")


def test_a_merged_cell_is_corrected_once_for_all_its_records() -> None:
    merged = next(c for c in printed().cells if c.column_name == "aspect" and len({f.record_id for f in c.feeds}) > 2)
    data = corrected(("correct", merged.cell_id, merged.text or "", "9. Aspek baru"))
    changed = [a for a in data.actions if a.aspect == "Aspek baru"]
    assert len(changed) == len({f.record_id for f in merged.feeds})
    assert {a.aspect_no for a in changed} == {"9"}


def test_a_text_that_has_changed_is_not_corrected_blindly() -> None:
    before = cell(printed(), "target", "1 (satu) Laporan")
    data = corrected(("correct", before.cell_id, "1 (satu) Lampiran", "2 (dua) Lampiran"))
    assert [t.target_text for t in data.targets] == [t.target_text for t in printed().targets]
    (stale,) = (f for f in data.findings if f.code == "correction_stale")
    assert (stale.status, stale.cell_id, stale.record_column) == ("open", before.cell_id, "target_text")
    assert "1 (satu) Lampiran" in stale.message
    assert "1 (satu) Laporan" in stale.message


def test_blanking_is_said_and_an_empty_value_waits() -> None:
    before = cell(printed(), "target", "1 (satu) Laporan")
    data = corrected(("correct", before.cell_id, "1 (satu) Laporan", "(kosong)"))
    (target,) = (t for t in data.targets if t.target_id == before.feeds[0].record_id)
    assert target.target_text is None
    assert ("cell_blank", before.cell_id) in open_codes(data)
    waiting = parse_corrections("action,cell_id,expect,value\ncorrect,p3:1.0,x,\n", "plan.csv")
    assert (waiting.corrections, waiting.unfilled) == ((), 1)


def test_a_dismissed_finding_stays_dismissed_while_its_text_stays() -> None:
    found = next(f for f in printed().findings if f.code == "number_restarts")
    (place,) = (c for c in printed().cells if c.cell_id == found.cell_id)
    for value in ("", "number_restarts"):
        data = corrected(("dismiss", place.cell_id, place.text or "", value, "the decree prints it so"))
        assert open_codes(data) == open_codes(printed()) - {("number_restarts", place.cell_id)}
        assert {f.status for f in findings(data, place.cell_id) if f.code == found.code} == {"dismissed"}
    other = corrected(("dismiss", place.cell_id, place.text or "", "unit_missing"))
    assert open_codes(other) == open_codes(printed())
    changed = corrected(("dismiss", place.cell_id, "another text", ""))
    assert ("number_restarts", place.cell_id) in open_codes(changed)


def test_facts_of_the_decree_are_dismissed_and_corrected_by_name() -> None:
    data = corrected(
        ("dismiss", "decrees:dictums", "KETIGA", "", "printed twice"),
        ("correct", "decrees:place", printed().decrees[0].place or "", "Luwuk Timur"),
    )
    assert data.decrees[0].place == "Luwuk Timur"
    assert {f.status for f in data.findings if f.code == "dictums_sequence"} == {"dismissed"}


def test_a_lost_row_is_added_behind_its_neighbour() -> None:
    above = source_of(printed().indicators[2].indicator_id, "indicator")
    data = corrected(
        (
            "add_row",
            above.cell_id,
            above.text or "",
            "Indikator=Baris hilang | BUKTI FISIK=Foto | time=Mei 2026 | target=1 (satu) Foto",
        )
    )
    assert len(data.indicators) == len(printed().indicators) + 1
    record = data.indicators[3]
    assert (record.indicator, record.evidence) == ("Baris hilang", "Foto")
    target = next(t for t in data.targets if t.indicator_id == record.indicator_id)
    assert (target.quantity, target.frequency) == (1.0, "once")
    aspect = {a.action_id: a.aspect for a in data.actions}
    assert aspect[record.action_id] == aspect[data.indicators[2].action_id]
    assert {f.status for f in data.findings if f.code == "row_added"} == {"corrected"}


def test_a_row_that_goes_on_is_joined_to_the_row_above() -> None:
    first, second = printed().indicators[4:6]
    place = source_of(second.indicator_id, "indicator")
    data = corrected(("merge_rows", place.cell_id, place.text or "", ""))
    assert len(data.indicators) == len(printed().indicators) - 1
    joined = data.indicators[4].indicator or ""
    assert joined.startswith(first.indicator or "-")
    assert joined.endswith(second.indicator or "-")
    assert {c.continues for c in data.cells if c.cell_id == place.cell_id} != {None}


def test_a_cell_is_split_over_its_neighbour() -> None:
    lost = lost_time()
    evidence = next(
        c for c in printed().cells if (c.column_name, c.page, c.row_index) == ("indicator", lost.page, lost.row_index)
    )
    words = (evidence.text or "").split()
    value = f"{' '.join(words[:3])} || {' '.join(words[3:])}"
    data = corrected(("split_cell", evidence.cell_id, evidence.text or "", value))
    (record,) = (i for i in data.indicators if i.indicator_id == evidence.feeds[0].record_id)
    assert (record.indicator, record.evidence) == (" ".join(words[:3]), " ".join(words[3:]))


def test_a_merged_cell_is_split_over_its_rows() -> None:
    merged = next(c for c in printed().cells if c.column_name == "action" and c.row_span == 2 and not c.continues)
    words = (merged.text or "").split()
    data = corrected(("split_cell", merged.cell_id, merged.text or "", f"{words[0]} // {' '.join(words[1:])}"))
    assert len(data.actions) == len(printed().actions) + 1
    assert " ".join(words[1:]) in {a.action for a in data.actions}


def test_a_row_whose_every_cell_is_blanked_is_gone() -> None:
    place = source_of(printed().indicators[9].indicator_id, "indicator")
    row = [c for c in printed().cells if (c.page, c.row_index) == (place.page, place.row_index) and c.text]
    data = corrected(*(("correct", c.cell_id, c.text or "", "(kosong)") for c in row if c.row_span == 1))
    assert len(data.indicators) == len(printed().indicators) - 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("finding_id,value\nx,y\n", "line 1: lacks the column action"),
        ("action,cell_id,expect,value\nmend,p1:1,x,y\n", "line 2: the action “mend” is none of"),
        ("action,cell_id,expect,value\ncorrect,cell 7,x,y\n", "line 2: the cell_id “cell 7” is none"),
        ("action,cell_id,expect,value\ncorrect,p1:1,x\n", "line 2: has 3 fields, too few"),
        ("action,cell_id,expect,value\ncorrect,p1:1,x,y,z\n", "line 2: has 5 fields"),
        ('action,cell_id,expect,value\ncorrect,p1:1,"x,y\n', "is no CSV"),
        ("action,cell_id,expect,value\nmerge_rows,p1:1,x,y\n", "line 2: merge_rows takes no value"),
        ("action,cell_id,expect,value\nsplit_cell,p1:1,a b,a b\n", "line 2: split_cell needs the parts"),
        ("action,cell_id,expect,value\nsplit_cell,p1:1,a b,a || c\n", "line 2: the parts are not the text"),
        ("action,cell_id,expect,value\nadd_row,p1:1,a,just text\n", "line 2: add_row needs"),
        ("action,cell_id,expect,value\nadd_row,decrees:title,a,time=x\n", "line 2: add_row needs a printed cell"),
        ("action,cell_id,expect,value\ncorrect,p1:1,a,b\n\ndismiss,p1:1,a,\n", "line 4: line 2 decides about the same"),
    ],
)
def test_a_malformed_file_is_one_sentence_with_its_line(text: str, told: str) -> None:
    with pytest.raises(SourceError, match=r"^plan\.csv") as error:
        parse_corrections(text, "plan.csv")
    assert told in str(error.value)


def test_other_separators_and_further_columns_are_read() -> None:
    text = "Action;cell_id;expect;value;reason;by;page\r\ncorrect;p1:1;a;b;;;7\r\n;;;;;;\r\n"
    (made,) = parse_corrections(text, "plan.csv").corrections
    assert (made.action, made.cell_id, made.expect, made.value) == (Action.CORRECT, "p1:1", "a", "b")


def test_corrections_for_another_decree_are_told() -> None:
    with pytest.raises(SourceError, match=r"plan.csv, line 2: p99:1.0,2.0,3.0,4.0 is no cell of kpu"):
        corrected(("correct", "p99:1.0,2.0,3.0,4.0", "a", "b"))


def test_a_cell_that_moved_a_little_is_found_again_by_its_text() -> None:
    before = cell(printed(), "target", "1 (satu) Laporan")
    left = re.sub(r"(?<=:)[\d.]+", lambda found: str(float(found[0]) + 1.5), before.cell_id)
    data = corrected(("correct", left, "1 (satu) Laporan", "2 (dua) Laporan"))
    assert cell(data, "target", "2 (dua) Laporan").cell_id == before.cell_id
    with pytest.raises(SourceError, match="is no cell of"):
        corrected(("correct", left, "1 (satu) Lampiran", "2 (dua) Laporan"))


def test_a_correction_for_a_cell_that_is_gone_is_open() -> None:
    blank = lost_time()
    data = corrected(("correct", blank.cell_id, "", "Mei 2026"), ("correct", "p99:1.0,2.0,3.0,4.0", "a", "b"))
    assert "correction_stale" in {code for code, _ in open_codes(data)}


def test_what_cannot_be_carried_out_is_told_and_nothing_is_applied() -> None:
    place = source_of(printed().indicators[0].indicator_id, "indicator")
    for action, value, told in (
        ("merge_rows", "", "has no row above"),
        ("add_row", "warna=merah", "has no column “warna”"),
    ):
        with pytest.raises(SourceError, match=f"^plan.csv, line 2: .*{told}"):
            corrected((action, place.cell_id, place.text or "", value))


def small() -> Extract:
    return read("tests/fixtures/stray-rulings.pdf")


@cache
def small_printed() -> Dataset:
    return build(small(), (), "test")


TEXTS = ("", "Per Triwulan", "1 (satu) Laporan", "a. Ganti", "NIP 19780101 200501 1 001")


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Correction, ...]:
    """Any few corrections of cells in the plan's rows, each cell once."""
    cells = [c for c in small_printed().cells if c.column_name not in ("header", "banner")]
    rows: list[tuple[str, ...]] = []
    for chosen in draw(st.lists(st.sampled_from(cells), min_size=1, max_size=6, unique_by=lambda c: c.cell_id)):
        action = draw(st.sampled_from(["correct", "correct", "dismiss", "merge_rows", "add_row", "split_cell"]))
        text = chosen.text or ""
        value = ""
        if action == "correct":
            value = draw(st.sampled_from(TEXTS)) or "(kosong)"
        if action == "add_row":
            value = f"indicator=Baru | time={draw(st.sampled_from(TEXTS))}"
        if action == "split_cell":
            words = text.split()
            if len(words) < 2:
                continue
            value = f"{words[0]} {draw(st.sampled_from(['||', '//']))} {' '.join(words[1:])}"
        rows.append((action, chosen.cell_id, text, value))
    return corrections(*rows)


@settings(max_examples=60, deadline=None)
@given(decisions())
def test_applying_twice_is_applying_once(made: tuple[Correction, ...]) -> None:
    source = replace(small(), chapters=(with_lost_cells(small().table),))
    try:
        once, _ = mend(source, small_printed(), made)
    except SourceError:
        return
    twice, _ = mend(once, small_printed(), made)
    assert twice == once
    assert mend(source, small_printed(), (*made, *made))[0] == once


@settings(max_examples=25, deadline=None)
@given(decisions())
def test_any_corrections_leave_sound_tables(made: tuple[Correction, ...]) -> None:
    try:
        data = build(small(), made, "test")
    except SourceError:
        return
    keys = {
        *(a.action_id for a in data.actions),
        *(i.indicator_id for i in data.indicators),
        *(t.target_id for t in data.targets),
        data.decrees[0].decree_id,
        None,
    }
    assert {f.record_id for f in data.findings} <= keys
    assert {f.cell_id for f in data.findings} <= {c.cell_id for c in data.cells} | {None}
    assert len({f.finding_id for f in data.findings}) == len(data.findings)
    assert "19780101" not in repr(data)
    assert data == build(small(), (*made, *made), "test")
