"""What a partnership's picture of confidence holds: waves, breaks, levels, polls; and everything at once."""

from __future__ import annotations

import math
from datetime import date

import pytest

from crimemap.figure import Status
from crimemap.measures import confidence
from crimemap.measures.confidence import Broken, Movement, Share, Why
from crimemap.measures.confidence.waves import splits_of
from crimemap.release import Release
from crimemap.survey import Book, Conduct, Level, Result
from crimemap.terms import AreaKind
from tests.small_places import FORCE_CODE, PARTNERSHIP
from tests.small_surveys import HEADLINE, bare, full, result
from tests.unit.picture_of_partnership import book, partnership, picture

# --- the headline and its waves ---------------------------------------------------------------------


def test_46_and_then_50_percent_of_1100_is_no_clear_change(small: Release):
    found = picture(small, result(46, wave="2025"), result(50))
    assert [wave.share.figure.value for wave in found.headline.waves] == [46, 50]
    assert (found.change.movement, round(found.change.z, 2)) == (Movement.NO_CLEAR_CHANGE, 1.88)
    assert (found.why, found.is_other_question, found.level) == (None, False, Level.PARTNERSHIP)


def test_the_latest_wave_is_held_against_the_one_a_year_before_not_the_last_quarter(small: Release):
    quarters = [
        result(value, wave=name, first=first, last=last)
        for name, value, first, last in [
            ("2025 Q2", 46, date(2025, 4, 1), date(2025, 6, 30)),
            ("2025 Q4", 60, date(2025, 10, 1), date(2025, 12, 31)),
            ("2026 Q2", 50, date(2026, 4, 1), date(2026, 6, 30)),
        ]
    ]
    assert picture(small, *quarters).change.before.row.wave == "2025 Q2"


def test_without_a_wave_a_year_before_it_is_the_one_before(small: Release):
    found = picture(small, result(40, wave="2019"), result(46, wave="2022"), result(50))
    assert found.change.before.row.wave == "2022"


def test_rolling_years_are_compared_where_they_no_longer_overlap(small: Release):
    rolling = [
        result(40 + n, wave=f"{last.year} {last.month:02}", first=date(last.year - 1, last.month + 1, 1), last=last)
        for n, last in enumerate(
            [date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2026, 3, 31), date(2026, 6, 30)]
        )
    ]  # fmt: skip
    found = picture(small, *rolling)
    assert found.change.before.row.last == date(2025, 6, 30)
    assert [step.difference.movement for step in found.headline.steps][-1] is Movement.CANNOT_TELL


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"wording": "Do you trust them?"}, Broken.WORDING),
        ({"mode": "face to face"}, Broken.MODE),
        ({"population": "adults"}, Broken.POPULATION),
    ],
)
def test_a_change_of_wording_mode_or_population_is_a_break_and_nothing_is_said_across_it(
    small: Release, changed: dict[str, str], broken: Broken
):
    found = picture(
        small, result(30, wave="2023"), result(46, wave="2025", **changed), result(50, **changed)
    ).headline
    assert [wave.broken for wave in found.waves] == [None, broken, None]
    assert [step.difference is None for step in found.steps] == [True, False]
    assert [[wave.row.wave for wave in run] for run in found.stretches()] == [["2023"], ["2025", "2026"]]
    alone = picture(small, result(46, wave="2025"), result(50, **changed))
    assert (alone.change, alone.headline.broken) == (None, broken)


def test_nothing_before_an_earlier_break_is_compared_even_a_year_before(small: Release):
    waves = [
        result(30, wave="a", first=date(2025, 4, 1), last=date(2025, 4, 30), mode="telephone"),
        result(46, wave="b", first=date(2025, 11, 1), last=date(2025, 11, 30)),
        result(50, wave="c", first=date(2026, 4, 1), last=date(2026, 4, 30)),
    ]
    assert picture(small, *waves).change.before.row.wave == "b"


