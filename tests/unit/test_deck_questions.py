"""Three questions open "Decide today": raised by the area's own figures, by a reviewed table."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from crimemap.brief import Brief, brief_of
from crimemap.deck import raised
from crimemap.deck.asking import CONDITIONS, FILE, Facts, Questions
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
    assert found["rose"].text.startswith("Drug crime rose from 100 to 170.")
    assert found["fell"].text.startswith("Burglary fell from 300 to 180.")
    assert [one.value for one in found["rose"].figures] == [170, 100]


def test_after_a_fall_nobody_can_read_that_there_should_be_more_crime():
    """ "Vehicle crime fell … should there be more of it?" once stood on a wall."""
    for row in load(FILE, Questions).questions:
        if "type" in CONDITIONS[row.when].names:
            assert "more of it" not in row.ask.en, row.id
            assert "mwy ohono" not in row.ask.cy, row.id


def test_of_several_the_one_that_changed_most_is_asked_about(told: Brief):
    found = raised(with_types(told, burglary=(300, 220), robbery=(200, 60), drugs=(100, 99)), (), TODAY)
    assert any(one.text.startswith("Robbery fell from 200 to 60.") for one in found)


def test_a_change_that_can_be_chance_is_not_asked_about(told: Brief):
    assert not {"rose", "fell"} & set(asked(with_types(told, burglary=(100, 95), drugs=(40, 46))))


def test_without_a_change_the_kind_recorded_most_is_asked_about_with_both_counts(told: Brief):
    found = {one.id: one for one in raised(with_types(told, burglary=(100, 95), drugs=(40, 46)), (), TODAY)}
    total = told.year.now.value
    said = f"Of the {total:,} crimes recorded here, 95 were recorded as burglary."
    assert found["most-recorded"].text.startswith(said)
    assert [one.value for one in found["most-recorded"].figures] == [95, total]


def test_no_room_is_asked_where_violence_happens_or_what_other_crime_is(told: Brief):
    some = with_types(
        told, violent_crime=(300, 290), other_theft=(200, 199), drugs=(90, 88), other_crime=(5, 40)
    )
    found = {one.id: one.text for one in raised(some, (), TODAY)}
    assert ", 88 were recorded as drug crime." in found["most-recorded"]
    assert "rose" not in found


def test_a_kind_that_changed_is_not_asked_about_twice(told: Brief):
    assert "most-recorded" not in asked(with_types(told, burglary=(300, 180)))


def test_reports_of_anti_social_behaviour_are_asked_about_with_their_number(told: Brief):
    quiet = replace(with_types(told), antisocial=Change(figure(told, 77), figure(told, 80, before=True)))
    found = {one.id: one for one in raised(quiet, (), TODAY)}
    assert found["reports"].text.startswith(
        "Anti-social behaviour was reported 77 times in the 12 months to September 2026."
    )


@pytest.mark.parametrize("count", [0, 1, 7])
def test_where_next_to_nothing_was_recorded_the_question_is_what_nobody_reported(told: Brief, count: int):
    now = figure(told, count)
    few = replace(
        with_types(told), year=Change(now, figure(told, 9, before=True)), outcomes=none_of(told),
        antisocial=Change(figure(told, 2), figure(told, 3, before=True)),
    )  # fmt: skip
    texts = [one.text for one in raised(few, (), TODAY)]
    assert (
        f"Crimes recorded here in the 12 months to September 2026: {count}. What happened that nobody reported?"
        in texts
    )


def test_a_year_that_is_not_known_is_not_told_as_few(tmp_path):
    release = Release(build_small(tmp_path, facts=False, missing={"2026-07"}))
    assert "few" not in asked(brief_of(release, release.area("corvenshire-lark"), None))


def none_of(told: Brief) -> object:
    """Its outcomes, of no crime at all."""
    return replace(told.outcomes, total=replace(told.outcomes.total, value=0), rows=())


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


def test_public_order_itself_is_never_said_to_have_risen(told: Brief):
    """ "Public order rose" says that there was more of it."""
    found = {one.id: one.text for one in raised(with_types(told, public_order=(415, 574)), (), TODAY)}
    assert found["rose"].startswith("Public order crime rose from 415 to 574.")


def test_no_clear_change_is_said_only_where_no_kind_changed_clearly_either(told: Brief):
    year = told.year
    same = replace(told, year=replace(year, now=replace(year.now, value=year.before.value)))
    holds = CONDITIONS["no-clear-change"].test
    assert holds(Facts(with_types(same, burglary=(100, 95)), (), TODAY)) is not None
    assert holds(Facts(with_types(same, burglary=(300, 180), drugs=(180, 300)), (), TODAY)) is None


def test_a_room_is_not_asked_which_comes_first_of_places_that_are_done_declined_or_have_a_date(told: Brief):
    from crimemap.editorial.nominations import State

    over = {State.DONE: 2, State.DECLINED: 3, State.SCHEDULED: 4, State.ACCEPTED: 1}
    holds = CONDITIONS["places-nominated"].test
    assert holds(Facts(replace(told, written=Written(nominated=over)), (), TODAY)) is None
    found = holds(Facts(replace(told, written=Written(nominated={**over, State.SCORED: 1})), (), TODAY))
    assert found is not None
    assert found.values["count"] == "2"


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
