"""What somebody sends who wants the monthly letter about an area: which area, to which address, in which language."""

from __future__ import annotations

import re
from typing import Final

import idna
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, RadioField, StringField, validators

from crimemap import language
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.web.site.fields import SpokenForm

_SIGN: Final = r"[^\s.,;:<>\"()@\[\]\\]"
_ATOM: Final = rf"{_SIGN}+"
_MAIL: Final = re.compile(
    rf"(?!.*=\?)(?=[^@]{{1,64}}@){_ATOM}(\.{_ATOM})*@(?P<domain>({_ATOM}\.)+(?!\d+$){_ATOM}{_SIGN})"
)
"""One address, as the outbox takes it: never a list, nor a name with it, nor one that is spelled in code (`=?`)."""

_LONGEST: Final = 254
"""Letters of an address that mail servers take (RFC 5321, 4.5.3.1.3)."""


def _is_address(_form: Form, field: Field) -> None:
    """One address of a domain that there can be, in whichever letters."""
    try:
        if found := _MAIL.fullmatch(field.data or ""):
            idna.encode(found["domain"], uts46=True)
            return
    except idna.IDNAError:
        pass
    raise validators.ValidationError(_("Enter an email address like name@example.org."))


def _stripped(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


class AlertsForm(SpokenForm):
    """`place` and `area` are asked where the address of the page does not say which area is meant."""

    place = StringField(
        later("Which area is it to be about?"),
        [validators.DataRequired(later("Enter a postcode, or the name of a place."))],
        description=later("A postcode, or the name of a neighbourhood, a ward, a village or a town."),
        filters=[_stripped],
        render_kw={"classes": "govuk-input--width-20", "spellcheck": False},
    )
    area = RadioField(
        later("Which one do you mean?"), [validators.Optional()], choices=[], validate_choice=False
    )
    email = StringField(
        later("Your email address"),
        [
            validators.DataRequired(later("Enter your email address.")),
            validators.Length(max=_LONGEST, message=later("Write at most %(max)d letters.")),
            _is_address,
        ],
        description=later(
            "Used for this letter alone. It is kept sealed, and erased the moment you stop it."
        ),
        filters=[_stripped],
        render_kw={
            "type": "email",
            "autocomplete": "email",
            "spellcheck": False,
            "classes": "govuk-input--width-20",
        },
    )
    spoken = RadioField(later("In which language?"), choices=[])

    also = BooleanField(later("Also write to me when a meeting here is cancelled or moved"))

    def __init__(
        self, sent: MultiDict[str, str] | None = None, *, spoken: tuple[str, ...], asks_where: bool
    ) -> None:
        super().__init__(sent)
        names = {"en": _("English"), "cy": _("Welsh")}
        self.spoken.choices = [(each, names[each]) for each in spoken]
        if len(spoken) < 2:
            del self.spoken
        elif sent is None:
            self.spoken.data = language.current()
        if not asks_where:
            del self.place, self.area

    @property
    def language(self) -> str:
        """The language that was chosen, or that of the page where there is no choice."""
        return str(self.spoken.data) if "spoken" in self else language.current()
