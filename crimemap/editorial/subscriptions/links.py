"""The two links of a subscription: to confirm it and to stop it. Worked out from its id, stored nowhere.

Whoever holds a link can do the one thing that it is for, without an account; from an id alone nobody can make one.
"""

from __future__ import annotations

import hmac
import re
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from crimemap.editorial import visitors
from crimemap.editorial.subscriptions.models import PREFIX

_FORM: Final = re.compile(r"([0-9a-f]{20})-([0-9a-f]{32})")


class Link(StrEnum):
    """What a link is for; the value stands in its address."""

    CONFIRM = "confirm"
    STOP = "stop"


def secret_of(session: Session, link: Link, subscription_id: str) -> str:
    """The last part of a link's address."""
    return f"{subscription_id.removeprefix(PREFIX)}-{_signature(session, link, subscription_id)}"


def path_of(session: Session, link: Link, subscription_id: str, language: str) -> str:
    """The path of a link, in the language of the letter that it stands in."""
    prefix = "/cy" if language == "cy" else ""
    return f"{prefix}/alerts/{link}/{secret_of(session, link, subscription_id)}"


def read(session: Session, link: Link, given: str) -> str | None:
    """The id of a subscription, which may be gone meanwhile; None where `given` is no link of ours."""
    found = _FORM.fullmatch(given)
    if found is None:
        return None
    subscription_id = f"{PREFIX}{found[1]}"
    right = hmac.compare_digest(found[2], _signature(session, link, subscription_id))
    return subscription_id if right else None


def _signature(session: Session, link: Link, subscription_id: str) -> str:
    return visitors.mac(session, f"alerts {link}", subscription_id)[:32]
