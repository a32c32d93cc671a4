"""A nomination comes in: from somebody without an account, once, whatever is pressed twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial import audit, keys, visitors
from crimemap.editorial.nominations.keeping import AT_MOST, UPLOAD_KEPT, drop_unfinished
from crimemap.editorial.nominations.models import (
    Contact,
    Nomination,
    NominationPicture,
    NominationSaid,
    State,
    Typed,
    subject_of,
)
from crimemap.editorial.pictures import Picture

PURPOSE: Final = "nominate"
"""What the stamp of the form is for."""

MOST_PICTURES: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work would be: codes and name from the release, checked by web."""

    partnership: str
    area: str
    name: str


def receipt_of(session: Session, token: str) -> str:
    """The receipt code of the form with this stamp: worked out, stored nowhere."""
    return visitors.code(session, "receipt of", token)


def keep_picture(session: Session, token: str, picture: Picture, *, now: datetime) -> bool:
    """Keep a photograph of a form that is not finished yet, for an hour, sealed. False where there are three.

    The same one again is kept once.
    """
    drop_unfinished(session, now)
    nomination_id = _id_of(session, token)
    kept = list(session.scalars(_pictures(nomination_id)))
    digest = visitors.mac(session, "picture", hashlib.sha256(picture.jpeg).hexdigest())
    if any(before.digest == digest for before in kept):
        return True
    if len(kept) >= MOST_PICTURES or session.get(Nomination, nomination_id) is not None:
        return False
    try:
        with session.begin_nested():
            return _keep(session, nomination_id, digest, picture, now)
    except IntegrityError:
        return True  # the same form, sent twice at once: the other one kept it


def _keep(session: Session, nomination_id: str, digest: str, picture: Picture, now: datetime) -> bool:
    sealed = keys.seal_bytes(session, subject_of(nomination_id), picture.jpeg, now)
    if sealed is None:
        return False
    session.add(
        NominationPicture(
            id=f"{nomination_id}-{digest[:12]}", nomination=nomination_id, digest=digest, sealed=sealed,
            media="image/jpeg", width=picture.width, height=picture.height, until=now + UPLOAD_KEPT,
        )
    )  # fmt: skip
    session.flush()
    return True


def kept_pictures(session: Session, token: str, now: datetime) -> int:
    """How many photographs the form with this stamp has brought already."""
    found = _pictures(_id_of(session, token)).where(NominationPicture.until > now)
    return len(list(session.scalars(found)))


def drop_pictures(session: Session, token: str) -> None:
    """The person thought better of them."""
    for picture in session.scalars(
        _pictures(_id_of(session, token)).where(NominationPicture.until.is_not(None))
    ):
        session.delete(picture)


def receive(
    session: Session, token: str, place: Place, typed: Typed, contact: Contact, *, now: datetime
) -> Nomination:
    """Take a nomination in. The same `token` again answers the nomination that the first made."""
    nomination_id = _id_of(session, token)
    receipt = visitors.mac(session, "receipt", receipt_of(session, token))
    before = session.get(Nomination, nomination_id)
    if before is not None:
        return before
    drop_unfinished(session, now)
    subject = subject_of(nomination_id)
    nomination = Nomination(
        id=nomination_id, receipt=receipt, partnership=place.partnership, area=place.area, area_name=place.name,
        state=State.RECEIVED, version=1, flags=flags_of(typed), received_at=now, erase_at=now + AT_MOST,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(nomination)
    except IntegrityError:
        return session.get_one(Nomination, nomination_id)  # sent twice at once: the other one made it
    session.add(
        NominationSaid(
            nomination=nomination_id,
            typed=keys.seal(session, subject, typed.model_dump(), now),
            contact=keys.seal(session, subject, contact.model_dump(), now),
        )
    )
    for picture in session.scalars(_pictures(nomination_id)):
        picture.until = None
    said = {"partnership": place.partnership, "area": place.area}
    audit.record(session, "visitor", "nominated", subject, now=now, said=said)
    return nomination


def flags_of(typed: Typed) -> list[str]:
    """The kinds of clue to persons (rule C5) in what was typed: for staff, who write the public words."""
    found = {
        str(clue.kind)
        for text in (typed.name, typed.place, typed.work, typed.benefit, typed.access, typed.toilets_where)
        for clue in identifying.find(text)
    }
    return sorted(found)


def by_receipt(session: Session, given: str) -> Nomination | None:
    """The nomination of a receipt code as it was typed."""
    code = visitors.read_code(given)
    if code is None:
        return None
    return session.scalar(
        select(Nomination).where(Nomination.receipt == visitors.mac(session, "receipt", code))
    )


def _id_of(session: Session, token: str) -> str:
    """The record that the form with this stamp makes: known before it is made, so that a form makes one."""
    return visitors.mac(session, "nomination of", token)[:20]


def _pictures(nomination_id: str) -> Select[NominationPicture]:
    return (
        select(NominationPicture)
        .where(NominationPicture.nomination == nomination_id)
        .order_by(NominationPicture.id)
    )
