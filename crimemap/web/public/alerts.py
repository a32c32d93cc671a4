"""The monthly letter about an area: asking for it without an account, confirming it from the letter, stopping it.

No answer tells whether an address is subscribed: what is to be said of that goes to the address itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import current_app, request
from flask.typing import ResponseReturnValue

from crimemap.cache import Page, cached
from crimemap.editorial import attempts, subscriptions
from crimemap.editorial.pieces import Gone
from crimemap.editorial.subscriptions import Subscription
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.forms import AreaQuery
from crimemap.web.forms.alerting import AlertsForm
from crimemap.web.site import alerting
from crimemap.web.site.guard import OLDEST, guard_fields, kept_stamp, looks_like_a_person
from crimemap.web.site.visitors import public

PURPOSE: Final = "alerts"
"""What the stamp of the form is for."""

_HOUR: Final = timedelta(hours=1)
_TRIES, _TAKEN, _TAKEN_IN_ALL = 120, 40, 400
"""An hour: forms sent and wishes taken from one connection, and wishes taken in all. A whole hall that is told of the
letter asks from one connection. [choose]"""


@public.get("/alerts")
def alerts() -> Page:
    """What the letter holds, the form for it, and the ways to follow an area without an address."""
    return _form_page(_form(), _area())


@public.post("/alerts")
@site.commits
def ask_for_alerts() -> ResponseReturnValue:
    """Send the letter with the link, and lead to what happens next; or the form again with every error."""
    area = _area()
    form = _form()
    good = form.validate()
    several: tuple[tuple[str, str], ...] = ()
    if area is None:
        found = alerting.where(site.current_release(), form.place.data or "", form.area.data or "")
        area, several = found.area, found.several
        if area is None and form.place.data:
            form.place.errors = [*form.place.errors, found.error]
    if area is None or not good:
        return _form_page(form, _area(), several, status=400)
    if refused := _refused():
        return _form_page(form, _area(), several, refused=refused, status=429)
    if _is_first():
        address = str(form.email.data)
        subscriptions.ask(
            site.session(),
            address,
            area.code,
            area.name,
            form.language,
            also=bool(form.also.data),
            now=site.now(),
        )
    return site.no_store(site.see_other(site.href("alerts_sent")))


@public.get("/alerts/sent")
@cached()
def alerts_sent() -> Page:
    """What happens next; the same for everybody."""
    return site.page("public/alerts/sent.html", days=subscriptions.WAITS.days, noindex=True, nav="doing")


@public.get("/alerts/confirm/<secret>")
def confirm_page(secret: str) -> Page:
    """A button: programs that look at the links of letters press none."""
    now = site.now()
    try:
        found = subscriptions.waiting(site.session(), secret, now)
    except Gone as fault:
        return _dead(410, fault)
    area, more = _area_of(found), subscriptions.asks_more(found, now)
    if found.confirmed_at is None:
        return _of_link(alerting.to_confirm(area, more=more))
    has_more = found.also_since is not None
    return _of_link(alerting.to_confirm_more(area) if more else alerting.confirmed(area, more=has_more))


@public.post("/alerts/confirm/<secret>")
@site.commits
def confirm_alerts(secret: str) -> ResponseReturnValue:
    """Whoever reads the address wants the letter."""
    try:
        subscriptions.confirm(site.session(), secret, site.now())
    except Gone as fault:
        return _dead(410, fault)
    return site.no_store(site.see_other(site.href("confirm_page", secret=secret)))


@public.get("/alerts/stop/<secret>")
def stop_page(secret: str) -> Page:
    """A button again; two for who gets letters at once besides."""
    try:
        found = subscriptions.stopping(site.session(), secret)
    except Gone as fault:
        return _dead(404, fault)
    if found is None:
        return _of_link(alerting.stopped())
    return _of_link(alerting.to_stop(_area_of(found), more=found.also_since is not None))


@public.post("/alerts/stop/<secret>")
@site.from_anywhere
@site.commits
def stop_alerts(secret: str) -> ResponseReturnValue:
    """Stop it: by the button, or by a mail program's own (RFC 8058), which follows no other address from here and may
    be a page of another site."""
    try:
        if request.form.get("only") == "changes":
            subscriptions.stop_changes(site.session(), secret)
            return _of_link(alerting.stopped_changes())
        subscriptions.stop(site.session(), secret, site.now())
    except Gone as fault:
        return _dead(404, fault)
    return _of_link(alerting.stopped())


def _form() -> AlertsForm:
    settings: Settings = current_app.extensions["crimemap.settings"]
    sent = request.form if request.method == "POST" else None
    return AlertsForm(sent, spoken=settings.enabled_languages, asks_where=_area() is None)


def _area() -> Area | None:
    """The area that the address names."""
    release = site.current_release()
    found = AreaQuery.from_args(request.args).found(release)
    return alerting.lasting(release, found) if found is not None else None


def _area_of(found: Subscription | None) -> Area | None:
    return site.current_release().area(found.area) if found is not None else None


def _refused() -> str:
    """What whoever sent the form can do for it to be taken; "" where it is."""
    if not looks_like_a_person(PURPOSE):
        return _("Nothing is lost. Wait a few seconds, then press the button once more.")
    if not _counted():
        return _(
            "Nothing is lost. Many have asked for it within the hour: press the button once more in an hour."
        )
    return ""


def _counted() -> bool:
    """Whether this connection, and all of them, sent few enough lately."""
    session, who, now = site.session(), request.remote_addr or "", site.now()
    return (
        attempts.allowed(session, "alerts try", who, most=_TRIES, within=_HOUR, now=now)
        and attempts.allowed(session, PURPOSE, who, most=_TAKEN, within=_HOUR, now=now)
        and attempts.allowed(session, PURPOSE, "everybody", most=_TAKEN_IN_ALL, within=_HOUR, now=now)
    )


def _is_first() -> bool:
    """Whether this very form comes for the first time: a button that is pressed twice sends one letter."""
    stamp = kept_stamp(PURPOSE)
    return attempts.allowed(site.session(), "alerts form", stamp, most=1, within=OLDEST, now=site.now())


def _form_page(
    form: AlertsForm,
    area: Area | None,
    several: tuple[tuple[str, str], ...] = (),
    *,
    refused: str = "",
    status: int = 200,
) -> Page:
    if "area" in form:
        form.area.choices = list(several)
    answer = site.page(
        "public/alerts/ask.html",
        status=status,
        form=form,
        area=area,
        guard=guard_fields(PURPOSE, slip=status == 400),
        refused=refused,
        days=subscriptions.WAITS.days,
        nav="doing",
    )
    return site.no_store(answer)


def _dead(status: int, fault: Gone) -> Page:
    return _of_link(alerting.dead(str(fault)), status)


def _of_link(said: alerting.OfLink, status: int = 200) -> Page:
    """A page whose address is a secret of one person: kept by nobody, told to nobody else.

    The site itself may be told it: with `no-referrer` a browser sends the page's own form with `Origin: null`, which
    nothing but newer browsers' `Sec-Fetch-Site` would tell from a form of another site.
    """
    answer = site.no_store(
        site.page("public/alerts/link.html", status=status, noindex=True, nav="doing", said=said)
    )
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer
