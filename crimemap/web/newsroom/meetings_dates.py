"""The dates of a meeting in the newsroom: calling one off, writing down what it decided, presenting it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue

from crimemap.brief import gatherings
from crimemap.cache import Page
from crimemap.editorial.meetings import Gathering, shelf
from crimemap.editorial.meetings.cancelling import cancel
from crimemap.editorial.people import EVERYWHERE, Role
from crimemap.editorial.pieces import Gone, Refused
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import meetings_words, telling
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.meetings import opened
from crimemap.web.newsroom.meetings_forms import CancelForm
from crimemap.web.site import doing
from crimemap.web.site import gatherings as shown

_NEAR: Final = timedelta(days=92)
_MOST: Final = 60
"""Meetings in one list; those of other months are in the public calendar. [choose]"""


@newsroom.get("/meetings")
@allows(Role.AUTHOR, Role.APPROVER)
def meeting_list() -> Page:
    """Meetings of the partnerships that this person works for, the police's own too: three months either way."""
    now, release = site.now(), site.current_release()
    codes = site.person().partnerships(Role.AUTHOR, Role.APPROVER)
    found = [
        each
        for each in gatherings.joined(release, doing.written_of_all(release), now=now)
        if (EVERYWHERE in codes or each.partnership in codes)
        and abs(each.start.timestamp() - now.timestamp()) < _NEAR.total_seconds()
    ]
    coming = [each for each in found if not _is_over(each)]
    held = [each for each in reversed(found) if _is_over(each) and each.takes_place]
    return site.page(
        "newsroom/meetings/list.html",
        coming=shown.rows(release, coming[:_MOST]), held=shown.rows(release, held[:_MOST]),
        changed=meetings_words.changed, may_begin=bool(site.person().partnerships(Role.AUTHOR)),
        may_decide=_may_decide,
    )  # fmt: skip


@newsroom.get("/meetings/<id>/dates")
@allows(Role.AUTHOR, Role.APPROVER)
def meeting_dates(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """Every date of one meeting that visitors see, and what can be done with each."""
    piece, meeting = opened(id)
    found = shelf.of_piece(site.session(), site.now(), piece.id)
    if not found:
        raise Gone(_("This meeting is not public, so there is no date to work with yet."))
    done = _("Cancelled. Visitors and calendars are told.") if request.args.get("done") == "cancelled" else ""
    coming, held = _split(found)
    return site.page(
        "newsroom/meetings/dates.html", piece=piece, title=meeting.title.said("en") or piece.id,
        place=telling.partnership_name(piece.partnership), done=done, coming=meetings_words.dates(coming),
        held=meetings_words.dates(held), may_decide=_may_decide,
    )  # fmt: skip


@newsroom.get("/meetings/<meeting>/cancel")
@allows(Role.AUTHOR, Role.APPROVER)
def cancel_date(meeting: str) -> Page:
    """What calling off a date does, and why it is done."""
    return _cancel_page(CancelForm(), _of(meeting))


@newsroom.post("/meetings/<meeting>/cancel")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def call_off(meeting: str) -> ResponseReturnValue:
    """Off at once; one person is enough."""
    found, form = _of(meeting), CancelForm(request.form)
    if not form.validate():
        return _cancel_page(form, found, 400)
    try:
        cancel(site.session(), site.person(), meeting, form.reason(), now=site.now())
    except Refused as refusal:
        form.refuse(refusal.troubles)
        return _cancel_page(form, found, 400)
    return site.see_other(site.newsroom_href("meeting_dates", id=found.piece, done="cancelled"))


def _of(meeting: str) -> Gathering:
    """A date that visitors see, of a meeting that this person works on. Raises Gone, Denied."""
    opened(shelf.piece_of(meeting))
    found = shelf.one(site.session(), site.now(), meeting)
    if found is None:
        raise Gone(_("There is nothing at this address."))
    return found


def _cancel_page(form: CancelForm, found: Gathering, status: int = 200) -> Page:
    return site.page(
        "newsroom/meetings/cancel.html", status=status, form=form, it=found, over=_is_over(found),
        date=meetings_words.dates([found])[0], title=found.title.said("en"),
    )  # fmt: skip


def _split(found: Iterable[Gathering]) -> tuple[list[Gathering], list[Gathering]]:
    """Those to come, and those that are over, the latest first."""
    dates = list(found)
    return [each for each in dates if not _is_over(each)], [
        each for each in reversed(dates) if _is_over(each)
    ]


def _is_over(each: Gathering) -> bool:
    return each.over.timestamp() <= site.now().timestamp()


def _may_decide(each: Gathering) -> bool:
    """Whether there is anything to write down: one that was cancelled decided nothing."""
    return each.takes_place and site.person().may(Role.AUTHOR, each.partnership)
