"""Single edits of the 2026 plan and exactly what a comparison tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from compare import match
from compare.assign import Edges, best_assignment, close_calls
from compare.changes import Change
from compare.diff import diff
from tests.editor.dataset import build
from tests.editor.draft import Amount, Draft, DraftAction, DraftAspect, DraftIndicator, read_draft
from tests.editor.edit import next_print, next_year
from tests.editor.words import TIMES


def after(edit: Callable[[Draft], None]) -> tuple[Change, ...]:
    """Changes that one edit of the plan's copy for the year after makes."""
    draft = read_draft()
    new = next_print(draft)
    edit(new)
    return diff(build(draft).dataset, build(new).dataset)


def aspect(draft: Draft, text: str) -> DraftAspect:
    return next(each for each in draft.aspects if each.text == text)


def first(draft: Draft, text: str = "Keterbukaan Informasi Publik") -> DraftIndicator:
    return aspect(draft, text).actions[0].indicators[0]


def test_an_action_that_goes_takes_its_indicators_along_in_one_row() -> None:
    (change,) = after(lambda draft: aspect(draft, "Pengelolaan Akuntabilitas Kinerja").actions.clear())
    assert (change.kind, change.record_table, change.indicator_count) == ("removed", "actions", 8)
    assert change.new_id is None
    assert change.score is None


def test_two_equal_candidates_are_told_and_not_chosen() -> None:
    def double(draft: Draft) -> None:
        actions = aspect(draft, "Keterbukaan Informasi Publik").actions
        actions[0].text = f"{actions[0].text} serta standarnya"
        twin = replace(actions[0], name="twin", indicators=[replace(actions[0].indicators[0], name="twini")])
        actions.insert(1, twin)

    changes = after(double)
    assert [change.kind for change in changes] == ["ambiguous"] * 3
    old = next(change for change in changes if change.old_id)
    assert [rival.record_id.rpartition("/")[2] for rival in old.candidates] == ["2.3.1", "2.3.2"]
    assert all(rival.score > 0.9 for rival in old.candidates)


def test_an_open_finding_on_either_side_makes_a_change_doubtful() -> None:
    def reword(draft: Draft) -> None:
        action = draft.aspects[0].actions[0]
        action.text, action.doubtful = f"{action.text} dan sekitarnya", ()

    (change,) = after(reword)
    assert change.kind == "reworded"
    assert change.doubtful


def test_a_target_is_told_by_its_quantity_with_the_difference() -> None:
    def more(draft: Draft) -> None:
        first(draft).amount = Amount("3 (tiga) Laporan", 3.0, "Laporan")

    (change,) = after(more)
    assert (change.record_column, change.old_value, change.new_value, change.delta) == ("quantity", "1", "3", 2.0)


def test_a_later_time_is_told_in_days_with_both_years_laid_on_one_another() -> None:
    def later(draft: Draft) -> None:
        first(draft).time = TIMES[3]

    (change,) = after(later)
    assert (change.record_column, change.delta) == ("due_on", 122.0)
    assert (change.old_value, change.new_value) == ("2026-02-28", "2027-06-30")


def test_a_target_that_means_the_same_but_is_printed_otherwise_is_reworded() -> None:
    def reprint(draft: Draft) -> None:
        row = first(draft)
        row.amount = replace(row.amount, text="1 Laporan")

    (change,) = after(reprint)
    assert (change.kind, change.record_column) == ("reworded", "target_text")


def test_a_number_alone_is_renumbered_and_its_full_stop_is_nothing() -> None:
    def number(draft: Draft) -> None:
        actions = aspect(draft, "Keterbukaan Informasi Publik").actions
        actions[0].no, actions[1].no = "1.", "3"

    (change,) = after(number)
    assert (change.kind, change.record_column, change.new_value) == ("renumbered", "action_no", "3")


def test_a_heading_reworded_is_no_move() -> None:
    def head(draft: Draft) -> None:
        aspect(draft, "Pola Mutasi Internal").text = "Pola mutasi internal pegawai"

    (change,) = after(head)
    assert (change.kind, change.record_column) == ("reworded", "aspect")


