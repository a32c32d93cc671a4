"""A partnership's name, logo and colour on its own pages: one person proposes them, another publishes them.

The colour must be readable with white on it and as a rule on paper; a logo is a PNG, made anew from its pixels.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.disclosure import identifying
from crimemap.editorial import audit, revision
from crimemap.editorial.announcements.rules import about_letters
from crimemap.editorial.database import Base, Bilingual, queue
from crimemap.editorial.people import Denied, Person, Role
from crimemap.editorial.pieces import Gone, Refused, Trouble
from crimemap.language import gettext as _
from crimemap.language import number

LEAST_CONTRAST: Final = 4.5
"""WCAG 2.2, 1.4.3: text of ordinary size. White stands on the colour, the colour on both grounds."""

GROUNDS: Final = {"white": "#FFFFFF", "paper": "#FAF7F0"}
LONGEST_NAME: Final = 60
MOST_BYTES: Final = 300 * 1024
_MOST_PIXELS: Final = 4_000_000
_LARGEST: Final = (480, 120)
"""Of the logo that is kept: twice as many pixels as it is shown with."""

_OF_A_PLACE: Final = frozenset({identifying.Kind.STREET, identifying.Kind.BUSINESS, identifying.Kind.GROUP})
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_FAULTS: Final = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    MemoryError,
    OverflowError,
)


class BrandState(StrEnum):
    """Where a proposal is."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    REFUSED = "refused"


class Brand(Base):
    """One proposal; the latest that was published is what visitors see. `digest` is part of its addresses."""

    __tablename__ = "brand"

    id: Mapped[str] = mapped_column(primary_key=True)
    partnership: Mapped[str] = mapped_column(index=True)
    state: Mapped[BrandState]
    token: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Bilingual]
    colour: Mapped[str]
    logo: Mapped[bytes | None]
    digest: Mapped[str]
    author: Mapped[str]
    made_at: Mapped[datetime]
    decider: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """As the audit names it."""
        return f"brand:{self.id}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is proposed. `keep_logo`: no new one was sent, so the published one stays."""

    name: Bilingual
    colour: str
    logo: bytes | None = None
    keep_logo: bool = True


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def troubles(wanted: Wanted) -> tuple[Trouble, ...]:
    """What stands in the way, the measured contrast among it."""
    found = []
    if not wanted.name:
        found.append(Trouble("name_en", _("Give the partnership's name.")))
    for field, text in (("name_en", wanted.name.en), ("name_cy", wanted.name.cy)):
        if len(text) > LONGEST_NAME:
            found.append(Trouble(field, _("Write %(most)s letters at most.", most=number(LONGEST_NAME))))
        found += about_letters(field, text)
        found += [Trouble(field, clue.why, "C5") for clue in identifying.find(text, _OF_A_PLACE)]
    if not _COLOUR.fullmatch(wanted.colour):
        found.append(
            Trouble("colour", _("Write the colour as # and six digits or letters, such as #17403A."))
        )
        return tuple(found)
    measured = {name: contrast(wanted.colour, ground) for name, ground in GROUNDS.items()}
    if min(measured.values()) < LEAST_CONTRAST:
        why = _(
            "This colour cannot be read: its contrast is %(white)s to 1 on white and %(paper)s to 1 on this site's"
            " paper, and %(least)s to 1 is needed on both. Choose a darker one.",
            white=_floor(measured["white"]), paper=_floor(measured["paper"]), least=number(LEAST_CONTRAST, 1),
        )  # fmt: skip
        found.append(Trouble("colour", why))
    return tuple(found)


