"""A say on shortlisted projects: the rules, taking part without an account, turnout, and the count after the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import current_app, request
from flask.typing import ResponseReturnValue

from crimemap.cache import Page, cached
from crimemap.editorial import attempts, says, visitors
from crimemap.editorial.pieces import Gone, Refused
from crimemap.editorial.says import Cast, Phase, Say, Ways
from crimemap.language import gettext as _
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import saying
from crimemap.web.site.brands import brand
from crimemap.web.site.guard import guard_fields, looks_like_a_person
from crimemap.web.site.named import names_of

_HOUR: Final = timedelta(hours=1)
_GUESSES, _BROWSERS, _BROWSERS_IN_ALL = 50, 10, 600
"""An hour: codes that there are not and says without a code from one connection, says without a code in all. [choose]

Codes that there are count without limit: a whole meeting may sit behind one connection.
"""


@public.get("/payback/say")
@cached(written=True)
def say_list() -> Page:
    """Says that are open, to come, and over."""
    session, now = site.session(), site.now()
    found = [told for say in says.published(session) if (told := saying.told(session, say, now))]
    return site.page(
        "public/payback/say_list.html",
        until=says.next_change(session, now),
        groups={phase: [told for told in found if told.phase is phase] for phase in Phase},
        names=names_of(site.current_release(), {told.say.partnership for told in found}),
        Phase=Phase,
        saying=saying,
        now=now,
        nav="doing",
    )


@public.get("/payback/say/<say_id>")
def say(say_id: str) -> Page:
    """One say: its projects and rules; a ballot while it is open; the count when it is over."""
    return _page(_told(say_id))


@public.post("/payback/say/<say_id>")
@site.commits
def take_part(say_id: str) -> ResponseReturnValue:
    """One ballot, with a code or without, as the rules have it."""
    told = _told(say_id)
    if told.phase is not Phase.OPEN:
        return _page(told, status=409)
    wrong = _incomplete(told)
    if wrong:
        return _page(told, wrong, status=400)
    if not looks_like_a_person(says.PURPOSE):
        again = _("This could not be taken yet. Wait a few seconds, then press the button once more.")
        return _page(told, {"": again}, status=429)
    return _with_code(told) if request.form.get("code", "").strip() else _without_code(told)


@public.get("/payback/say/<say_id>/ballots.csv")
def ballots(say_id: str) -> Page:
    """Every ballot of a say that is over, for whoever counts again."""
    told = _told(say_id)
    if told.count is None:
        raise site.NoFigures(_("Nothing is counted before the end."))
    answer = site.plain(says.ballots_csv(site.session(), told.say, site.now()), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"ballots-{say_id}.csv")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _told(say_id: str) -> saying.Told:
    told = saying.told(site.session(), says.get(site.session(), say_id), site.now())
    if told is None:
        raise Gone(_("There is no such say."))
    return told


def _page(told: saying.Told, wrong: dict[str, str] | None = None, *, status: int = 200) -> Page:
    answer = site.page(
        "public/payback/say.html",
        status=status,
        told=told,
        wrong={"option": "", "code": "", **(wrong or {})},
        is_wrong=bool(wrong),
        given={"option": request.form.get("option", ""), "code": request.form.get("code", "")[:40]},
        guard=guard_fields(says.PURPOSE, slip=status == 400) if told.phase is Phase.OPEN else "",
        was_said=_was_said(told.say),
        is_done=request.args.get("done") == "1" and told.phase is Phase.OPEN,
        where=site.current_release().area(told.say.partnership),
        saying=saying,
        Phase=Phase,
        Ways=Ways,
        now=site.now(),
        nav="doing",
        brand=brand(told.say.partnership),
    )
    return site.no_store(answer)


def _incomplete(told: saying.Told) -> dict[str, str]:
    """What is wanting, by field."""
    wrong = {}
    if request.form.get("option", "") not in {str(option.number) for option in told.options}:
        wrong["option"] = _("Choose one of the projects.")
    if told.say.ways is Ways.CODES and not request.form.get("code", "").strip():
        wrong["code"] = _("Enter your code.")
    return wrong


def _with_code(told: saying.Told) -> ResponseReturnValue:
    session, now, who = site.session(), site.now(), request.remote_addr or ""
    if attempts.wait(session, "say guess", who, most=_GUESSES, within=_HOUR, now=now):
        many = _("Many codes that do not exist came from your connection. Try again in an hour.")
        return _page(told, {"code": many}, status=429)
    cast = _cast(told, with_code=True)
    if cast is Cast.TAKEN:
        return _thanks(told.say)
    if cast is Cast.ALREADY:
        return _page(told, {"code": _("This code has had its say: each works once.")}, status=409)
    attempts.allowed(session, "say guess", who, most=_GUESSES, within=_HOUR, now=now)
    return _page(told, {"code": _("Check the code: there is none like this.")}, status=400)


def _without_code(told: saying.Told) -> ResponseReturnValue:
    session, now, who = site.session(), site.now(), request.remote_addr or ""
    if _was_said(told.say):
        return _page(told, {"": _("This browser has had its say.")}, status=409)
    one = attempts.allowed(session, "say", who, most=_BROWSERS, within=_HOUR, now=now)
    if not one or not attempts.allowed(
        session, "say", f"all {told.say.id}", most=_BROWSERS_IN_ALL, within=_HOUR, now=now
    ):
        many = _("Many says came from your connection within the hour. Try again later, or use a code.")
        return _page(told, {"": many}, status=429)
    _cast(told, with_code=False)
    answer = _thanks(told.say)
    _remember(answer, told.say)
    return answer


def _cast(told: saying.Told, *, with_code: bool) -> Cast:
    option, stamp = int(request.form["option"]), request.form["stamp"]
    try:
        if with_code:
            return says.cast_with_code(
                site.session(), told.say.id, request.form["code"], option, form=stamp, now=site.now()
            )
        return says.cast_by_browser(site.session(), told.say.id, option, form=stamp, now=site.now())
    except Refused as fault:
        raise site.BadQuery(str(fault)) from fault


def _thanks(say: Say) -> Page:
    return site.no_store(site.see_other(site.href("say", say_id=say.id) + "?done=1"))


def _remember(answer: Page, say: Say) -> None:
    """The one cookie that a visitor ever gets: that this browser took part, on this say's page alone, until its end."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    value = visitors.stamp(site.session(), f"said {say.id}", site.now())
    for prefix in ("", site.WELSH_PREFIX):
        answer.set_cookie(
            f"said-{say.id}", value, expires=say.closes_at, path=f"{prefix}/payback/say/{say.id}",
            secure=settings.https, httponly=True, samesite="Strict",
        )  # fmt: skip


def _was_said(say: Say) -> bool:
    value = request.cookies.get(f"said-{say.id}", "")
    return visitors.age(site.session(), f"said {say.id}", value, site.now()) is not None
