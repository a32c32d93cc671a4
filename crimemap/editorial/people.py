"""Who signed-in people are to the editorial room: what each may do, and for which partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.language import gettext as _
from crimemap.settings import Refusal

EVERYWHERE: Final = "*"
"""A grant for every partnership of the installation."""


class Role(StrEnum):
    """What a grant allows. None holds another: whoever may approve may not write unless that is granted too."""

    AUTHOR = "author"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Denied(Refusal):
    """This person may not do this: one sentence."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a partnership (its code), or EVERYWHERE."""

    role: Role
    partnership: str


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person. `id` is what the audit writes down; `name` is shown to colleagues only."""

    id: str
    name: str
    grants: frozenset[Grant]

    def may(self, role: Role, partnership: str) -> bool:
        """Whether one of the grants covers it."""
        return any(
            grant.role is role and grant.partnership in {partnership, EVERYWHERE} for grant in self.grants
        )

    def must(self, role: Role, partnership: str) -> None:
        """Raises Denied where `may` says no."""
        if not self.may(role, partnership):
            raise not_allowed()

    def partnerships(self, *roles: Role) -> frozenset[str]:
        """Codes that any of `roles` (default: all) is granted for; EVERYWHERE may be among them."""
        wanted = roles or tuple(Role)
        return frozenset(grant.partnership for grant in self.grants if grant.role in wanted)

    def works_for(self, partnership: str) -> bool:
        """Whether this person writes or approves for it: such a person may read its drafts, and take down."""
        return self.may(Role.AUTHOR, partnership) or self.may(Role.APPROVER, partnership)

    def must_work_for(self, partnership: str) -> None:
        """Raises Denied where `works_for` says no."""
        if not self.works_for(partnership):
            raise Denied(_("You do not work for this partnership."))


def not_allowed() -> Denied:
    """What somebody is told whose grants do not reach."""
    return Denied(_("Your account does not allow this for this partnership."))
