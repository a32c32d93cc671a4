"""Ways to reach somebody, as links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crimemap.team import Contact, link_of

_WEB: Final = re.compile(r"^https?://(?:www\.)?|/$")


@dataclass(frozen=True, slots=True)
class Reach:
    """A way to reach a team, as a link."""

    kind: str
    text: str
    address: str


def reach(contact: Contact) -> Reach:
    """A contact as a link that can be followed: mail, telephone, page."""
    if contact.kind in {"email", "telephone", "mobile"}:
        return Reach(contact.kind, contact.value, link_of(contact.value))
    return Reach(contact.kind, _WEB.sub("", contact.value), contact.value)
