"""Every call of the editorial room by which a person changes something, or reads what is personal, is written down."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from sqlalchemy import select

from crimemap import editorial
from crimemap.editorial import (
    accounts,
    announcements,
    audit,
    branding,
    concerns,
    convictions,
    nominations,
    posters,
    publishing,
    says,
    surveys,
    trail,
)
from crimemap.editorial.accounts import Link
from crimemap.editorial.accounts.inviting import new_link
from crimemap.editorial.concerns import About, Said
from crimemap.editorial.convictions import Batch
from crimemap.editorial.convictions.batch import Row
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import cancelling, deciding, packed, packfile
from crimemap.editorial.meetings.merging import Base, Typed
from crimemap.editorial.nominations import Removal
from crimemap.editorial.payback import photographs
from crimemap.editorial.people import Grant, Role
from crimemap.editorial.pictures import clean
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.surveys import Survey
from crimemap.terms import Month
from tests import small_meetings, small_records
from tests.editorial import convictions_cases as cases
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, AUTHOR, NOW, TAMBER
from tests.editorial.test_nominations import DAY, SUMMARY, TITLE, checked, marks, received
from tests.editorial.test_payback import WHOLE
from tests.editorial.test_payback import draft as project
from tests.editorial.test_posters import poster
from tests.editorial.test_says import terms
from tests.pictures import file
from tests.survey_files import whole_wave

READ_ONLY = {"desk.desk_of"}
"""Lists of one's own desk: nothing in them is more than the pieces that the person works on."""

TOLD_BY_OTHERS = {
    "letters.handed_in", "letters.approved", "letters.sent_back", "letters.taken_down",
}  # fmt: skip
"""Letters of an act that is written down by the call that queues them."""


def every_call() -> set[str]:
    """The public functions of the room that take a session, an instant and who acts."""
    found = set()
    for module in pkgutil.walk_packages(editorial.__path__, f"{editorial.__name__}."):
        if ".migrations" not in module.name:
            found |= {name_of(function) for function in _calls_of(importlib.import_module(module.name))}
    return found - READ_ONLY - TOLD_BY_OTHERS


def _calls_of(module: ModuleType) -> list[Callable[..., object]]:
    own = [
        thing
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    ]
    asked = [(function, set(inspect.signature(function).parameters)) for function in own]
    return [function for function, names in asked if {"session", "now"} < names and names & {"person", "by"}]


def name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__.removeprefix('crimemap.editorial.')}.{function.__name__}"


class Watch:
    """Makes a call and looks that it left an entry which its partnership's approvers can read."""

    def __init__(self, session):
        self.session = session
        self.seen = set()

    def __call__(self, function, *given, **named):
        before = audit.count(self.session)
        answer = function(self.session, *given, **named, now=NOW)
        new = self.session.scalars(select(audit.Entry).where(audit.Entry.number > before)).all()
        assert new, f"{name_of(function)} is not written down"
        for entry in new:
            assert entry.partnership == TAMBER or entry.subject.startswith("account:"), (
                entry.act,
                entry.subject,
            )
        self.seen.add(name_of(function))
        return answer


def test_every_call_that_changes_something_is_written_down(session):
    did = Watch(session)
    for story in (
        _pieces,
        _cases,
        _work,
        _wishes,
        _say,
        _surveys,
        _calendar,
        _brand,
        _accounts,
        _others,
        _meetings,
    ):
        story(session, did)
    assert did.seen == every_call()


def _pieces(session, did):
    made = did(publishing.create, AUTHOR, Kind.PROJECT, TAMBER, WHOLE, token="a piece")
    did(publishing.save, AUTHOR, made.id, WHOLE, version=1)
    did(publishing.submit, AUTHOR, made.id, version=2)
    did(publishing.take_back, AUTHOR, made.id)
    publishing.submit(session, AUTHOR, made.id, version=3, now=NOW)
    did(publishing.send_back, APPROVER, made.id, "Say more.")
    publishing.submit(session, AUTHOR, made.id, version=4, now=NOW)
    did(publishing.approve, APPROVER, made.id, version=4)
    did(publishing.hold, AUTHOR, made.id, "Somebody called.")
    did(publishing.release, APPROVER, made.id, "It was a mistake.")
    did(publishing.shorten, AUTHOR, made.id, made.until - DAY)
    did(publishing.end, AUTHOR, made.id, "It was another ward.")