def test_headings_that_the_form_does_not_know_are_told_by_their_words() -> None:
    def old() -> Draft:
        draft = read_draft()
        draft.aspects = [replace(draft.aspects[0], component="Sasaran", text="Meningkatnya layanan pemilih pemula")]
        return draft

    new = next_print(old())
    new.aspects[0].text = "Meningkatnya layanan bagi pemilih pemula"
    (change,) = diff(build(old()).dataset, build(new).dataset)
    assert (change.kind, change.record_column) == ("reworded", "aspect")


def test_an_indicator_under_another_action_has_moved() -> None:
    def move(draft: Draft) -> None:
        source = aspect(draft, "Pengelolaan Akuntabilitas Kinerja").actions[0]
        aspect(draft, "Budaya Pelayanan Prima").actions[0].indicators.append(source.indicators.pop(4))

    (change,) = after(move)
    assert (change.kind, change.record_table, change.record_column) == ("moved", "indicators", "action_id")


def test_actions_without_a_text_are_known_by_their_indicators() -> None:
    def nameless() -> Draft:
        draft = read_draft()
        for action in draft.actions:
            action.text = None
        return draft

    new = next_print(nameless())
    aspect(new, "Pola Mutasi Internal").actions.clear()
    (change,) = diff(build(nameless()).dataset, build(new).dataset)
    assert (change.kind, change.record_table) == ("removed", "indicators")


def test_a_plan_without_records_is_all_removed() -> None:
    empty = replace(read_draft(), aspects=[])
    changes = diff(build(read_draft()).dataset, build(empty).dataset)
    assert {(change.kind, change.record_table) for change in changes} == {("removed", "actions")}
    assert len(changes) == 53


def test_blocks_by_component_tell_the_same_as_all_against_all(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = build(read_draft()).dataset, build(next_year(read_draft(), 7, "heavy")[0]).dataset
    whole = diff(old, new)
    monkeypatch.setattr(match, "WHOLE", 0)
    assert diff(old, new) == whole


def edges(*pairs: tuple[int, int, float]) -> Edges:
    rows, columns, scores = zip(*pairs, strict=True)
    return Edges(np.array(rows), np.array(columns), np.array(scores, float))


def test_the_assignment_takes_the_best_sum_not_the_best_pair() -> None:
    scored = edges((0, 0, 0.95), (0, 1, 0.9), (1, 0, 0.9), (1, 1, 0.6))
    assert best_assignment(scored, (2, 2), 0.5).tolist() == [1, 0]


def test_a_pair_under_the_cut_off_is_none() -> None:
    assert best_assignment(edges((0, 0, 0.49)), (1, 1), 0.5).tolist() == [-1]


def test_a_rival_left_alone_makes_a_close_call_and_a_clear_one_does_not() -> None:
    scored = edges((0, 0, 0.90), (0, 1, 0.89), (0, 2, 0.80))
    chosen = best_assignment(scored, (1, 3), 0.5)
    close = close_calls(scored, chosen, 3, 0.5, 0.02)
    assert chosen.tolist() == [0]
    assert close.columns.tolist() == [1]


def test_neighbours_that_fit_only_crosswise_are_no_close_call() -> None:
    scored = edges((0, 0, 0.9), (0, 1, 0.89), (1, 0, 0.6), (1, 1, 0.9))
    assert not len(close_calls(scored, best_assignment(scored, (2, 2), 0.5), 2, 0.5, 0.02).rows)


def action(name: str, text: str, *rows: DraftIndicator) -> DraftAction:
    return DraftAction(name, None, text, list(rows))


@pytest.mark.parametrize("cut", [1, 4, 7])
def test_an_action_split_in_two_is_told_as_such_and_its_indicators_stay(cut: int) -> None:
    def split(draft: Draft) -> None:
        whole = aspect(draft, "Pengelolaan Akuntabilitas Kinerja")
        rows = whole.actions[0].indicators
        whole.actions = [
            action("x", "Pengelolaan data kinerja dan pengukuran kinerja", *rows[:cut]),
            action("y", "Pelaporan kinerja", *rows[cut:]),
        ]

    changes = after(split)
    assert [(change.kind, change.new_id and change.new_id.rpartition("/")[2]) for change in changes] == [
        ("split", "4.2.1"),
        ("split", "4.2.2"),
    ]
