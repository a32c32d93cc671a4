"""What an administrator says of an account; what somebody says of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form, PasswordField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from crimemap.editorial.accounts import passwords
from crimemap.editorial.people import EVERYWHERE, Grant, Role
from crimemap.language import gettext as _
from crimemap.web.newsroom.signing_forms import NewPassword


def role_names() -> dict[Role, str]:
    """What each role is called, and means."""
    return {
        Role.AUTHOR: _("Author"),
        Role.APPROVER: _("Approver"),
        Role.ADMINISTRATOR: _("Administrator"),
    }


def role_meanings() -> dict[Role, str]:
    """In a few words."""
    return {
        Role.AUTHOR: _("writes, and hands in for approval"),
        Role.APPROVER: _("checks and publishes what others wrote, or sends it back"),
        Role.ADMINISTRATOR: _("invites people and says what they may do"),
    }


class Grants(Form):
    """What an account may do: one box for each role and partnership that the administrator may give."""

    grants = SelectMultipleField()

    def __init__(self, *given: Any, places: Mapping[str, str], **more: Any) -> None:
        """`places`: code → name of each partnership that may be granted; EVERYWHERE may be among them."""
        super().__init__(*given, **more)
        names = role_names()
        self.grants.label.text = _("What this person may do")
        self.grants.choices = [
            (_said(Grant(role, code)), _("%(role)s for %(place)s", role=names[role], place=place))
            for code, place in places.items()
            for role in Role
        ]
        self.grants.validate_choice = True

    def hold(self, grants: Iterable[Grant]) -> None:
        """Tick the boxes of what is granted."""
        self.grants.data = [_said(grant) for grant in grants]

    @property
    def wanted(self) -> frozenset[Grant]:
        """What was ticked."""
        return frozenset(_read(value) for value in self.grants.data or ())


class Invitation(Grants):
    """Somebody new."""

    name = StringField(render_kw={"autocomplete": "off", "classes": "govuk-input--width-30"})
    email = StringField(
        render_kw={
            "type": "email", "autocomplete": "off", "spellcheck": False, "classes": "govuk-input--width-30",
        }
    )  # fmt: skip

    def __init__(self, *given: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, places=places, **more)
        self.name.label.text = _("Name")
        self.name.description = _("As colleagues know them. The public never sees it.")
        self.email.label.text = _("Work email address")
        self.name.validators = [InputRequired(_("Enter the person's name.")), Length(max=100)]
        self.email.validators = [InputRequired(_("Enter the person's email address.")), Length(max=254)]


class ChangePassword(NewPassword):
    """The present one, and another."""

    present = PasswordField(render_kw={"autocomplete": "current-password"})

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.present.label.text = _("Your password now")
        self.present.validators = [
            InputRequired(_("Enter the password that you have now.")),
            Length(max=passwords.LONGEST),
        ]
        self.password.label.text = _("Your new password")


def place_names(known: Mapping[str, str], held: frozenset[str]) -> dict[str, str]:
    """The partnerships that an administrator of `held` may grant for, code → name, everywhere first."""
    everywhere = {EVERYWHERE: _("every partnership")} if EVERYWHERE in held else {}
    return everywhere | {code: name for code, name in known.items() if held & {code, EVERYWHERE}}


def _said(grant: Grant) -> str:
    return f"{grant.role}:{grant.partnership}"


def _read(value: str) -> Grant:
    role, _colon, partnership = value.partition(":")
    return Grant(Role(role), partnership)