def _meetings(session, did):
    meeting = small_meetings.published(session, now=NOW)
    did(cancelling.cancel, AUTHOR, meeting.id, Bilingual("The hall has no heating."))
    did(deciding.begin, AUTHOR, TAMBER, small_records.record("one"), token="a record")
    typed = Typed(small_records.record("one", present=30), Base.of(small_records.record("one")))
    did(deciding.keep, AUTHOR, TAMBER, typed, token="its form")
    did(deciding.made, AUTHOR, TAMBER, small_records.record("two"), token="another record")
    taken = did(packed.take_in, AUTHOR, packfile.read(small_records.file("three")))
    more = packfile.read(small_records.file("three", decisions=[small_records.ANOTHER]))
    did(packed.add, AUTHOR, taken.piece.id, more, {"decisions-0"}, version=1)
    later = packfile.read(small_records.file("three", saved=2, present=30))
    did(packed.settle, AUTHOR, taken.piece.id, later, {})


def _cases(session, did):
    shown = cases.published(session, NOW)
    board = poster(shown.id)
    wanted = publishing.create(session, AUTHOR, Kind.POSTER, TAMBER, board, token="poster", now=NOW)
    publishing.submit(session, AUTHOR, wanted.id, version=1, now=NOW)
    publishing.approve(session, APPROVER, wanted.id, version=1, now=NOW)
    did(posters.printing, APPROVER, wanted.id, "a4")
    did(convictions.hold, AUTHOR, shown.id)
    did(convictions.release, APPROVER, shown.id)
    publishing.save(
        session, AUTHOR, shown.id, cases.drink_driving(child_involved="yes"), version=shown.version, now=NOW
    )
    did(convictions.hold_if_forbidden, AUTHOR, shown.id)
    did(convictions.quash, AUTHOR, shown.id)
    secret = cases.draft(session, cases.drink_driving(child_involved="yes"), NOW, form="t2")
    did(convictions.withhold, AUTHOR, secret.id, version=1)
    pictured = cases.draft(session, cases.drink_driving(), NOW, form="t3")
    mark = did(convictions.put_photograph, AUTHOR, pictured, clean(file()))
    reason = "Three people asked whether this is the man who sold them a car."
    content = cases.drink_driving(photograph=mark, photograph_alt="A face", photograph_reason=reason)
    publishing.save(session, AUTHOR, pictured.id, content, version=1, now=NOW)
    publishing.submit(session, AUTHOR, pictured.id, version=2, now=NOW)
    did(convictions.decide_photograph, APPROVER, pictured.id, approved=True)
    did(convictions.take_batch, AUTHOR, TAMBER, Batch((Row(2, cases.drink_driving(), "a row"),), ()))
    listed = session.scalars(select(Piece).where(Piece.token.startswith("list:"))).one()
    did(publishing.submit, AUTHOR, listed.id, version=1)


def _work(session, did):
    piece = project(session)
    name = did(photographs.keep, AUTHOR, piece, clean(file()))
    did(photographs.confirm, APPROVER, piece, [name])


