"""A letter as a mail message: the same bytes each time, that every server takes and every program reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any, Final

import idna

WIDEST: Final = 76
"""Letters in a line of an encoded text (RFC 2045, 6.7); the library's own 78 are two too many."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it goes out. `link` is a path of this site; `html` says the same as `body`."""

    id: str
    to: str
    subject: str
    body: str
    link: str
    at: datetime
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class _AsItIs(UnstructuredHeader, BaseHeader):
    """A header of addresses for programs (RFC 2369), which is no text: the library would break one that is longer than
    a line into encoded words, and no mail program would find its button."""

    def fold(self, *, policy: Any) -> str:  # noqa: ARG002  (as the library calls it)
        return f"{self.name}: {self}\r\n"


_KINDS: Final = HeaderRegistry()
for _name in ("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"):
    _KINDS.map_to_type(_name, _AsItIs)

_SEVEN_BITS: Final[EmailPolicy[EmailMessage]] = SMTP.clone(
    cte_type="7bit", max_line_length=WIDEST, header_factory=_KINDS
)
"""A server that knows no 8BITMIME is sent nothing else, and a signature (DKIM) outlives every one on the way."""


def on_the_wire(address: str) -> str:
    """An address as mail servers spell it: "ann@bücher.example" is "ann@xn--bcher-kva.example".

    Raises ValueError where its domain can be none.
    """
    local, _at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}@{idna.encode(domain, uts46=True).decode()}"


def message_of(letter: Written, sender: str, site_url: str) -> EmailMessage:
    """Raises ValueError where it cannot be written as a letter to one address."""
    to = on_the_wire(letter.to)
    message = EmailMessage(policy=_SEVEN_BITS.clone(utf8=not to.isascii()))
    message["From"], message["To"], message["Subject"] = sender, to, letter.subject
    # The library decodes what an address may hide ("=?utf-8?q?…?="): else one typed is not the one written to.
    if [each.addr_spec for each in message["To"].addresses] != [to]:
        raise ValueError("not one address")
    message["Date"] = letter.at
    # The same however often it is tried, so that a server may notice what it has already.
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.body.rstrip() + (f"\n\n{site_url}{letter.link}\n" if letter.link else "\n"))
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
        # The same bytes each time that it is tried: the library would draw a new boundary.
        message.set_boundary(f"part-{letter.id}")
    return message
