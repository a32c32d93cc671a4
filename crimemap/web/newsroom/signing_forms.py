"""What somebody types to sign in."""

from __future__ import annotations

from typing import Any

from wtforms import Field, Form, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from crimemap.editorial.accounts import passwords
from crimemap.language import gettext as _


class SignIn(Form):
    """Address and password."""

    email = StringField(render_kw={"type": "email", "autocomplete": "username", "spellcheck": False})
    password = PasswordField(render_kw={"autocomplete": "current-password"})

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.email.label.text = _("Email address")
        self.password.label.text = _("Password")
        self.email.validators = [InputRequired(_("Enter your email address.")), Length(max=254)]
        self.password.validators = [InputRequired(_("Enter your password.")), Length(max=passwords.LONGEST)]

    @property
    def address(self) -> str:
        """As it was typed, without gaps around it."""
        return (self.email.data or "").strip()

    @property
    def typed(self) -> str:
        """The password as it is hashed."""
        return passwords.normal(self.password.data or "")


class Code(Form):
    """The second factor."""

    code = StringField(
        render_kw={
            "inputmode": "numeric", "autocomplete": "one-time-code", "classes": "govuk-input--width-10",
            "spellcheck": False,
        }
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.code.label.text = _("Code")
        self.code.description = _("The 6 digits that your authenticator app shows now")
        self.code.validators = [InputRequired(_("Enter the code.")), Length(max=40)]

    @property
    def said(self) -> str:
        """What was typed, without the gaps that apps show."""
        return "".join((self.code.data or "").split())


class NewPassword(Form):
    """A password to be chosen. `own`: words of the account that it may not be made of."""

    password = PasswordField(render_kw={"autocomplete": "new-password"})

    def __init__(self, *given: Any, own: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self._own = own
        self.password.label.text = _("Choose a password")
        self.password.description = _(
            "%(shortest)s characters or more. Three words that do not belong together are easy to remember.",
            shortest=passwords.SHORTEST,
        )

    def validate_password(self, field: Field) -> None:
        """Raises ValidationError where a guesser would try it soon."""
        why = passwords.trouble(field.data or "", *self._own)
        if why:
            raise ValidationError(why)

    @property
    def chosen(self) -> str:
        """As it is hashed."""
        return passwords.normal(self.password.data or "")


class Forgotten(Form):
    """Whose password it is."""

    email = StringField(render_kw={"type": "email", "autocomplete": "username", "spellcheck": False})

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.email.label.text = _("Email address")
        self.email.validators = [InputRequired(_("Enter your email address.")), Length(max=254)]

    @property
    def address(self) -> str:
        """As it was typed, without gaps around it."""
        return (self.email.data or "").strip()
