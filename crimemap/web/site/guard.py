"""Forms that anybody may fill in, with no account and no cookie: what keeps programs from filling them in.

Three quiet means, and no third party: a box that people do not see and programs fill in; a signed time in the form,
which is neither too fast nor too old; and a count of attempts (editorial/attempts.py). Who is refused is told what a
person can do, not which of the three it was.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from crimemap.editorial import attempts, visitors
from crimemap.language import gettext as _
from crimemap.web.site.frame import now
from crimemap.web.site.written import session

FASTEST: Final = timedelta(seconds=3)
"""Nobody reads and answers a form sooner; a program does."""

OLDEST: Final = timedelta(days=1)
"""A form left open for longer is asked for anew, with what was typed."""

_TRAP: Final = "website"
_STAMP: Final = "stamp"


class Passed(NamedTuple):
    """What the guard found: the form's one-time token, or the sentence for who is refused."""

    token: str
    refusal: str = ""


def guard_fields(what: str, kept: str = "") -> Markup:
    """The two hidden fields of a form for `what`; `kept` is the stamp that came with one that is shown again."""
    stamp = kept or visitors.stamp(session(), what, now())
    return Markup(
        '<input type="hidden" name="{}" value="{}">'
        '<div class="cm-trap" aria-hidden="true"><label for="{}">{}</label>'
        '<input id="{}" name="{}" type="text" tabindex="-1" autocomplete="off"></div>'
    ).format(_STAMP, stamp, _TRAP, _("Leave this empty"), _TRAP, _TRAP)


def pass_guard(sent: MultiDict[str, str], what: str, *, most: int, within: timedelta) -> Passed:
    """Whether a form that came may be taken; counts the attempt. The session must be committed either way."""
    given = sent.get(_STAMP, "")
    old = visitors.age(session(), what, given, now())
    if old is None or old > OLDEST:
        return Passed(
            "", _("This form was open for too long. Nothing is lost: look it over and send it again.")
        )
    if sent.get(_TRAP) or old < FASTEST:
        return Passed("", _("This could not be sent. Wait a few seconds, then press the button once more."))
    if not attempts.allowed(session(), what, request.remote_addr or "", most=most, within=within, now=now()):
        return Passed("", _("Too many of these came from your connection. Try again later, or write to us."))
    return Passed(given)
