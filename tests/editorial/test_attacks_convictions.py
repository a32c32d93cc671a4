"""What somebody tries who wants to name a person that may not be named, or for longer: each attempt is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import convictions, publishing
from crimemap.editorial.convictions import TOWN, Conviction, Fact
from crimemap.editorial.convictions.lines import troubles_of_lines
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Kind, Refused
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER
from tests.editorial.convictions_cases import drink_driving, published

DAY = dt.timedelta(days=1)
MINOR = "shop-theft-low-value"


def stopped(field: str, **answers: object) -> bool:
    return field in {trouble.field for trouble in troubles_of_lines(drink_driving(**answers))}


@pytest.mark.parametrize(
    "name",
    [
        "Persona Invented of 12 High Street", "Persona Invented, father of Amy", "Persona Invented and Amy Invented",
        "Persona Invented & Sons", "Persona Invented (aged 17)", "Persona Invented who lives near the church",
        "Persona Invented; victim Amy", "Persona\nInvented", "Per\u200bsona Invented", "Persona \u202eInvented",
        "Per\x00sona Invented", "Persona <b>Invented</b>", "Persona Invented sydd yn byw ger y capel",
        "One Two Three Four Five Six Seven Eight Nine",
    ],
)  # fmt: skip
def test_a_name_is_one_persons_name_and_nothing_else(name):
    assert stopped("name", name=name)


@pytest.mark.parametrize(
    "name",
    [
        "Persona-Nineteen Invented", "INVENTED, Persona John", "Siân O’Neill-ap-Rhys", "John Street", "Tad Church",
        "Abdul al-Rahman", "Persona Invented (also known as Pat)", "Dr. Persona van der Invented",
    ],
)  # fmt: skip
def test_names_as_people_have_them_are_taken(name):
    assert not list(troubles_of_lines(drink_driving(name=name)))


@pytest.mark.parametrize(
    "court",
    [
        "Tamber Magistrates' Court; victim Jane Doe, 12 High Street CB1 2AB", "R v Invented at Tamber Court",
        "Invented, at Tamber Court", "Tamber Court (Invented's case)", "Persona Invented Crown Court",
        "Tamber Court, 12 High Street", "Tamber\u200b Court", "Y Goron yn erbyn Invented",
    ],
)  # fmt: skip
def test_the_name_of_a_court_which_lists_show_holds_nothing_else(court):
    assert stopped("court_name", court_name=court)


@pytest.mark.parametrize(
    ("court", "name"),
    [
        ("Bradford Crown Court", "John Bradford"), ("Inner London Crown Court", "Amy London"),
        ("Bradford and Keighley Magistrates’ Court", "John Bradford"),
        ("Llys Ynadon Dyffryn Melys", "Persona Invented"), ("Central Criminal Court", "Persona Invented"),
    ],
)  # fmt: skip
def test_a_person_may_be_called_like_the_town_of_a_court(court, name):
    assert not stopped("court_name", court_name=court, name=name)


@pytest.mark.parametrize(
    "town",
    [
        "The Larches, Larkwith",
        "Invented",
        "Larkwith (behind the mill)",
        "Lark\u200bwith",
        "Larkwith / Hexmarsh",
    ],
)
def test_a_town_is_one_town(town):
    assert stopped("place_name", place=TOWN, place_name=town)


def test_a_towns_own_name_is_taken():
    for town in ("Stow-cum-Quy", "Newcastle upon Tyne", "St Ives"):
        assert not stopped("place_name", place=TOWN, place_name=town)


def test_the_words_for_a_photograph_tell_of_nobody_else():
    assert stopped("photograph_alt", photograph_alt="Persona Invented with his daughter Amy Invented")
    assert stopped("photograph_alt", photograph_alt="Outside the house, 12 High Street")
    assert not stopped("photograph_alt", photograph_alt="Persona-Nineteen Invented, who wears a dark coat")


def hand_in_again(session, now: dt.datetime, form: str, **answers: object):
    content = drink_driving(**answers)
    piece = publishing.create(session, AUTHOR, Kind.CONVICTION, TAMBER, content, token=form, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=1, now=now)


DAY_OF_IT = "20 11 2026"


def first(session, **answers: object):
    return hand_in_again(session, NOW, "first", conviction_date=DAY_OF_IT, **answers)


@pytest.mark.parametrize(
    "name", ["Persona-Nineteen Invented", "INVENTED, Persona-Nineteen", "Persona Nineteen Q. Invented"]
)
def test_a_second_record_of_one_conviction_does_not_begin_the_days_again(session, name):
    one = first(session)
    two = hand_in_again(session, NOW + 20 * DAY, "second", conviction_date=DAY_OF_IT, name=name)
    assert two.until == one.until


@pytest.mark.parametrize("later", [28 * DAY, 40 * DAY])
def test_a_second_record_is_refused_when_the_days_of_the_first_are_over(session, later):
    first(session)
    with pytest.raises(Refused) as refusal:
        hand_in_again(session, NOW + later, "second", conviction_date=DAY_OF_IT)
    assert "C1" in {trouble.rule for trouble in refusal.value.troubles}


def test_a_second_record_cannot_be_laid_before_one_that_is_still_to_come(session):
    published(session, NOW, wanted=NOW + 28 * DAY, conviction_date=DAY_OF_IT)
    with pytest.raises(Refused):
        hand_in_again(session, NOW, "second", conviction_date=DAY_OF_IT)


def test_a_record_that_was_taken_down_still_counts(session):
    one = first(session)
    publishing.end(session, APPROVER, one.id, "A wrong court.", now=NOW + DAY)
    two = hand_in_again(session, NOW + 2 * DAY, "second", conviction_date=DAY_OF_IT)
    assert two.until == one.until


def test_other_people_and_other_convictions_have_their_own_days(session):
    one = first(session)
    late = NOW + 10 * DAY
    other = hand_in_again(session, late, "other", conviction_date=DAY_OF_IT, name="Somebody Else")
    again = hand_in_again(session, late, "again", conviction_date="27 11 2026")
    assert min(other.until, again.until) > one.until


FORBIDDEN = (
    {"age_at_offence": "17"}, {"restriction": "in-force"}, {"relationship": "family"}, {"child_involved": "yes"},
    {"hate_element": "yes"}, {"appeal": "lodged"}, {"appeal": "succeeded"},
)  # fmt: skip


@pytest.mark.parametrize("answers", FORBIDDEN)
def test_what_is_learnt_after_publication_hides_the_case_at_once(session, answers):
    piece = first(session)
    late = NOW + DAY
    content = drink_driving(conviction_date=DAY_OF_IT, **answers)
    publishing.save(session, AUTHOR, piece.id, content, version=piece.version, now=late)
    convictions.hold_if_forbidden(session, AUTHOR, piece.id, now=late)
    assert not piece.is_visible(late)
    with pytest.raises(Refused):
        convictions.release(session, APPROVER, piece.id, now=late)
    publishing.save(
        session, AUTHOR, piece.id, drink_driving(conviction_date=DAY_OF_IT), version=piece.version, now=late
    )
    convictions.release(session, APPROVER, piece.id, now=late)
    assert piece.is_visible(late)


def test_a_text_that_has_to_be_written_again_hides_nothing(session):
    piece = first(session)
    content = drink_driving(conviction_date=DAY_OF_IT, what_happened_en="His wife saw it.")
    publishing.save(session, AUTHOR, piece.id, content, version=piece.version, now=NOW + DAY)
    convictions.hold_if_forbidden(session, AUTHOR, piece.id, now=NOW + DAY)
    assert piece.is_visible(NOW + DAY)


def test_people_of_another_partnership_learn_nothing_of_a_case_by_pressing_its_buttons(session):
    """Also where the button would change nothing: else it would tell whether a case is held."""
    piece = first(session)
    for press in (convictions.hold, convictions.release, convictions.quash):
        with pytest.raises(Denied):
            press(session, ELSEWHERE, piece.id, now=NOW)
    convictions.hold(session, AUTHOR, piece.id, now=NOW)
    for press in (convictions.hold, convictions.release, convictions.quash):
        with pytest.raises(Denied):
            press(session, ELSEWHERE, piece.id, now=NOW)
    with pytest.raises(Denied):
        convictions.decide_photograph(session, ELSEWHERE, piece.id, approved=True, now=NOW)
    assert session.scalars(select(Fact)).one().held_by == AUTHOR.id


def test_approving_what_was_changed_after_it_was_read_is_refused(session):
    """Bait and switch: the approver saw another version."""
    content = drink_driving(conviction_date=DAY_OF_IT)
    piece = publishing.create(session, BOTH, Kind.CONVICTION, TAMBER, content, token="bait", now=NOW)
    publishing.submit(session, BOTH, piece.id, version=1, now=NOW)
    seen = piece.version
    publishing.take_back(session, BOTH, piece.id, now=NOW)
    switched: Conviction = drink_driving(conviction_date=DAY_OF_IT, name="Somebody Else")
    publishing.save(session, BOTH, piece.id, switched, version=piece.version, now=NOW)
    publishing.submit(session, BOTH, piece.id, version=piece.version, now=NOW)
    with pytest.raises(publishing.Conflict):
        publishing.approve(session, APPROVER, piece.id, version=seen, now=NOW)
    assert piece.shown is None


def test_nobody_is_named_so_late_that_what_was_checked_may_not_be_true_any_more(session):
    with pytest.raises(Refused):
        published(session, NOW, wanted=NOW + 29 * DAY)


def test_the_ledger_does_not_tell_of_a_case_that_was_taken_down_before_anybody_saw_it(session):
    """Whoever kept every list knows how many stood there: one more in the ledger would be that one case."""
    day = "20 11 2026"
    for number in range(5):
        hand_in_again(session, NOW, f"n{number}", conviction_date=day, name=f"Persona {'abcde'[number] * 3}")
        hand_in_again(
            session,
            NOW,
            f"c{number}",
            conviction_date=day,
            offence=MINOR,
            name=f"Other {'abcde'[number] * 3}",
        )
    wanted = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    unseen = published(session, NOW, form="unseen", wanted=wanted, conviction_date=day, name="Persona Unseen")
    publishing.end(session, APPROVER, unseen.id, "Not now.", now=NOW + DAY)
    next_year = dt.datetime(2027, 4, 2, 9, tzinfo=dt.UTC)
    account = convictions.ledger(session, [TAMBER], next_year).accounts[TAMBER]
    assert [told.named for told in account.closed] == [5]
    assert account.removals.due == 5


def test_a_case_is_told_of_the_quarter_in_which_lists_showed_it(session):
    late = dt.datetime(2026, 12, 20, 10, tzinfo=dt.UTC)
    for number in range(5):
        name = f"Persona {'abcde'[number] * 3}"
        published(session, late, form=f"n{number}", wanted=late + 20 * DAY, name=name)
        for month in (0, 30):
            then = late + month * DAY
            hand_in_again(session, then, f"c{number}{month}", conviction_date="18 12 2026", offence=MINOR,
                          age_now="34", name=f"Other {'abcde'[number] * 3} {'then' if month else 'now'}")  # fmt: skip
    account = convictions.ledger(session, [TAMBER], late + 200 * DAY).accounts[TAMBER]
    assert [told.named for told in account.closed] == [None, 5]


def test_a_minor_case_of_somebody_who_was_named_is_counted_all_the_same(session):
    first(session)
    counted = hand_in_again(session, NOW + 40 * DAY, "minor", conviction_date=DAY_OF_IT, offence=MINOR)
    assert counted.shown is None
