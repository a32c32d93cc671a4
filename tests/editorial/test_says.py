"""A say: rules that stand before it opens, one person one say, nothing told before the end, a count to do again."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import threading
from collections import Counter

import pytest

from crimemap.editorial import audit, nominations, says
from crimemap.editorial.database import Base, Bilingual
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Gone, Refused
from crimemap.editorial.says import About, Cast, Choice, Phase, SayMark, Terms, Way, Ways
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER
from tests.editorial.test_nominations import received, scored

DAY = dt.timedelta(days=1)
OPENS, CLOSES = NOW + 7 * DAY, NOW + 21 * DAY
OPEN = OPENS + DAY


def terms(**given):
    said = {
        "partnership": TAMBER, "about": About.PAYBACK, "ways": Ways.CODES, "title": Bilingual("What comes first?"),
        "text": Bilingual(), "who": Bilingual("Everybody who lives in Tamber Vale"), "opens_at": OPENS,
        "closes_at": CLOSES,
        "choices": tuple(Choice(Bilingual(name)) for name in ("Railings", "Footpath", "Benches")),
    }  # fmt: skip
    return Terms(**{**said, **given})


def published(session, **given):
    say = says.draft(session, AUTHOR, terms(**given), token=str(sorted(given)), now=NOW)
    says.hand_in(session, AUTHOR, say.id, version=1, now=NOW)
    return says.publish(session, APPROVER, say.id, version=1, now=NOW)


def with_codes(session, count=6, **given):
    say = published(session, **given)
    return say, says.make_codes(session, AUTHOR, say.id, count, "meeting", token="t", now=NOW)


def cast(session, say, code, option, *, form="f", now=OPEN):
    return says.cast_with_code(session, say.id, code, option, form=form + code, now=now)


def test_a_second_person_publishes_and_nobody_else(session):
    say = says.draft(session, BOTH, terms(), token="t", now=NOW)
    says.hand_in(session, BOTH, say.id, version=1, now=NOW)
    for person in (BOTH, AUTHOR, ELSEWHERE, ADMINISTRATOR):
        with pytest.raises(Denied):
            says.publish(session, person, say.id, version=1, now=NOW)
    assert say.phase(OPEN) is None
    says.publish(session, APPROVER, say.id, version=1, now=NOW)
    assert [say.phase(at) for at in (NOW, OPENS, CLOSES - dt.timedelta(seconds=1), CLOSES)] == [
        Phase.COMING, Phase.OPEN, Phase.OPEN, Phase.OVER,
    ]  # fmt: skip
    assert says.open(session, TAMBER, OPEN) == (say,)
    assert says.open(session, "E22900002", OPEN) == ()
    assert says.next_change(session, NOW) == OPENS


def test_the_rules_cannot_change_once_it_is_published(session):
    say = published(session)
    with pytest.raises(Gone):
        says.change(session, AUTHOR, say.id, terms(closes_at=CLOSES + DAY), version=say.version, now=NOW)
    assert say.closes_at == CLOSES


def test_it_cannot_be_published_when_its_opening_is_over(session):
    say = says.draft(session, AUTHOR, terms(), token="t", now=NOW)
    says.hand_in(session, AUTHOR, say.id, version=1, now=NOW)
    with pytest.raises(Refused):
        says.publish(session, APPROVER, say.id, version=1, now=OPENS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"choices": (Choice(Bilingual("One")),)},
        {"choices": tuple(Choice(Bilingual(str(n))) for n in range(11))},
        {"choices": (Choice(Bilingual("One")), Choice(Bilingual()))},
        {"closes_at": OPENS},
        {"closes_at": OPENS + 93 * DAY},
        {"title": Bilingual()},
        {"who": Bilingual()},
        {"choices": (Choice(Bilingual("One")), Choice(Bilingual("Two"), nomination="nothing"))},
    ],
)
def test_an_incomplete_say_is_refused(session, wrong):
    with pytest.raises(Refused):
        says.draft(session, AUTHOR, terms(**wrong), token="t", now=NOW)


def test_only_scored_nominations_of_the_partnership_can_be_chosen_from(session):
    good, raw = scored(session), received(session)
    other = Choice(Bilingual("Other"))
    says.draft(
        session, AUTHOR, terms(choices=(Choice(good.title, nomination=good.id), other)), token="1", now=NOW
    )
    with pytest.raises(Refused):
        says.draft(
            session, AUTHOR, terms(choices=(Choice(good.title, nomination=raw.id), other)), token="2", now=NOW
        )


@pytest.mark.parametrize(
    "said",
    [
        "Young people paint the wall", "Two boys clear the pond", "For 15-year-olds", "Youths mend benches",
        "Work with pupils", "Saturdays at the park", "From 2pm", "10:30 at the gate", "On 5 December",
        "A team aged 16", "The under-18s group", "Teenagers plant bulbs", "children’s garden", "in the afternoon",
    ],
)  # fmt: skip
def test_reparation_says_nothing_of_young_people_and_no_time_on_a_site(session, said):
    choices = (Choice(Bilingual("Benches"), Bilingual(said)), Choice(Bilingual("Railings")))
    with pytest.raises(Refused):
        says.draft(session, AUTHOR, terms(about=About.REPARATION, choices=choices), token="t", now=NOW)


@pytest.mark.parametrize(
    "said", ["Pobl ifanc yn peintio", "Bob dydd Sadwrn", "Gyda phlant", "Disgyblion lleol"]
)
def test_nor_does_it_in_welsh(session, said):
    choices = (Choice(Bilingual("Benches"), Bilingual(cy=said)), Choice(Bilingual("Railings")))
    with pytest.raises(Refused):
        says.draft(session, AUTHOR, terms(about=About.REPARATION, choices=choices), token="t", now=NOW)


@pytest.mark.parametrize(
    "said",
    ["Plant bulbs along the canal", "Minor repairs to the bore hole", "Paint 12 benches", "Clear 40 metres of path",
     "Mend the play area", "Year-round planting", "Merchant Street steps"],
)  # fmt: skip
def test_what_the_work_is_may_be_said(session, said):
    choices = (Choice(Bilingual("Benches"), Bilingual(said)), Choice(Bilingual("Railings")))
    assert says.draft(session, AUTHOR, terms(about=About.REPARATION, choices=choices), token=said, now=NOW)


def test_a_welsh_question_may_begin_with_what_is_a_name_elsewhere(session):
    assert says.draft(
        session, AUTHOR, terms(title=Bilingual(cy="Beth ddylai ddod gyntaf?")), token="1", now=NOW
    )
    with pytest.raises(Refused):
        says.draft(session, AUTHOR, terms(title=Bilingual("Beth asks for benches")), token="2", now=NOW)


def test_there_is_no_column_for_a_time_on_a_site_or_for_a_person():
    for table in ("say_option", "say_ballot", "say_mark"):
        assert not [column for column in Base.metadata.tables[table].columns if "TIME" in str(column.type)]


def test_codes_are_stored_nowhere_and_the_form_sent_twice_makes_them_once(session):
    say, codes = with_codes(session)
    again = says.make_codes(session, AUTHOR, say.id, 99, "again", token="t", now=NOW)
    assert again == codes
    assert len(set(codes)) == 6
    assert says.turnout(session, say.id).given == 6
    for table in Base.metadata.sorted_tables:
        for row in session.execute(table.select()):
            assert not any(code in str(cell) for cell in row for code in codes), table.name


def test_one_code_is_one_say(session):
    say, codes = with_codes(session)
    assert cast(session, say, codes[0], 1) is Cast.TAKEN
    assert cast(session, say, codes[0], 1) is Cast.TAKEN, "the same form pressed twice is one"
    assert cast(session, say, codes[0], 2, form="another") is Cast.ALREADY
    assert cast(session, say, codes[1].lower().replace("-", " "), 2) is Cast.TAKEN
    assert says.turnout(session, say.id) == says.Turnout(6, 2, 0)


@pytest.mark.parametrize("forged", ["", "AAAA-AAAA-AAAA", "x" * 900, "' OR 1=1 --", "CDEF-3479-HJK"])
def test_a_code_that_was_never_made_has_no_say(session, forged):
    say, _codes = with_codes(session)
    assert cast(session, say, forged, 1) is Cast.UNKNOWN
    assert says.turnout(session, say.id).total == 0


def test_a_code_is_for_its_own_say(session):
    say, _codes = with_codes(session)
    other = published(session, title=Bilingual("Another"))
    codes = says.make_codes(session, AUTHOR, other.id, 1, "x", token="t", now=NOW)
    assert cast(session, say, codes[0], 1) is Cast.UNKNOWN


def test_nobody_has_a_say_before_or_after_or_for_what_is_not_asked(session):
    say, codes = with_codes(session)
    for now in (NOW, OPENS - dt.timedelta(seconds=1), CLOSES):
        with pytest.raises(Gone):
            cast(session, say, codes[0], 1, now=now)
    for option in (0, 4, -1):
        with pytest.raises(Refused):
            cast(session, say, codes[0], option)
    with pytest.raises(Gone):
        says.cast_by_browser(session, say.id, 1, form="f", now=OPEN)
    assert cast(session, say, codes[0], 1) is Cast.TAKEN, "and the code was not spent by any of that"


def test_a_browsers_form_is_one_say_and_is_counted_apart(session):
    say, codes = with_codes(session, ways=Ways.BOTH)
    cast(session, say, codes[0], 1)
    for form in ("a", "a", "b"):
        assert says.cast_by_browser(session, say.id, 2, form=form, now=OPEN) is Cast.TAKEN
    assert says.turnout(session, say.id) == says.Turnout(6, 1, 2)
    count = says.result(session, say, CLOSES)
    assert [(votes.by_code, votes.by_browser) for votes in count.votes] == [(1, 0), (0, 2), (0, 0)]


def test_there_is_no_result_before_the_end(session):
    say, codes = with_codes(session)
    cast(session, say, codes[0], 1)
    for call in (says.result, says.ballots_csv):
        with pytest.raises(Gone):
            call(session, say, CLOSES - dt.timedelta(seconds=1))


def test_a_say_that_was_stopped_says_why_and_has_no_result(session):
    say, codes = with_codes(session)
    with pytest.raises(Refused):
        says.stop(session, AUTHOR, say.id, Bilingual(), now=OPEN)
    says.stop(session, AUTHOR, say.id, Bilingual("The footpath is closed."), now=OPEN)
    with pytest.raises(Gone):
        cast(session, say, codes[0], 1)
    with pytest.raises(Gone):
        says.result(session, say, CLOSES)


def test_anybody_can_count_again_from_what_is_published(session):
    say, codes = with_codes(session, count=60)
    chosen = [1, 2, 2, 3, 2, 1] * 10
    for code, option in zip(codes, chosen, strict=True):
        cast(session, say, code, option)
    file = says.ballots_csv(session, say, CLOSES)
    assert file == says.ballots_csv(session, say, CLOSES + 90 * DAY), "the same bytes for ever"
    slow = Counter(int(row["option"]) for row in csv.DictReader(io.StringIO(file.decode())))
    count = says.result(session, say, CLOSES)
    assert {votes.number: votes.total for votes in count.votes} == dict(slow) == {1: 20, 2: 30, 3: 10}
    assert (count.winner, count.tied, count.total) == (2, (), 60)
    assert says.recount(file, say.seed, (1, 2, 3)) == count
    order = [int(row["option"]) for row in csv.DictReader(io.StringIO(file.decode()))]
    assert order != chosen, "the order of the file is not the order in which they came"


def test_the_file_of_ballots_says_nothing_of_who_or_when(session):
    say, codes = with_codes(session)
    cast(session, say, codes[0], 1)
    assert says.ballots_csv(session, say, CLOSES) == b"ballot,way,option\n1,code,1\n"


def test_a_tie_is_drawn_by_lots_that_were_fixed_before_the_opening(session):
    say, codes = with_codes(session)
    assert hashlib.sha256(say.seed.encode()).hexdigest() == say.commitment
    for code, option in zip(codes, (3, 1, 3, 1, 2, 2), strict=True):
        cast(session, say, code, option)
    count = says.result(session, say, CLOSES)
    assert count.tied == (1, 2, 3)
    digest = hashlib.sha256(says.ballots_csv(session, say, CLOSES)).hexdigest()
    lots = {n: hashlib.sha256(f"{say.seed}:{digest}:{n}".encode()).hexdigest() for n in (1, 2, 3)}
    assert count.winner == min(lots, key=lots.get)


def test_lots_favour_no_number():
    file = b"ballot,way,option\n1,code,1\n2,code,2\n3,code,3\n"
    won = Counter(says.recount(file, f"seed {n}", (1, 2, 3)).winner for n in range(900))
    assert all(240 < won[number] < 360 for number in (1, 2, 3)), won


def test_nobody_took_part(session):
    count = says.result(session, published(session), CLOSES)
    assert (count.winner, count.total, count.tied) == (None, 0, ())


def test_a_file_with_a_ballot_for_nothing_is_no_file_of_ballots():
    with pytest.raises(ValueError, match="there is not"):
        says.recount(b"ballot,way,option\n1,code,9\n", "s", (1, 2))


@pytest.mark.parametrize("count", [0, -1, 2_001])
def test_codes_are_made_in_batches_of_a_size_that_can_be_printed(session, count):
    say = published(session)
    with pytest.raises(Refused):
        says.make_codes(session, AUTHOR, say.id, count, "x", token="t", now=NOW)


def test_nobody_else_makes_codes_and_none_are_made_after_the_end(session):
    say = published(session)
    for person in (ELSEWHERE, ADMINISTRATOR):
        with pytest.raises(Denied):
            says.make_codes(session, person, say.id, 1, "x", token="t", now=NOW)
    with pytest.raises(Gone):
        says.make_codes(session, AUTHOR, say.id, 1, "x", token="t", now=CLOSES)


def test_the_audit_tells_of_rules_and_codes_and_of_no_ballot(session):
    say, codes = with_codes(session)
    cast(session, say, codes[0], 1)
    assert [entry.act for entry in session.query(audit.Entry).order_by(audit.Entry.number)] == [
        "drafted", "handed in", "published", "made codes",
    ]  # fmt: skip


def test_two_threads_that_spend_one_code_have_one_say(database):
    with database.session(writing=True) as session:
        say, codes = with_codes(session, count=8)
        session.commit()
        say_id = say.id
    answers, faults = [], []
    for code in codes:
        ready = threading.Barrier(2)

        def spend(form, code=code, ready=ready):
            with database.session(writing=True) as own:
                ready.wait()
                try:
                    answers.append(says.cast_with_code(own, say_id, code, 1, form=form, now=OPEN))
                    own.commit()
                except Exception as fault:  # noqa: BLE001  (told by the thread that asserts)
                    faults.append(fault)

        threads = [threading.Thread(target=spend, args=(form,)) for form in ("a", "b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not faults
    assert Counter(answers) == {Cast.TAKEN: 8, Cast.ALREADY: 8}
    with database.session() as reading:
        assert says.turnout(reading, say_id).total == 8
        assert reading.query(SayMark).filter_by(is_spent=True, way=Way.CODE).count() == 8


def test_a_ballot_goes_with_its_code_or_not_at_all(database):
    with database.session(writing=True) as session:
        say, codes = with_codes(session)
        session.commit()
        say_id = say.id
    with database.session(writing=True) as lost:
        says.cast_with_code(lost, say_id, codes[0], 1, form="f", now=OPEN)
        lost.rollback()  # the connection is lost before the answer
    with database.session(writing=True) as again:
        assert says.turnout(again, say_id).total == 0
        assert says.cast_with_code(again, say_id, codes[0], 1, form="g", now=OPEN) is Cast.TAKEN


def test_a_scored_nomination_is_still_one_nomination_after_a_say(session):
    nomination = scored(session)
    published(
        session, choices=(Choice(nomination.title, nomination=nomination.id), Choice(Bilingual("Other")))
    )
    assert nominations.listed(session) == (nomination,)
