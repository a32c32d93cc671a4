"""What somebody without an account sends: a nomination, and how the list of nominations is to be shown.

The questions are those of GOV.UK's own nomination form (rules.md A6): the place, the work, that it benefits the
community, replaces no paid work and makes nobody a profit, access, toilets and handwashing, how to reach the person,
photographs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
    validators,
)

from crimemap.editorial.nominations import Contact, Order, Typed
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.web.site import BadQuery, said_back
from crimemap.web.site.fields import SpokenForm

YES, NO, UNSURE = "yes", "no", "unsure"
_LONG, _SHORT, _LINE = 1_500, 600, 120
_LINK: Final = re.compile(
    r"https?:|www\.|\[/?url|<a\b|\b[\w-]+\.(?:com|net|org|ru|cn|xyz|top|shop|info|link)\b", re.IGNORECASE
)
_PHONE: Final = re.compile(r"^\+?[\d\s()-]{6,24}$")
_MAIL: Final = re.compile(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$")


def _without_links(_form: Form, field: Field) -> None:
    if _LINK.search(field.data or ""):
        raise ValidationError(_("Leave out addresses of web pages: describe it in words."))


def _stripped(text: str | None) -> str:
    """As typed, without what cannot be printed."""
    return "".join(letter for letter in text or "" if letter.isprintable() or letter in "\r\n\t").strip()


def _told(wanted: str, most: int) -> list[Any]:
    """The checks of a text that has to be answered."""
    return [
        validators.DataRequired(wanted),
        validators.Length(max=most, message=later("Write at most %(max)d letters.")),
        _without_links,
    ]


def _line(label: str, wanted: str, hint: str = "", **more: Any) -> StringField:
    checks = _told(wanted, _LINE)
    return StringField(label, checks, description=hint, filters=[_stripped], render_kw=more)


def _words(label: str, wanted: str, hint: str, most: int, rows: int) -> TextAreaField:
    kw = {"maxlength": most, "rows": rows}
    return TextAreaField(label, _told(wanted, most), description=hint, filters=[_stripped], render_kw=kw)


class NominateForm(SpokenForm):
    """The questions. `area` is asked only where the place means several."""

    place = StringField(
        later("Where is it?"),
        [
            validators.DataRequired(
                later("Enter a postcode, a street and its town, or the name of the place.")
            ),
        ],
        description=later(
            "A postcode, a street and its town, or a village or ward. We find the area it lies in."
        ),
        filters=[_stripped],
        render_kw={"classes": "govuk-input--width-20", "spellcheck": False},
    )
    area = RadioField(
        later("Which one do you mean?"), [validators.Optional()], choices=[], validate_choice=False
    )
    name = _line(
        later("What is the place or the organisation called?"),
        later("Enter the name of the place or the organisation."),
        later(
            "For example a park, a footpath, a village hall. It has to be open to the public or used by a group."
        ),
    )
    work = _words(
        later("What needs to be done?"),
        later("Say what needs to be done."),
        later("For example clearing, painting, planting, removing graffiti. Please name nobody."),
        _LONG, 5,
    )  # fmt: skip
    benefit = _words(
        later("How would people here benefit?"),
        later("Say how people would benefit."),
        later("Who uses the place, and what would be better for them."),
        _SHORT, 3,
    )  # fmt: skip
    paid = RadioField(
        later("Would somebody otherwise be paid to do this work?"),
        [validators.InputRequired(later("Say whether somebody would otherwise be paid to do it."))],
        choices=[],
        description=later("Community Payback must not take paid work away from others."),
    )
    profit = RadioField(
        later("Would anybody make a profit from it?"),
        [validators.InputRequired(later("Say whether anybody would make a profit from it."))],
        choices=[],
    )
    owner = _line(
        later("Who owns the place or looks after it?"),
        later("Say who owns the place. “Not known” is an answer."),
        later("For example the council, a church, a club. Not the name of a private person."),
    )
    permission = RadioField(
        later("Have they agreed?"),
        [validators.InputRequired(later("Say whether the owner has agreed."))],
        choices=[],
    )
    access = _words(
        later("How do people get to the site, and round it?"),
        later("Say how people get to the site. “Not known” is an answer."),
        later("Steps, slopes, narrow gates: can somebody who has trouble walking work there?"),
        _SHORT, 3,
    )  # fmt: skip
    toilets = RadioField(
        later("Are there toilets and somewhere to wash hands?"),
        [validators.InputRequired(later("Say whether there are toilets and handwashing."))],
        choices=[],
    )
    toilets_where = StringField(
        later("Where are they?"),
        [
            validators.Length(max=_LINE, message=later("Write at most %(max)d letters.")),
            _without_links,
        ],
        filters=[_stripped],
    )
    contact_name = _line(later("Your name"), later("Enter your name."), autocomplete="name", spellcheck=False)
    email = StringField(
        later("Email address"),
        [
            validators.Optional(),
            validators.Length(max=200, message=later("Write at most %(max)d letters.")),
            validators.Regexp(_MAIL, message=later("Enter an email address like name@example.org.")),
        ],
        filters=[_stripped],
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": False},
    )
    phone = StringField(
        later("Telephone number"),
        [
            validators.Optional(),
            validators.Regexp(_PHONE, message=later("Enter a telephone number like 01632 960 001.")),
        ],
        filters=[_stripped],
        render_kw={"type": "tel", "autocomplete": "tel", "classes": "govuk-input--width-20"},
    )
    confirm = BooleanField(
        later("What I have written is true as far as I know, and I have read what happens with it."),
        [validators.InputRequired(later("Confirm that what you have written is true as far as you know."))],
    )

    def __init__(self, sent: MultiDict[str, str] | None = None, **more: Any) -> None:
        super().__init__(sent, **more)
        self.paid.choices = [(NO, _("No, it would not be done at all")), (YES, _("Yes"))]
        self.profit.choices = [(NO, _("No")), (YES, _("Yes"))]
        self.permission.choices = [(YES, _("Yes")), (NO, _("Not asked yet")), (UNSURE, _("I do not know"))]
        self.toilets.choices = [
            ("there", _("Yes, at the site")),
            ("near", _("Yes, within five minutes’ walk")),
            (NO, _("No")),
            (UNSURE, _("I do not know")),
        ]

    def validate_paid(self, field: Field) -> None:
        """The first of the two conditions that nothing can be done about."""
        if field.data == YES:
            raise ValidationError(_("Community Payback cannot do what somebody would otherwise be paid for."))

    def validate_profit(self, field: Field) -> None:
        """The second."""
        if field.data == YES:
            raise ValidationError(_("Community Payback cannot do what somebody would make a profit from."))

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms, and one of the two ways to answer."""
        good = bool(super().validate(extra_validators))
        if not self.email.data and not self.phone.data:
            self.email.errors = (_("Enter an email address or a telephone number."),)
            return False
        return good

    def typed(self) -> Typed:
        """What is asked for, in the words that were typed."""
        return Typed(
            name=self.name.data, place=self.place.data, work=self.work.data, benefit=self.benefit.data,
            access=self.access.data, toilets=self.toilets.data, toilets_where=self.toilets_where.data,
            owner=self.owner.data, permission=self.permission.data,
        )  # fmt: skip

    def contact(self, language: str) -> Contact:
        """Who asks."""
        return Contact(
            name=self.contact_name.data, email=self.email.data or "", phone=self.phone.data or "", language=language
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NominationsQuery:
    """`?partnership=CODE&order=newest|score|status&page=N`."""

    partnership: str = ""
    order: Order = Order.NEWEST
    page: int = 1

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Whether there is such a partnership is for the page to say."""
        order, page = args.get("order", "") or Order.NEWEST, args.get("page", "") or "1"
        if order not in set(Order):
            known = ", ".join(Order)
            raise BadQuery(
                _("“%(text)s” is no order here. It is one of: %(known)s.", text=said_back(order), known=known)
            )
        if not (page.isascii() and page.isdigit() and 1 <= int(page[:6]) <= 9_999 and len(page) <= 4):
            raise BadQuery(_("“%(text)s” is not the number of a page.", text=said_back(page)))
        return cls(args.get("partnership", "").strip(), Order(order), int(page))

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {
            "partnership": self.partnership,
            "order": "" if self.order is Order.NEWEST else self.order,
            "page": "" if self.page == 1 else self.page,
        }
        return urlencode({name: value for name, value in pairs.items() if value})
