"""Scans: rows of headers that count on settle one another; small print is told from its lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.geometry import BBox, Word
from extract.scan.prints import print_of
from extract.scan.readings import CellReadings, LineReadings, PageReadings, Reading
from extract.scan.series import with_series
from extract.scan.straight import Transform

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")


def cell(at: int, *looks: str) -> CellReadings:
    """The cell at a place of a row, as Tesseract, the recogniser and further looks read it."""
    box = BBox(20.0 * at, 100, 20.0 * at + 20, 112)
    engines = ("tesseract", "rapidocr", "tesseract", "rapidocr")
    readings = (
        Reading(engine, (Word(text, box, 0.8, engine),) if text else ())
        for engine, text in zip(engines, looks, strict=False)
    )
    return CellReadings(box, (LineReadings(box, tuple(readings)),))


def settled(*cells: CellReadings) -> list[list[str]]:
    (page,) = with_series([PageReadings(600, 400, Transform(), cells=cells)])
    return [[reading.text for reading in each.lines[0].readings] for each in page.cells]


@pytest.mark.parametrize(
    ("row", "looks", "want"),
    [
        (MONTHS, ("", "Mar", "", "Mr"), "Mar"),
        (("5", "6", "7", "8", "9", "10"), ("“", "7", "", "1"), "7"),
        (("(5)", "(6)", "(7)", "(8)"), ("(]", "(7)", "m", "(1)"), "(7)"),
        (("B03", "B06", "B09", "B12"), ("BO9", "B09", "", "B0S"), "B09"),
    ],
)
def test_a_term_in_doubt_is_the_one_its_row_asks_for(row: tuple[str, ...], looks: tuple[str, ...], want: str) -> None:
    cells = [cell(at, *(looks if at == 2 else (text, text))) for at, text in enumerate(row)]
    assert settled(*cells)[2] == [want, want]


def test_a_term_that_no_look_shows_stays_as_it_was_read() -> None:
    cells = [cell(at, *(("", "Mer") if at == 2 else (text, text))) for at, text in enumerate(MONTHS)]
    assert settled(*cells)[2] == ["", "Mer"]


def test_targets_that_do_not_count_on_are_left_alone() -> None:
    looks = (("1", "1"), ("1", "7"), ("4", "4"), ("2", "2"), ("", "5"))
    assert settled(*(cell(at, *each) for at, each in enumerate(looks))) == [list(each) for each in looks]


def test_the_size_of_print_is_told_from_the_bands_of_its_lines() -> None:
    crops = []
    for scale in (0.5, 1.0):
        crop = np.full((600, 500, 3), 245, np.uint8)
        for y in range(60, 600, 60):
            cv2.putText(crop, "sasaran semua unsur", (10, y), cv2.FONT_HERSHEY_DUPLEX, scale, (20,) * 3, 2)
        crops.append(crop)
    small, large = (print_of([crop]).letter for crop in crops)
    assert 0 < small < 0.65 * large
    assert print_of([np.full((100, 100, 3), 240, np.uint8)]).letter == 0