def propose(
    session: Session, person: Person, partnership: str, wanted: Wanted, *, token: str, now: datetime
) -> Brand:
    """A proposal. Raises Denied, Refused. The same `token` again is the same proposal."""
    person.must(Role.AUTHOR, partnership)
    queue(session, f"brand {token}")
    before = session.scalar(select(Brand).where(Brand.token == token))
    if before is not None:
        return before
    if found := troubles(wanted):
        raise Refused(found)
    logo = clean_logo(wanted.logo) if wanted.logo else None
    if logo is None and wanted.keep_logo and (shown := current(session, partnership)) is not None:
        logo = shown.logo
    colour = wanted.colour.upper()
    said = f"{wanted.name.en}\0{wanted.name.cy}\0{colour}".encode() + (logo or b"")
    brand = Brand(
        id=secrets.token_hex(5), partnership=partnership, state=BrandState.PROPOSED, token=token, name=wanted.name,
        colour=colour, logo=logo, digest=hashlib.sha256(said).hexdigest()[:12], author=person.id, made_at=now,
        decider=None, decided_at=None,
    )  # fmt: skip
    session.add(brand)
    audit.record(
        session, person.id, "proposed name and colours", brand.subject, now=now,
        said={"partnership": partnership, "name": wanted.name.en or wanted.name.cy, "colour": colour},
    )  # fmt: skip
    return brand


def decide(session: Session, person: Person, brand_id: str, *, publish: bool, now: datetime) -> Brand:
    """Publish or refuse a proposal: a second person. Twice is once. Raises Denied, Gone."""
    brand = session.get(Brand, brand_id, with_for_update=True, populate_existing=True)
    if brand is None:
        raise Gone(_("There is nothing at this address."))
    person.must(Role.APPROVER, brand.partnership)
    if person.id == brand.author:
        raise Denied(_("A second person approves: you wrote this."))
    wanted = BrandState.PUBLISHED if publish else BrandState.REFUSED
    if brand.state is wanted:
        return brand
    if brand.state is not BrandState.PROPOSED:
        raise Gone(_("This does not wait for approval any more."))
    brand.state, brand.decider, brand.decided_at = wanted, person.id, now
    act = "published name and colours" if publish else "refused name and colours"
    audit.record(session, person.id, act, brand.subject, now=now)
    if publish:
        revision.bump(session)
    return brand


def current(session: Session, partnership: str) -> Brand | None:
    """What visitors see; None where the partnership has nothing of its own."""
    asked = (
        select(Brand)
        .where(Brand.partnership == partnership, Brand.state == BrandState.PUBLISHED)
        .order_by(Brand.decided_at.desc(), Brand.id)
        .limit(1)
    )
    return session.scalar(asked)


def waiting(session: Session, partnership: str) -> tuple[Brand, ...]:
    """Proposals that nobody decided yet, the oldest first."""
    asked = (
        select(Brand)
        .where(Brand.partnership == partnership, Brand.state == BrandState.PROPOSED)
        .order_by(Brand.made_at, Brand.id)
    )
    return tuple(session.scalars(asked))


def by_digest(session: Session, partnership: str, digest: str) -> Brand | None:
    """The published brand that an address of a stylesheet or a logo means."""
    shown = current(session, partnership)
    return shown if shown is not None and shown.digest == digest else None


def clean_logo(data: bytes) -> bytes:
    """A PNG made anew from the pixels of `data`, small enough for a page's head. Raises Refused."""
    said = _("The logo must be a PNG picture of %(most)s kB at most. An SVG can hold scripts and is not taken.",
             most=number(MOST_BYTES // 1024))  # fmt: skip
    if len(data) > MOST_BYTES or not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Refused((Trouble("logo", said),))
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Refused((Trouble("logo", said),))
            pixels = picture.convert("RGBA")
        pixels.thumbnail(_LARGEST)
        made = io.BytesIO()
        bare = Image.new("RGBA", pixels.size)
        bare.paste(pixels)
        bare.save(made, "PNG", optimize=True)
    except _FAULTS as fault:
        raise Refused((Trouble("logo", said),)) from fault
    return made.getvalue()


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _floor(ratio: float) -> str:
    """One decimal, never rounded up to the one that is needed."""
    return number(int(ratio * 10) / 10, 1)