def test_a_wave_that_shares_answers_is_passed_over_for_an_older_one(small: Release):
    waves = [
        result(40, wave="a", first=date(2023, 7, 1), last=date(2024, 6, 30)),
        result(46, wave="b", first=date(2025, 1, 1), last=date(2025, 12, 31)),
        result(50, wave="c", first=date(2025, 10, 1), last=date(2026, 9, 30)),
    ]
    assert picture(small, *waves).change.before.row.wave == "a"
    assert picture(small, *waves[1:]).change is None


def test_spaces_and_capitals_break_no_series(small: Release):
    asked = result(50).wording
    found = picture(
        small, result(46, wave="2025"), result(50, wording=f"  {asked.upper()} ", mode="Post and  online")
    )
    assert found.change is not None


def test_two_surveys_are_two_series_and_never_one(small: Release):
    found = picture(small, result(46, wave="2025"), result(61, survey="Police survey"))
    assert (found.headline.survey, found.change) == ("Police survey", None)
    assert [one.survey for one in found.also] == ["Tamber Vale residents’ survey"]


def test_where_the_headline_was_not_asked_the_first_police_question_stands_in_and_says_so(small: Release):
    found = picture(small, *bare())
    assert (found.headline.question.id, found.is_other_question) == ("mopac-good-job", True)
    assert found.headline not in found.police
    assert found.change.movement is Movement.CANNOT_TELL
    assert found.change.points.value == -2


def test_ninety_answers_give_no_figure_and_a_reason(small: Release):
    found = picture(small, result(61, base=90))
    assert (found.why, found.latest.figure.status) == (Why.TOO_FEW, Status.SUPPRESSED)
    assert "61" not in repr(found)
    row = confidence.of_all(book(result(61, base=90)), small).rows[0]
    assert (row.share, row.why) == (None, Why.TOO_FEW)


def test_nobody_asked_is_said_and_empty(small: Release):
    found = picture(small)
    assert (found.headline, found.why, found.is_empty) == (None, Why.NOT_ASKED, True)
    overview = confidence.of_all(book(), small)
    assert (overview.question, overview.is_empty, overview.rows[0].why) == (None, True, Why.NOT_ASKED)


# --- what a survey was drawn for ---------------------------------------------------------------------


def test_a_forces_survey_is_never_shown_as_a_partnerships(small: Release):
    force = result(48, area=FORCE_CODE, level=Level.FORCE)
    found = picture(small, force)
    assert (found.headline, found.why) == (None, Why.NOT_SAMPLED)
    overview = confidence.of_all(book(force), small)
    assert [row.why for row in overview.rows] == [Why.NOT_SAMPLED]
    assert overview.question is None
    assert [row.share.figure.value for row in overview.forces] == [48]


@pytest.mark.parametrize("level", [Level.FORCE, Level.REGION, Level.NATION])
def test_a_row_that_claims_a_partnership_with_a_wider_sample_is_not_shown(small: Release, level: Level):
    rows = (
        result(48, level=level),
        result(5, question="crime-locally", answer="better", level=level),
        result(40, question="asb-litter", answer="big", level=level),
        result(1, question="own-question", answer="yes", level=level),
        result(77, conduct=Conduct.POLL, level=level),
    )
    found = picture(small, *rows)
    assert found.is_empty
    assert found.why is Why.NOT_SAMPLED
    assert every_share(*rows) == []
    overview = confidence.of_all(book(*rows), small)
    assert (overview.wider, overview.wider_other, overview.rows[0].share) == ((), (), None)


def test_a_forces_own_page_has_its_survey(small: Release):
    force = small.area(FORCE_CODE)
    found = confidence.of_partnership(book(result(48, area=FORCE_CODE, level=Level.FORCE)), small, force)
    assert found.latest.figure.value == 48


def test_no_area_below_a_partnership_has_a_figure_of_its_own(small: Release):
    for area in small.parts(partnership(small)):
        found = confidence.of_partnership(book(result(48, area=area.code)), small, area)
        assert found.is_empty