def _wishes(session, did):
    wish = received(session)
    did(nominations.check, AUTHOR, wish.id, title=TITLE, summary=SUMMARY, version=1)
    did(nominations.score, AUTHOR, wish.id, marks(), version=2)
    did(nominations.confirm, APPROVER, wish.id, version=3)
    did(nominations.accept, AUTHOR, wish.id, version=4)
    did(nominations.schedule, AUTHOR, wish.id, starts_on=NOW.date(), version=5)
    did(nominations.finish, AUTHOR, wish.id, project=None, version=6)
    did(nominations.look_at_contact, AUTHOR, wish.id)
    did(nominations.write_to, AUTHOR, wish.id, subject="Thank you", body="It is done.", token="t")
    reason = nominations.book().reasons[0].slug
    did(nominations.decline, AUTHOR, checked(session).id, reason=reason, words=TITLE, version=2)
    did(nominations.remove, AUTHOR, received(session).id, why=Removal.SPAM, version=1)


def _say(session, did):
    say = did(says.draft, AUTHOR, terms(), token="t")
    did(says.change, AUTHOR, say.id, terms(), version=1)
    did(says.hand_in, AUTHOR, say.id, version=2)
    did(says.publish, APPROVER, say.id, version=2)
    did(says.make_codes, AUTHOR, say.id, 3, "meeting", token="t")
    did(says.stop, AUTHOR, say.id, Bilingual("The park is closed."))


def _surveys(session, did):
    said = Survey(title_en="Residents, autumn 2026", reason_en="The results came early.")
    piece = publishing.create(session, AUTHOR, Kind.SURVEY, TAMBER, said, token="t9", now=NOW)
    content = did(surveys.keep, AUTHOR, piece, said, whole_wave())
    publishing.save(session, AUTHOR, piece.id, content, version=1, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=2, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=2, now=NOW)
    did(surveys.withdraw, AUTHOR, piece.id, Bilingual("The weights of one ward were wrong."))


def _calendar(session, did):
    wanted = announcements.Wanted(
        announcements.Subject.SURVEYS,
        TAMBER,
        Bilingual("Survey results"),
        Month(2027, 2),
        reason=Bilingual("Early."),
    )
    made = did(announcements.announce, APPROVER, wanted, token="an announcement")
    at = NOW + DAY * 60
    did(announcements.change, APPROVER, made.id, replace(wanted, at=at), version=1)
    did(announcements.call_off, APPROVER, made.id, Bilingual("Nobody answered."), version=2)
    did(announcements.say_late, by=APPROVER.id, wanted=replace(wanted, at=at + DAY))


def _brand(session, did):
    wanted = branding.Wanted(Bilingual("Tamber Vale Together"), "#17403a")
    made = did(branding.propose, AUTHOR, TAMBER, wanted, token="t")
    did(branding.decide, APPROVER, made.id, publish=True)


def _accounts(session, did):
    grants = (Grant(Role.AUTHOR, TAMBER),)
    account = did(accounts.add, name="Ash Tree", email="ash@example.org", grants=grants)
    did(new_link, account, Link.RESET, by="operator")
    did(accounts.sit_down, account, by="password and code")
    did(accounts.end_sessions, account, by="operator")
    did(accounts.regrant, ADMINISTRATOR, account.id, (Grant(Role.APPROVER, TAMBER),))
    did(accounts.close, ADMINISTRATOR, account.id)
    did(accounts.reopen, ADMINISTRATOR, account.id)
    did(accounts.invite_again, ADMINISTRATOR, account.id)
    did(accounts.start_over, account, by="operator")
    did(accounts.remove, ADMINISTRATOR, account.id)
    other, _secret = did(accounts.invite, ADMINISTRATOR, name="Beech", email="b@example.org", grants=grants)
    did(accounts.make_unusable, other, by="operator")
    did(accounts.erase, other, by="operator")


def _others(session, did):
    said = Said("This is about somebody", "a@home.example")
    told = concerns.tell(session, said, kind=About.CASE, about="k3m", partnership=TAMBER, token="t", now=NOW)
    did(concerns.read, AUTHOR, told.id)
    did(concerns.close, AUTHOR, told.id, "Taken down.")
    number = session.scalar(select(audit.Entry.number).where(audit.Entry.act == "taken down").limit(1))
    did(trail.open_personal, APPROVER, number)
