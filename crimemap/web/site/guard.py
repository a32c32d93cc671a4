"""Forms that anybody may fill in, with no account and no cookie: what keeps programs from filling them in.

Three quiet means, and no third party: a box that people do not see and programs fill in; a signed time in the form,
which is neither too fast nor too old; and a count of attempts (editorial/attempts.py). Who is refused is told what a
person can do, not which of the three it was. A form that came back with a slip shown may be sent again at once: whoever
corrects one letter is faster than whoever fills in a form.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Final, NamedTuple

from flask import request
from markupsafe import Markup

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
_SLIP: Final = "slip"


class Passed(NamedTuple):
    """What the guard found: the form's one-time token, or the sentence for who is refused."""

    token: str
    refusal: str = ""


def guard_fields(what: str, *, slip: bool = False) -> Markup:
    """The hidden fields of a form for `what`; one that is shown again keeps the stamp that it came with.

    `slip`: it is shown again because of what was typed, and not because the guard refused it.
    """
    stamp = kept_stamp(what) or visitors.stamp(session(), what, now())
    fields = [(_STAMP, stamp)]
    if slip or _had_slip(what):
        fields.append((_SLIP, _slip_mark(what, stamp)))
    hidden = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(*each) for each in fields
    )
    return hidden + Markup(
        '<div class="cm-trap" aria-hidden="true"><label for="{}">{}</label>'
        '<input id="{}" name="{}" type="text" tabindex="-1" autocomplete="off"></div>'
    ).format(_TRAP, _("Leave this empty"), _TRAP, _TRAP)


def kept_stamp(what: str) -> str:
    """The stamp of the form that came, which is its one-time token; "" where it is none of ours, or too old."""
    return request.form.get(_STAMP, "") if _age(what) is not None else ""


def looks_like_a_person(what: str) -> bool:
    """Whether the form that came was given out here, neither too fast nor too long ago, and its trap is empty."""
    old = _age(what)
    if old is None or request.form.get(_TRAP):
        return False
    return old >= FASTEST or _had_slip(what)


def pass_guard(what: str, *, most: int, within: timedelta) -> Passed:
    """Whether the form that came may be taken; counts the attempt. The session must be committed either way."""
    if _age(what) is None:
        return Passed(
            "", _("This form was open for too long. Nothing is lost: look it over and send it again.")
        )
    if not looks_like_a_person(what):
        return Passed("", _("This could not be sent. Wait a few seconds, then press the button once more."))
    if not attempts.allowed(session(), what, request.remote_addr or "", most=most, within=within, now=now()):
        return Passed("", _("Too many of these came from your connection. Try again later, or write to us."))
    return Passed(kept_stamp(what))


def _had_slip(what: str) -> bool:
    """Whether the form that came was shown with a slip before."""
    stamp = kept_stamp(what)
    came, ours = request.form.get(_SLIP, ""), _slip_mark(what, stamp)
    return bool(stamp) and hmac.compare_digest(came.encode(), ours.encode())


def _slip_mark(what: str, stamp: str) -> str:
    """What only this installation can put beside `stamp`."""
    return visitors.mac(session(), f"slip {what}", stamp)[:32]


def _age(what: str) -> timedelta | None:
    """How old the stamp of the form that came is; None where it is none of ours, or too old."""
    old = visitors.age(session(), what, request.form.get(_STAMP, ""), now())
    return old if old is not None and old <= OLDEST else None
