"""Three questions open "Decide today": raised by the area's own figures, by a reviewed table."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from crimemap.brief import Brief, brief_of
from crimemap.deck import raised
from crimemap.deck.asking import CONDITIONS, FILE, Questions
from crimemap.disclosure.reviewed import load
from crimemap.editorial.meetings import Decision, Record
from crimemap.editorial.summary import Written
from crimemap.figure import Figure, Status
from crimemap.language import using
from crimemap.measures.crime import Change, TypeChange
from crimemap.release import Release
from crimemap.terms import CrimeType, Refusal
from crimemap.words import alarming
from tests.small_meetings import NOW, gathering
from tests.small_release import build_small

TODAY = NOW.date()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    release = Release(build_small(tmp_path_factory.mktemp("asking"), facts=False))
    return brief_of(release, release.area("corvenshire-lark"), None)


def figure(told: Brief, value: int, *, before: bool = False) -> Figure:
    period = told.period.before() if before else told.period
    return Figure(value, Status.PUBLISHED, period, "recorded crimes", "street files", told.release.id)


def with_types(told: Brief, **counts: tuple[int, int]) -> Brief:
    """The brief with only these types, each (before, now)."""
    rows = tuple(
        TypeChange(
            CrimeType(name.replace("_", "-")), Change(figure(told, now), figure(told, before, before=True))
        )
        for name, (before, now) in counts.items()
    )
    return replace(told, types=rows)


def asked(told: Brief, *earlier: object, today: dt.date = TODAY) -> list[str]:
    return [one.id for one in raised(told, earlier, today)]


def late(*days: int) -> object:
    decisions = tuple(
        Decision(action_en="Mend it.", owner="Council", due=TODAY - dt.timedelta(days=n)) for n in days
    )
    return gathering(id="before", record=Record(decisions=decisions))


def test_there_are_always_three_and_each_is_of_another_subject(told: Brief):
    subjects = {row.id: row.about for row in load(FILE, Questions).questions}
    for brief in (
        told,
        with_types(told),
        with_types(told, burglary=(200, 100)),
        with_types(told, drugs=(100, 200)),
    ):
        found = asked(brief)
        assert len(found) == 3
        assert len({subjects[one] for one in found}) == 3


def test_a_clear_rise_and_a_clear_fall_are_both_asked_about_with_both_counts(told: Brief):
    found = {
        one.id: one for one in raised(with_types(told, burglary=(300, 180), drugs=(100, 170)), (), TODAY)
    }
    assert found["rose"].text.startswith("Drugs rose from 100 to 170.")
    assert found["fell"].text.startswith("Burglary fell from 300 to 180.")
    assert [one.value for one in found["rose"].figures] == [170, 100]


def test_of_several_the_one_that_changed_most_is_asked_about(told: Brief):
    found = raised(with_types(told, burglary=(300, 220), robbery=(200, 60), drugs=(100, 99)), (), TODAY)
    assert any(one.text.startswith("Robbery fell from 200 to 60.") for one in found)


def test_a_change_that_can_be_chance_is_not_asked_about(told: Brief):
    assert not {"rose", "fell"} & set(asked(with_types(told, burglary=(100, 95), drugs=(40, 46))))


def test_what_is_late_comes_first_and_one_is_one(told: Brief):
    assert asked(told, late(3))[0] == "late-one"
    assert asked(told, late(3, 9, 12))[0] == "late"
    several = raised(told, (late(3, 9, 12),), TODAY)[0].text
    assert several.startswith("3 promises are late, first “Mend it” (due 10 November 2026).")
    assert raised(told, (late(3),), TODAY)[0].text.startswith("“Mend it” is late (due 19 November 2026).")
    assert not {"late", "late-one"} & set(asked(told, late(0)))


def test_months_that_were_not_supplied_are_asked_about_and_never_told_as_none(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2026-07"}))
    found = raised(brief_of(release, release.area("corvenshire-lark"), None), (), TODAY)
    assert "no figures for July 2026" in found[0].text


def test_nominations_are_asked_about_from_two_on(told: Brief):
    from crimemap.editorial.nominations import State

    written = Written(nominated={State.RECEIVED: 6})
    empty = with_types(told)
    assert (
        "nominated" in asked(replace(empty, written=written, outcomes=empty.outcomes))
        or len(asked(empty)) == 3
    )
    assert "nominated" not in asked(replace(empty, written=Written(nominated={State.RECEIVED: 1})))


def test_every_question_can_be_said_in_both_languages_and_alarms_in_neither():
    for row in load(FILE, Questions).questions:
        values = dict.fromkeys(CONDITIONS[row.when].names, "x")
        for text in (row.ask.en, row.ask.cy):
            assert "%(" not in text % values
            assert not alarming(text)


def test_they_are_asked_in_the_language_of_the_deck(told: Brief):
    with using("cy"):
        found = raised(with_types(told, burglary=(300, 180)), (), TODAY)
    assert any("Beth helpodd" in one.text for one in found)


def spoilt(tmp_path: Path, change: object) -> Path:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(rows)
    file = tmp_path / "questions.yaml"
    file.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda rows: rows["questions"][0].update(when="full-moon"), "there is no condition 'full-moon'"),
        (
            lambda rows: rows["questions"][0]["ask"].update(en="%(moon)s?"),
            "names what action-late does not give",
        ),
        (lambda rows: rows.update(questions=rows["questions"][:4]), "must always hold"),
        (lambda rows: rows["questions"][0].pop("ask"), "questions.0.ask"),
    ],
)
def test_a_row_that_could_not_be_asked_is_refused(tmp_path: Path, change: object, why: str):
    with pytest.raises(Refusal, match=why):
        load(spoilt(tmp_path, change), Questions)
