"""What waits for its instant, and what operators do meanwhile: choose, move, take back, prune."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crimemap.release import awaited
from crimemap.release.shelf import Publication, Shelf
from crimemap.release.verify import check
from crimemap.terms import Refusal
from tests.release.waiting import FIRST_DAY, INSTANT, SECOND, Clock, ids


def test_what_could_not_be_served_is_given_up_when_somebody_says_what_is(shelf: Shelf, clock: Clock):
    _, waits, other = ids(shelf)
    (shelf.folder / waits).rename(shelf.folder / "elsewhere")
    clock.now = INSTANT + timedelta(hours=1)
    shelf.use(other, clock.now)
    (shelf.folder / "elsewhere").rename(shelf.folder / waits)
    assert Shelf(shelf.folder, clock).current().id == other


def test_another_release_that_is_served_meanwhile_leaves_it_waiting(shelf: Shelf, clock: Clock):
    _, waits, other = ids(shelf)
    clock.now = INSTANT - timedelta(days=2)
    shelf.use(other, clock.now)
    assert shelf.current().id == other
    assert shelf.next() == Publication(INSTANT, waits)
    clock.now = INSTANT
    assert shelf.current().id == waits


def test_the_one_that_waits_can_be_served_before(shelf: Shelf, clock: Clock):
    _, waits, _ = ids(shelf)
    early = INSTANT - timedelta(days=2)
    clock.now = early
    shelf.use(waits, early)
    assert shelf.next() is None
    clock.now = INSTANT + SECOND
    assert shelf.current().id == waits
    assert shelf.published()[-1] == Publication(early, waits)


def test_a_release_chosen_after_the_instant_is_not_taken_back_by_what_was_due(shelf: Shelf, clock: Clock):
    served, waits, _ = ids(shelf)
    clock.now = INSTANT + SECOND
    shelf.use(served, clock.now)
    assert shelf.current().id == served
    assert [entry.id for entry in shelf.published()] == [served, waits, served]
    assert Shelf(shelf.folder, clock).current().id == served


def test_only_one_waits_and_another_is_refused(shelf: Shelf):
    _, waits, other = ids(shelf)
    with pytest.raises(Refusal, match=f"{waits} waits already, for 2026-12-10 09:30 UTC"):
        shelf.use_at(other, INSTANT + timedelta(days=1))
    assert shelf.next() == Publication(INSTANT, waits)


def test_the_instant_of_the_one_that_waits_can_be_changed(shelf: Shelf):
    _, waits, _ = ids(shelf)
    later = INSTANT + timedelta(days=7)
    assert shelf.use_at(waits, later) == Publication(INSTANT, waits)
    assert shelf.next() == Publication(later, waits)


def test_an_instant_that_has_passed_is_refused(shelf: Shelf, clock: Clock):
    _, waits, _ = ids(shelf)
    for passed in (clock.now, clock.now - SECOND):
        with pytest.raises(Refusal, match="has passed"):
            shelf.use_at(waits, passed)


def test_the_served_release_and_one_that_is_not_there_are_refused(folder: Path, clock: Clock):
    shelf = Shelf(folder, clock)
    shelf.use(shelf.ids()[0], FIRST_DAY)
    with pytest.raises(Refusal, match="is served already"):
        shelf.use_at(shelf.ids()[0], INSTANT)
    with pytest.raises(Refusal, match="There is no release '2020-01-00000000'"):
        shelf.use_at("2020-01-00000000", INSTANT)


def test_what_waits_can_be_taken_back(shelf: Shelf, clock: Clock):
    served, waits, _ = ids(shelf)
    assert shelf.cancel_next() == Publication(INSTANT, waits)
    clock.now = INSTANT
    assert shelf.current().id == served
    with pytest.raises(Refusal, match="No release waits"):
        shelf.cancel_next()


def test_what_is_due_cannot_be_taken_back(shelf: Shelf, clock: Clock):
    clock.now = INSTANT
    with pytest.raises(Refusal, match="No release waits"):
        shelf.cancel_next()
    assert shelf.current().id == ids(shelf)[1]


def test_a_next_that_nobody_can_read_can_be_taken_away(shelf: Shelf):
    (shelf.folder / "next").write_text("torn")
    with pytest.raises(Refusal, match="No release waits"):
        shelf.cancel_next()
    assert not (shelf.folder / "next").exists()


def test_prune_never_removes_what_waits(shelf: Shelf, clock: Clock):
    served, waits, other = ids(shelf)
    assert shelf.prune(1) == (other,)
    assert set(shelf.ids()) == {served, waits}
    assert check(shelf.path(waits), waits) == []
    clock.now = INSTANT
    assert shelf.prune(1) == (served,)
    assert shelf.current().id == waits


def test_the_first_release_of_all_can_wait_too(folder: Path, clock: Clock):
    shelf = Shelf(folder, clock)
    first = shelf.ids()[0]
    shelf.use_at(first, INSTANT)
    with pytest.raises(Refusal, match="No release is served"):
        shelf.current()
    clock.now = INSTANT
    assert shelf.current().id == first


def test_a_line_says_one_instant_and_one_id():
    said = Publication(INSTANT, "2026-09-0123abcd")
    assert awaited.publication(str(said)) == said
