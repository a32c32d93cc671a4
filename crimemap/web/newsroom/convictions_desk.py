"""Convictions at the desk: what the gate made of a case, beside its preview, and what only a conviction knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from crimemap.editorial import convictions, posters
from crimemap.editorial.convictions import Conviction, Ending
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind, Piece, Refused, State
from crimemap.editorial.rules import Decision, Fired, Verdict, offences, rule_book
from crimemap.language import day
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import convictions_forms as forms
from crimemap.web.newsroom import kinds
from crimemap.web.newsroom.blueprint import allows, asks_again, newsroom
from crimemap.web.site import convictions as shown

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its sentence, where it comes from, and the question that it is about."""

    rule: str
    title: str
    why: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Board:
    """A poster of the case that was approved: its noticeboard, the last day on it, and whether it may hang now."""

    id: str
    name: str
    last_day: date | None
    hangs: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate makes of a case now, in words; `last_day` is computed, and shown before anybody decides."""

    piece: Piece
    verdict: Verdict
    reasons: tuple[Reason, ...]
    last_day: date | None
    days: int
    photograph: bool
    photograph_reason: str
    photograph_approved: bool | None
    may: frozenset[str]
    boards: tuple[Board, ...]


@newsroom.post("/convictions/<id>/hold")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def hold_conviction(id: str) -> ResponseReturnValue:  # noqa: A002  (the desk's own name for it)
    """An appeal was lodged: nobody sees it from now on."""
    return _act(id, "held", lambda: convictions.hold(site.session(), site.person(), id, now=site.now()))


@newsroom.post("/convictions/<id>/release")
@allows(Role.APPROVER)
@asks_again
@site.commits
def release_conviction(id: str) -> ResponseReturnValue:  # noqa: A002
    """The appeal failed: a second person shows it again for what is left of its time."""
    return _act(
        id, "released", lambda: convictions.release(site.session(), site.person(), id, now=site.now())
    )


@newsroom.post("/convictions/<id>/quash")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def quash_conviction(id: str) -> ResponseReturnValue:  # noqa: A002
    """The appeal succeeded: gone, erased and corrected."""
    if request.form.get("sure") != "y":
        raise BadRequest
    return _act(id, "quashed", lambda: convictions.quash(site.session(), site.person(), id, now=site.now()))


@newsroom.post("/convictions/<id>/withhold")
@allows(Role.AUTHOR)
@site.commits
def withhold_conviction(id: str) -> ResponseReturnValue:  # noqa: A002
    """Write down that a rule keeps it off the site; everything personal is erased."""
    text = request.form.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    return _act(
        id, "withheld",
        lambda: convictions.withhold(site.session(), site.person(), id, version=version, now=site.now()),
    )  # fmt: skip


@newsroom.post("/convictions/<id>/decide-photograph")
@allows(Role.APPROVER)
@asks_again
@site.commits
def decide_conviction_photograph(id: str) -> ResponseReturnValue:  # noqa: A002
    """The second person's own answer on the photograph."""
    answer = {"yes": True, "no": False}.get(request.form.get("photograph", ""))
    if answer is None:
        raise BadRequest
    call = lambda: convictions.decide_photograph(  # noqa: E731
        site.session(), site.person(), id, approved=answer, now=site.now()
    )
    return _act(id, "face", call)


def _act(piece_id: str, done: str, call: Call) -> ResponseReturnValue:
    """Do it and show the piece; what the rules say against it is its page's to tell."""
    try:
        call()
    except Refused as refusal:
        raise site.BadQuery(str(refusal)) from refusal
    return site.see_other(site.newsroom_href("piece", piece_id=piece_id, done=done))


def judgement(piece: Piece, content: Conviction, now: datetime) -> Judgement:
    """The gate, asked again for the page."""
    session = site.session()
    decision = convictions.decision_of(session, piece, content, now)
    until = convictions.removal_of(piece, decision)
    last = convictions.last_day(until) if until else None
    first = convictions.today(piece.publish_at or piece.wanted_at or now)
    picture = convictions.photograph_of(session, piece.id)
    return Judgement(
        piece, decision.verdict, tuple(_reasons(piece, decision)), last,
        (last - max(first, convictions.today(now) if not piece.publish_at else first)).days + 1 if last else 0,
        photograph=bool(content.photograph) and picture is not None,
        photograph_reason=content.photograph_reason.strip(),
        photograph_approved=picture.approved if picture and picture.name == content.photograph else None,
        may=_may(piece, decision, now),
        boards=tuple(_boards(piece, now)),
    )  # fmt: skip


