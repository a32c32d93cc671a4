"""What kinds of thing identify a person, and what to write instead of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crimemap.language import gettext


class Kind(StrEnum):
    """What was found. A form may allow a kind where it is fine: an organisation's public telephone, say."""

    POSTCODE = "postcode"
    HOUSE = "house"
    STREET = "street"
    SCHOOL = "school"
    PUPIL = "pupil"
    BIRTH = "birth"
    CHILD_AGE = "child-age"
    PLATE = "plate"
    FAMILY = "family"
    BUSINESS = "business"
    WORK = "work"
    NAME = "name"
    GROUP = "group"
    MOMENT = "moment"
    POINT = "point"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Hit:
    """A clue before it is told: its kind and its place in the plain text."""

    kind: Kind
    start: int
    end: int


def why(kind: Kind, found: str) -> str:
    """One sentence: what was found and what to write instead, in the language of the page."""
    return {
        Kind.POSTCODE: lambda: gettext(
            "“%(found)s” reads like a full postcode. Name the ward or the town instead."
        ),
        Kind.HOUSE: lambda: gettext("“%(found)s” reads like an address. Name the ward or the town instead."),
        Kind.STREET: lambda: gettext(
            "“%(found)s” ties a person to a street. Name the ward or the town instead."
        ),
        Kind.SCHOOL: lambda: gettext(
            "“%(found)s” names a school. Leave it out, or say “a school in the area”."
        ),
        Kind.PUPIL: lambda: gettext("“%(found)s” says where a child learns. Leave it out."),
        Kind.BIRTH: lambda: gettext(
            "“%(found)s” reads like a date of birth. Give an adult's age in years, or leave it out."
        ),
        Kind.CHILD_AGE: lambda: gettext("“%(found)s” is the exact age of a child. Leave it out."),
        Kind.PLATE: lambda: gettext(
            "“%(found)s” reads like a vehicle's number plate. Say “a car” or “a van” instead."
        ),
        Kind.FAMILY: lambda: gettext(
            "“%(found)s” tells of a relation. Leave out who is related or close to whom."
        ),
        Kind.BUSINESS: lambda: gettext(
            "“%(found)s” ties a person to a named business or boat. Say “a shop”, “a pub” or “a boat”."
        ),
        Kind.WORK: lambda: gettext("“%(found)s” singles a person out by their work. Leave it out."),
        Kind.NAME: lambda: gettext(
            "“%(found)s” reads like somebody's name. Leave it out, or say “a resident” or “a member of staff”."
        ),
        Kind.GROUP: lambda: gettext(
            "“%(found)s” singles a person out by origin, faith, health or private life. Leave it out."
        ),
        Kind.MOMENT: lambda: gettext(
            "“%(found)s” gives an exact time at an exact place. Give the month and the ward or the town."
        ),
        Kind.POINT: lambda: gettext(
            "“%(found)s” gives an exact point on the map. Name the ward or the town instead."
        ),
        Kind.PHONE: lambda: gettext("“%(found)s” reads like a telephone number. Leave it out."),
        Kind.MAIL: lambda: gettext("“%(found)s” reads like an email address. Leave it out."),
        Kind.ACCOUNT: lambda: gettext(
            "“%(found)s” reads like somebody's account on a social network. Leave it out."
        ),
        Kind.NUMBER: lambda: gettext("“%(found)s” reads like a personal number. Leave it out."),
    }[kind]() % {"found": found}
