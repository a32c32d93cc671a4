"""Nominations and says through the real calls: each step by whoever would do it, on the day that it was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from crimemap.demo.newsroom import wishes
from crimemap.demo.newsroom.court import HEXMARSH, TAMBER
from crimemap.demo.newsroom.press import Press
from crimemap.demo.newsroom.wishes import Wish
from crimemap.demo.newsroom.works import Two
from crimemap.editorial import nominations, says
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations import Contact, Nomination, Place, Typed
from crimemap.editorial.nominations import working as staff

_RECEIVED, _CHECKED, _SCORED, _DECIDED, _SCHEDULED, _DONE = range(6)
_SAY_DRAFTED, _SAY_OPENS, _SAY_CLOSES = 64, 50, 10


def nominate(press: Press, made: dict[str, str]) -> None:
    """Every nomination up to its scoring; what came of those that were asked about is decided in `say`."""
    for number, wish in enumerate(wishes.WISHES, 1):
        nomination = _received(press, wish, number)
        if len(wish.days) > _CHECKED:
            _checked(press, wish, nomination)
        if len(wish.days) > _SCORED:
            _scored(press, wish, nomination)
        if number in _ASKED_ABOUT:
            continue
        _decided(press, wish, nomination, made)


_ASKED_ABOUT: Final = (3, 4, 5)
"""The nominations, counted from 1, that the say of Tamber Vale is between."""


def _received(press: Press, wish: Wish, number: int) -> Nomination:
    words = " ".join(part for part in wish.title if part)
    typed = Typed(
        name=words, place=wish.area[1], work=words, benefit=wish.summary[0] or words, access="By the gate.",
        toilets="yes", toilets_where="In the hall beside it.", owner="The council", permission="yes",
    )  # fmt: skip
    return nominations.receive(
        press.session, press.mark("nomination", number), Place(wish.partnership, *wish.area), typed,
        Contact(name="A resident (invented)", email=f"resident-{number}@corvenshire.example"),
        now=press.at(wish.days[_RECEIVED], 19, 5 + number),
    )  # fmt: skip


def _checked(press: Press, wish: Wish, nomination: Nomination) -> None:
    staff.check(
        press.session, press.author, nomination.id, title=_two(wish.title), summary=_two(wish.summary),
        version=nomination.version, now=press.at(wish.days[_CHECKED], 11),
    )  # fmt: skip


def _scored(press: Press, wish: Wish, nomination: Nomination) -> None:
    slugs = [criterion.slug for criterion in nominations.book().criteria]
    marks = dict(zip(slugs, wish.marks, strict=True))
    now = press.at(wish.days[_SCORED], 10)
    staff.score(press.session, press.author, nomination.id, marks, version=nomination.version, now=now)
    later = now + timedelta(hours=5)
    staff.confirm(press.session, press.approver, nomination.id, version=nomination.version, now=later)


def _decided(press: Press, wish: Wish, nomination: Nomination, made: dict[str, str]) -> None:
    session, person = press.session, press.author
    if len(wish.days) > _DECIDED:
        now = press.at(wish.days[_DECIDED], 12)
        if wish.reason:
            staff.decline(
                session, person, nomination.id, reason=wish.reason, words=_two(wish.words),
                version=nomination.version, now=now,
            )  # fmt: skip
        else:
            staff.accept(session, person, nomination.id, version=nomination.version, now=now)
    if len(wish.days) > _SCHEDULED:
        ago = wish.days[_SCHEDULED]
        starts = press.day(wish.starts or ago - 7)
        now = press.at(ago, 12, 30)
        staff.schedule(session, person, nomination.id, starts_on=starts, version=nomination.version, now=now)
    if len(wish.days) > _DONE:
        now = press.at(max(wish.days[_DONE] - 8, 1), 16)
        staff.finish(
            session, person, nomination.id, project=made[wish.project], version=nomination.version, now=now
        )


def say(press: Press) -> None:
    """Two says: one with codes that is over and decided what is done first, one on reparation that is open."""
    shortlist = [_nomination(press, number) for number in _ASKED_ABOUT]
    _first(press, shortlist)
    for number in _ASKED_ABOUT:
        _decided(press, wishes.WISHES[number - 1], _nomination(press, number), {})
    _reparation(press)


def _nomination(press: Press, number: int) -> Nomination:
    """As its receipt finds it."""
    receipt = nominations.receipt_of(press.session, press.mark("nomination", number))
    found = nominations.by_receipt(press.session, receipt)
    if found is None:
        raise LookupError(f"nomination {number} was not received")
    return found


def _first(press: Press, shortlist: Iterable[Nomination]) -> None:
    choices = tuple(
        says.Choice(each.title or Bilingual(), each.summary or Bilingual(), each.id) for each in shortlist
    )
    terms = says.Terms(
        TAMBER, says.About.PAYBACK, says.Ways.CODES, _two(wishes.SAY_TITLE), _two(wishes.SAY_TEXT),
        _two(wishes.SAY_WHO), press.at(_SAY_OPENS, 9), press.at(_SAY_CLOSES, 20), choices,
    )  # fmt: skip
    found = _published(press, terms, _SAY_DRAFTED)
    codes: list[str] = []
    for label, count in wishes.CODES:
        token = press.mark("codes", label)
        codes += says.make_codes(
            press.session, press.author, found.id, count, label, token=token, now=press.at(_SAY_OPENS + 2)
        )
    ballots = [option for option, count in wishes.BALLOTS.items() for _each in range(count)]
    for number, (code, option) in enumerate(zip(codes, ballots, strict=False)):
        now = press.at(_SAY_OPENS - 1 - number % 38, 18, number % 60)
        says.cast_with_code(press.session, found.id, code, option, form=press.mark("say", number), now=now)


def _reparation(press: Press) -> None:
    choices = tuple(says.Choice(Bilingual(title), Bilingual(text)) for title, text in wishes.REPARATION)
    terms = says.Terms(
        HEXMARSH, says.About.REPARATION, says.Ways.BROWSERS, _two(wishes.REPARATION_TITLE),
        _two(wishes.REPARATION_TEXT), _two(wishes.REPARATION_WHO), press.at(7, 9), press.at(-14, 20), choices,
    )  # fmt: skip
    found = _published(press, terms, 12)
    for option, count in wishes.REPARATION_BALLOTS.items():
        for number in range(count):
            form = press.mark("browser", option, number)
            says.cast_by_browser(
                press.session, found.id, option, form=form, now=press.at(6 - number % 6, 20, number)
            )


def _published(press: Press, terms: says.Terms, ago: int) -> says.Say:
    token = press.mark("say", terms.partnership)
    found = says.draft(press.session, press.author, terms, token=token, now=press.at(ago, 14))
    says.hand_in(press.session, press.author, found.id, version=found.version, now=press.at(ago, 14, 30))
    return says.publish(
        press.session, press.approver, found.id, version=found.version, now=press.at(ago - 2, 10)
    )


def _two(text: Two) -> Bilingual:
    return Bilingual(*text)