def _boards(piece: Piece, now: datetime) -> Iterator[Board]:
    """Paper that may be on a wall: the clock does not take it down."""
    hidden = posters.case_of(site.session(), piece.id, now) is None
    for each, told in posters.of_case(site.session(), piece.id):
        last = convictions.last_day(each.until) if each.until else None
        yield Board(each.id, told.board.strip(), last, each.is_visible(now) and not hidden)


def _reasons(piece: Piece, decision: Decision) -> list[Reason]:
    return [
        Reason(one.rule, _title(one), one.why, one.source, _address(piece, one)) for one in decision.fired
    ]


def _title(fired: Fired) -> str:
    return _(rule_book().rule(fired.rule).title)


def _address(piece: Piece, fired: Fired) -> str:
    if piece.state is State.WAITING or piece.ended_at is not None:
        return ""
    field = convictions.form_field(fired)
    return site.newsroom_href("edit_conviction", id=piece.id, at=field) if field else ""


def _may(piece: Piece, decision: Decision, now: datetime) -> frozenset[str]:
    """Which of the acts stand on the page; every call asks again."""
    person = site.person()
    named = piece.shown is not None and piece.ended_at is None
    second = not piece.wrote(person.id)
    fact = convictions.fact_of(site.session(), piece.id)
    holds = {
        "hold": named and piece.held_at is None and (piece.until is None or piece.until > now),
        "release": named and piece.held_at is not None and person.may(Role.APPROVER, piece.partnership)
        and second and (fact is None or fact.held_by != person.id),
        "quash": piece.shown is not None and fact is not None and fact.ending is not Ending.QUASHED,
        "withhold": piece.state.is_open and piece.publish_at is None and person.may(Role.AUTHOR, piece.partnership)
        and convictions.may_be_withheld(decision),
        "poster": piece.is_visible(now) and person.may(Role.AUTHOR, piece.partnership),
        "photograph": piece.state is State.WAITING and person.may(Role.APPROVER, piece.partnership) and second,
    }  # fmt: skip
    return frozenset(name for name, allowed in holds.items() if allowed)


def _beside(piece: Piece, content: Conviction, now: datetime) -> kinds.Preview:
    return kinds.Preview(
        "newsroom/convictions/gate.html",
        {"gate": judgement(piece, content, now), "answers": _answers(content)},
    )


def _preview(piece: Piece, content: Conviction) -> kinds.Preview:
    """The page as visitors will see it, with the last day that it would have."""
    now = site.now()
    decision = convictions.decision_of(site.session(), piece, content, now)
    told = shown.case_shown(site.current_release(), piece, content, convictions.removal_of(piece, decision))
    photograph = site.newsroom_href("conviction_photograph", id=piece.id)
    return kinds.Preview("public/convictions/told.html", {"case": told, "photograph": photograph})


def _title_of(_piece: Piece, content: Conviction) -> str:
    """Offence, place and day: enough to tell cases apart, and no name."""
    offence = offences().get(content.offence)
    convicted = convictions.read_day(content.conviction_date)
    said = offence.name if offence else _("Conviction without an offence")
    return ", ".join(
        part for part in (said, content.place_name.strip(), day(convicted) if convicted else "") if part
    )


def _answers(content: Conviction) -> list[kinds.Answer]:
    """Every answer in words, for comparing two versions."""
    said = []
    for name, value in content:
        if name == "sentences":
            text = "; ".join(forms.part_told(one) for one in value)
        else:
            text = forms.choice_told(name, str(value))
        if name == "conviction_date" and (convicted := convictions.read_day(text)):
            text = day(convicted)
        if name == "place":
            text = content.place_name  # a ward's code tells nobody anything
        label = "" if name == "place_name" else forms.label_of(name)
        if label:
            said.append(kinds.Answer(name, label, text, forms.note_of(name)))
    return said


def _public(piece: Piece) -> str:
    return site.href("case", case_id=piece.id)


kinds.register(
    kinds.KindAtTheDesk(
        Kind.CONVICTION,
        lambda: _("Conviction"),
        _title_of,
        _preview,
        _answers,
        "edit_conviction",
        _public,
        new="new_conviction",
        beside=_beside,
    )
)
