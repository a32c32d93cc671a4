"""The folder of releases: which one is served, what was published when, and what may be removed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crimemap.release.shelf import Shelf
from crimemap.release.verify import check
from crimemap.terms import CrimeType, Month, Period, Refusal
from tests.release.handmade import AT, RECIPE, build_into, write_inputs


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf of three releases, none served. Read only: `shelf` is a copy of it."""
    folder = tmp_path_factory.mktemp("three")
    for name in ("One", "Two", "Three"):
        recipe = RECIPE.replace('"Grid"', f'"{name}"')
        build_into(write_inputs(folder / f"in-{name}", recipe=recipe), folder / "shelf", use=False)
    return folder / "shelf"


@pytest.fixture
def shelf(three: Path, tmp_path: Path) -> Shelf:
    return Shelf(Path(shutil.copytree(three, tmp_path / "shelf")))


def test_before_the_first_release_nothing_is_served_and_that_is_said(tmp_path: Path) -> None:
    empty = Shelf(tmp_path / "none")
    assert empty.ids() == ()
    assert empty.current_id() is None
    assert empty.published() == ()
    with pytest.raises(Refusal, match="No release is served"):
        empty.current()


def test_a_built_release_is_not_served_until_it_is_used(shelf: Shelf) -> None:
    first, *_ = shelf.ids()
    assert shelf.current_id() is None
    shelf.use(first, AT)
    assert shelf.current().id == first


def test_a_worker_takes_up_a_new_release_and_a_reader_finishes_on_the_old_one(shelf: Shelf) -> None:
    first, second, _ = shelf.ids()
    shelf.use(first, AT)
    worker = Shelf(shelf.folder)
    old = worker.current()
    assert worker.current() is old
    shelf.use(second, AT)
    new = worker.current()
    assert (old.id, new.id) == (first, second)
    area = old.area("weston-n1")
    assert area is not None
    assert old.counts(area).sum() == 12
    assert len(old.points(area, Period.ending(Month(2026, 9), 3), list(CrimeType))) == 1


def test_every_publication_is_written_down_with_its_instant_and_never_changed(shelf: Shelf) -> None:
    first, second, _ = shelf.ids()
    shelf.use(first, AT)
    shelf.use(second, AT + timedelta(hours=1))
    shelf.use(second, AT + timedelta(hours=2))
    shelf.use(first, AT + timedelta(hours=3))
    assert [(entry.id, entry.at) for entry in shelf.published()] == [
        (first, AT), (second, AT + timedelta(hours=1)), (first, AT + timedelta(hours=3)),
    ]  # fmt: skip
    assert (shelf.folder / "published").read_text().splitlines()[0] == f"2026-11-21T09:30:00Z {first}"


def test_a_release_that_is_not_there_cannot_be_used_and_the_served_one_stays(shelf: Shelf) -> None:
    first = shelf.ids()[0]
    shelf.use(first, AT)
    for name in ("2020-01-00000000", "../shelf", ".lock", ""):
        with pytest.raises(Refusal, match="There is no release"):
            shelf.use(name, AT)
    assert shelf.current_id() == first


def test_prune_never_removes_the_served_release(shelf: Shelf) -> None:
    oldest, *others = shelf.ids()
    for name in others:
        shelf.use(name, AT)
    shelf.use(oldest, AT)
    removed = shelf.prune(1)
    assert sorted(removed) == sorted(others)
    assert shelf.ids() == (oldest,)
    assert check(shelf.path(oldest), oldest) == []


def test_prune_keeps_those_published_last(shelf: Shelf) -> None:
    first, second, third = shelf.ids()
    for hour, name in enumerate((third, first)):
        shelf.use(name, AT + timedelta(hours=hour))
    assert shelf.prune(2) == (second,)
    assert set(shelf.ids()) == {first, third}
    assert shelf.prune(2) == ()


def test_prune_keeps_at_least_one(shelf: Shelf) -> None:
    with pytest.raises(Refusal, match="--keep 0"):
        shelf.prune(0)


def test_pruning_a_release_leaves_hard_linked_months_of_the_others_whole(tmp_path: Path) -> None:
    first = build_into(write_inputs(tmp_path / "one"), tmp_path / "shelf")
    recipe = RECIPE.replace('"Grid"', '"Other"')
    second = build_into(write_inputs(tmp_path / "two", recipe=recipe), tmp_path / "shelf")
    facts = "facts/2026-09.parquet"
    assert (tmp_path / "shelf" / first.id / facts).samefile(tmp_path / "shelf" / second.id / facts)
    assert Shelf(tmp_path / "shelf").prune(1) == (first.id,)
    assert check(tmp_path / "shelf" / second.id, second.id) == []


def test_the_instant_is_written_in_utc(shelf: Shelf) -> None:
    from datetime import timezone

    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    shelf.use(shelf.ids()[0], summer)
    assert shelf.published()[0].at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_a_line_that_a_full_disk_cut_short_hides_no_other(shelf: Shelf) -> None:
    first, second, _ = shelf.ids()
    shelf.use(first, AT)
    with (shelf.folder / "published").open("a") as log:
        log.write("2026-11-2")
    assert [entry.id for entry in shelf.published()] == [first]
    shelf.use(second, AT)
    assert [entry.id for entry in shelf.published()] == [first, second]


def test_current_that_is_not_text_is_refused_as_no_release(shelf: Shelf) -> None:
    (shelf.folder / "current").write_bytes(b"caf\xe9\n")
    with pytest.raises(Refusal, match="There is no release"):
        shelf.current()


def test_a_full_disk_can_be_pruned(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert len(shelf.prune(1)) == 2


def test_a_file_that_cannot_be_read_is_a_fault_and_not_a_failure(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = shelf.ids()[0]
    opened = Path.open

    def refuse(path: Path, mode: str = "r", **arguments: Any) -> object:
        if path.name == "places.sqlite":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, **arguments)

    monkeypatch.setattr(Path, "open", refuse)
    assert check(shelf.path(name), name) == ["places.sqlite cannot be read: Permission denied"]