def test_regions_and_nations_stand_apart_by_name(small: Release):
    rows = [
        result(55, area="E12000006", place="East of England", level=Level.REGION),
        result(54, area="E12000001", place="North East", level=Level.REGION),
        result(53, area="K04000001", place="England and Wales", level=Level.NATION),
        result(50),
    ]
    overview = confidence.of_all(book(*rows), small)
    assert [row.name for row in overview.wider] == ["East of England", "North East", "England and Wales"]
    assert [row.share.figure.value for row in overview.rows] == [50]


def test_regions_asked_another_question_stand_in_a_table_of_their_own(small: Release):
    rows = [
        result(48, area="E12000006", place="East of England", level=Level.REGION, question="csew-catt2"),
        result(50),
    ]
    overview = confidence.of_all(book(*rows), small)
    assert overview.wider == ()
    assert [(row.name, row.series.question.id) for row in overview.wider_other] == [
        ("East of England", "csew-catt2")
    ]
    assert not confidence.of_all(book(rows[0]), small).is_empty


# --- polls -------------------------------------------------------------------------------------------


def test_a_poll_is_in_no_series_and_stands_apart(small: Release):
    poll = [
        result(
            percent, answer=answer, conduct=Conduct.POLL, wave=wave, survey="Tamber Vale residents’ survey"
        )
        for wave in ("2025", "2026")
        for answer, percent in (("agree", 77), ("disagree", 23))
    ]
    found = picture(small, result(50), *poll)
    assert [wave.share.figure.value for wave in found.headline.waves] == [50]
    assert all(
        one.row.conduct is Conduct.SURVEY
        for series in found.series
        for wave in series.waves
        for one in [wave]
    )
    assert [one.id for one in found.polls] == [HEADLINE]
    assert all(share.figure.interval is None for wave in found.polls[0].waves for share in wave.shares)


def test_a_poll_alone_is_no_headline(small: Release):
    found = picture(small, result(77, conduct=Conduct.POLL))
    assert (found.headline, found.why, found.is_empty) == (None, Why.NOT_ASKED, False)
    assert confidence.of_all(book(result(77, conduct=Conduct.POLL)), small).is_empty


# --- everything at once ------------------------------------------------------------------------------


def every_share(*rows: Result) -> list[Share]:
    """As the file of a partnership lists them: question by question, surveys and then polls."""
    from_rows = book(*rows)
    return [
        one
        for conduct in Conduct
        for question in from_rows.questions(PARTNERSHIP, conduct)
        for split in splits_of(from_rows, PARTNERSHIP, question, AreaKind.PARTNERSHIP, conduct=conduct)
        for wave in split.waves
        for one in wave.shares
    ]


def test_splits_hold_every_answer_once_and_suppressed_ones_without_their_percent():
    found = every_share(*full())
    rows = [row for row in full() if row.area == PARTNERSHIP]
    assert sorted((one.row.question, one.row.wave, one.answer) for one in found) == sorted(
        (row.question, row.wave, row.answer) for row in rows
    )
    few = [one for one in found if one.base == 90]
    assert [one.figure.value for one in few] == [None]
    assert all(math.isnan(one.row.percent) for one in few)


def test_an_upload_corrects_the_wave_of_a_release(small: Release):
    two = Book([("r", [result(46, wave="2025"), result(50)], ()), ("upload 7", [result(49)], ())])
    found = confidence.of_partnership(two, small, partnership(small))
    assert [(wave.share.figure.value, wave.share.figure.release) for wave in found.headline.waves] == [
        (46, "r"), (49, "upload 7")
    ]  # fmt: skip


def test_another_question_can_be_laid_over_all_partnerships(small: Release):
    question = confidence.questions()["safe-after-dark"]
    overview = confidence.of_all(book(*full()), small, question)
    assert (overview.rows[0].share.answer, overview.rows[0].share.figure.value) == ("safe", 52)
    assert overview.is_other_question
