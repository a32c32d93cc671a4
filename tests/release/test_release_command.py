"""`crimemap release use --at`, `build --at`, `--cancel-next`, `list`, `verify`: what is done, and what is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from freezegun import freeze_time

from crimemap.cli import main
from crimemap.editorial import announcements
from crimemap.editorial.announcements import Announced, Subject
from crimemap.editorial.database import Bilingual
from crimemap.editorial.installation import open_database
from crimemap.editorial.people import EVERYWHERE, Grant, Person, Role
from crimemap.release.shelf import Publication, Shelf
from crimemap.settings import Settings
from crimemap.terms import Month
from tests.small_release import build_small

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
INSTANT = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)
KEEPER = Person("keeper", "Elder", frozenset({Grant(Role.ADMINISTRATOR, EVERYWHERE)}))
NOT_ANNOUNCED = "The public calendar (/releases) announces no figures of crime for that instant."

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for missing in ((), ("2026-01",), ("2026-02",)):
        build_small(folder, missing=missing, facts=False)
    return folder


@pytest.fixture
def shelf(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    made = Shelf(Path(shutil.copytree(built, tmp_path / "releases")))
    made.use(made.ids()[0], datetime(2026, 11, 12, 9, 30, tzinfo=UTC))
    return made


@pytest.fixture
def run(shelf: Shelf) -> Run:
    def ran(*arguments: str, **more: object) -> Result:
        with freeze_time(NOW):
            return CliRunner().invoke(main, ["release", *arguments], **more)

    return ran


def calendar(shelf: Shelf) -> tuple[Announced, ...]:
    database = open_database(Settings(data=shelf.folder.parent))
    try:
        with database.session() as session:
            return announcements.all_of(session)
    finally:
        database.dispose()


def waiting(shelf: Shelf) -> Publication | None:
    with freeze_time(NOW):
        return shelf.next()


def test_a_release_waits_for_half_past_nine_here(run: Run, shelf: Shelf):
    name = shelf.ids()[1]
    ran = run("use", name, "--at", "2026-12-10")
    assert ran.exit_code == 0
    lines = ran.output.splitlines()
    assert lines[0] == (
        "Served from Thursday 10 December 2026 at 09:30 GMT on (2026-12-10 09:30 UTC); until then as now."
    )
    assert lines[-1] == name
    assert waiting(shelf) == Publication(INSTANT, name)


def test_summer_time_is_told_in_both(run: Run, shelf: Shelf):
    ran = run("use", shelf.ids()[1], "--at", "2027-07-08")
    assert "Thursday 8 July 2027 at 09:30 BST on (2027-07-08 08:30 UTC)" in ran.output


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-11-22 09:59", "Sunday 22 November 2026 at 09:59 GMT has passed"),
        ("2026-11-22 10:00", "has passed: give an instant to come, or leave --at out to serve it now."),
        (
            "2027-10-31 01:30",
            "show 01:30 twice: at 00:30 and at 01:30 UTC. Say which: 2027-10-31 01:30+0100 or",
        ),
        ("2027-03-28 01:30", "never show 01:30: 00:30 or 02:30 is meant."),
        ("next week", "'next week' is no time: write it like 2026-12-10 09:30"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused_in_one_sentence(
    run: Run, shelf: Shelf, typed: str, told: str
):
    ran = run("use", shelf.ids()[1], "--at", typed)
    assert ran.exit_code == 1
    assert told in ran.output
    assert len(ran.output.splitlines()) == 1
    assert waiting(shelf) is None


def test_a_release_with_a_changed_byte_cannot_wait(run: Run, shelf: Shelf):
    name = shelf.ids()[1]
    (shelf.folder / name / "split.npy").write_bytes(b"no")
    ran = run("use", name, "--at", "2026-12-10")
    assert (ran.exit_code, waiting(shelf)) == (1, None)
    assert "split.npy was changed" in ran.output


def test_nothing_announced_is_told_and_the_reason_asked(run: Run, shelf: Shelf):
    ran = run("use", shelf.ids()[1], "--at", "2026-12-10")
    assert NOT_ANNOUNCED in ran.output
    assert "Announce it in the newsroom (Releases), or say why here: --reason TEXT." in ran.output
    assert calendar(shelf) == ()


def test_the_reason_goes_into_the_public_calendar(run: Run, shelf: Shelf):
    ran = run("use", shelf.ids()[1], "--at", "2026-12-10", "--reason", "The file came late.")
    assert ran.exit_code == 0
    assert "The calendar says so now, and why: The file came late." in ran.output
    (one,) = calendar(shelf)
    assert (one.subject, one.at, one.reason.en) == (Subject.CRIME, INSTANT, "The file came late.")


def test_a_reason_that_names_somebody_is_refused_and_nothing_waits(run: Run, shelf: Shelf):
    ran = run(
        "use", shelf.ids()[1], "--at", "2026-12-10", "--reason", "PC Jane Miller of 14 Mill Lane is ill."
    )
    assert (ran.exit_code, waiting(shelf), calendar(shelf)) == (1, None, ())


def test_what_is_announced_is_told(run: Run, shelf: Shelf):
    database = open_database(Settings(data=shelf.folder.parent))
    wanted = announcements.Wanted(Subject.CRIME, None, Bilingual("Recorded crime"), Month(2026, 12), INSTANT)
    with database.session(writing=True) as session:
        early = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
        announcements.announce(session, KEEPER, wanted, token="a form", now=early)
        session.commit()
    database.dispose()
    ran = run("use", shelf.ids()[1], "--at", "2026-12-10", "--reason", "not needed")
    assert "Announced on Tuesday 10 November 2026 at 12:00 GMT: Recorded crime." in ran.output
    assert NOT_ANNOUNCED not in ran.output
    assert len(calendar(shelf)) == 1


def test_another_one_cannot_wait_too_and_the_same_one_can_wait_for_another_time(run: Run, shelf: Shelf):
    _, first, second = shelf.ids()
    run("use", first, "--at", "2026-12-10")
    refused = run("use", second, "--at", "2026-12-17")
    assert refused.exit_code == 1
    assert f"{first} waits already, for 2026-12-10 09:30 UTC; only one release can." in refused.output
    moved = run("use", first, "--at", "2026-12-17")
    assert "It waited for Thursday 10 December 2026 at 09:30 GMT until now." in moved.output


def test_serving_another_one_now_leaves_it_waiting_and_says_so(run: Run, shelf: Shelf):
    _, first, second = shelf.ids()
    run("use", first, "--at", "2026-12-10")
    ran = run("use", second)
    told, last = ran.output.splitlines()
    assert told.startswith(
        f"{first} still waits, and takes this one's place on Thursday 10 December 2026 at 09:30 GMT."
    )
    assert told.endswith("To take it back: crimemap release use --cancel-next")
    assert last == second
    now = run("use", first)
    assert (
        now.output.splitlines()[0]
        == "It waited for Thursday 10 December 2026 at 09:30 GMT; now nothing waits."
    )


def test_what_waits_can_be_taken_back(run: Run, shelf: Shelf):
    name = shelf.ids()[1]
    run("use", name, "--at", "2026-12-10")
    ran = run("use", "--cancel-next")
    assert ran.output == (
        f"{name} does not wait for Thursday 10 December 2026 at 09:30 GMT any more; it stays on the shelf.\n"
    )
    assert (ran.exit_code, waiting(shelf)) == (0, None)
    assert run("use", "--cancel-next").exit_code == 1


def test_where_what_waits_is_gone_the_list_and_the_taking_back_say_so(run: Run, shelf: Shelf):
    name = shelf.ids()[1]
    run("use", name, "--at", "2026-12-10")
    shutil.rmtree(shelf.folder / name)
    listed = run("list")
    assert (
        f"{name} waits for Thursday 10 December 2026 at 09:30 GMT, but is not on the shelf" in listed.output
    )
    assert "it is not on the shelf." in run("use", "--cancel-next").output


CONTRADICTING = (
    ("use",), ("use", "2026-09-00000000", "--cancel-next"), ("use", "--at", "2026-12-10"),
    ("build", __file__, "--no-use", "--at", "2026-12-10"),
)  # fmt: skip


@pytest.mark.parametrize("wrong", CONTRADICTING)
def test_what_contradicts_itself_is_wrong_use(run: Run, wrong: tuple[str, ...]):
    assert run(*wrong).exit_code == 2


def test_the_list_marks_what_is_served_and_what_waits(run: Run, shelf: Shelf):
    served, waits, _ = shelf.ids()
    run("use", waits, "--at", "2026-12-10")
    lines = run("list").output.splitlines()
    assert next(line for line in lines if served in line).startswith("*")
    mine = next(line for line in lines if waits in line)
    assert mine.startswith(">")
    assert mine.rstrip().endswith("waits for 2026-12-10 09:30Z")


def test_verify_looks_at_what_waits_too(run: Run, shelf: Shelf):
    served, waits, _ = shelf.ids()
    run("use", waits, "--at", "2026-12-10")
    assert [line.partition(":")[0] for line in run("verify").output.splitlines()] == [served, waits]
    (shelf.folder / waits / "split.npy").write_bytes(b"no")
    ran = run("verify")
    assert ran.exit_code == 1
    assert f"{waits}: split.npy was changed" in ran.output


def test_prune_says_what_went_and_what_waits_is_not_among_it(run: Run, shelf: Shelf):
    _, waits, other = shelf.ids()
    run("use", waits, "--at", "2026-12-10")
    assert run("prune", "--keep", "1").output == f"Removed 1: {other}\n"


def test_an_empty_time_publishes_nothing(shelf: Shelf, run: Run):
    served, name, _ = shelf.ids()
    ran = run("use", name, "--at", "")
    assert ran.exit_code == 1
    assert "is no time" in ran.output
    assert (shelf.current_id(), shelf.next()) == (served, None)
    assert run("use", "--at", "", "--cancel-next").exit_code != 0
    assert run("build", "sources.toml", "--at", "", "--no-use").exit_code == 2


def test_where_it_cannot_wait_the_calendar_says_nothing_either(shelf: Shelf, run: Run):
    served, name, other = shelf.ids()
    for mine in (served, other):
        if mine == other:
            run("use", name, "--at", "2026-12-10", "--reason", "The file came late.")
        known = calendar(shelf)
        ran = run("use", mine, "--at", "2026-12-11", "--reason", "Another reason.")
        assert ran.exit_code == 1
        assert calendar(shelf) == known


def test_while_somebody_thinks_of_a_reason_the_newsroom_can_write(shelf: Shelf, run: Run, monkeypatch):
    from crimemap.cli import scheduling

    def asked() -> str:
        database = open_database(Settings(data=shelf.folder.parent))
        with database.session(writing=True) as session:
            wanted = announcements.Wanted(
                Subject.SURVEYS, None, Bilingual("A survey"), Month(2027, 3), None, Bilingual()
            )
            announcements.announce(session, KEEPER, wanted, token="meanwhile", now=NOW)
            session.commit()
        database.dispose()
        return "The file came late."

    monkeypatch.setattr(scheduling, "_asked", asked)
    ran = run("use", shelf.ids()[1], "--at", "2026-12-10")
    assert ran.exit_code == 0, ran.output
    assert {one.subject for one in calendar(shelf)} == {Subject.CRIME, Subject.SURVEYS}
