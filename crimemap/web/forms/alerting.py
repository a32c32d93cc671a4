"""What somebody sends who wants the monthly letter about an area: which area, to which address, in which language."""

from __future__ import annotations

import re
from typing import Final

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, StringField, validators

from crimemap import language
from crimemap.language import gettext as _
from crimemap.language import later

_SIGN: Final = r"[^\s,;:<>\"()@\[\]\\"
_MAIL: Final = re.compile(rf"^(?!.*=\?){_SIGN}]{{1,64}}@({_SIGN}.]+\.)+{_SIGN}.]{{2,}}$")
"""One address, as the outbox takes it: never a list, nor a name with it, nor one that is spelled in code (`=?`)."""


def _stripped(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


class AlertsForm(Form):
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
        later("Your e-mail address"),
        [
            validators.DataRequired(later("Enter your e-mail address.")),
            validators.Length(max=200, message=later("Write at most %(max)d letters.")),
            validators.Regexp(_MAIL, message=later("Enter an e-mail address like name@example.org.")),
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
