"""A form's fields as GOV.UK components: a WTForms field says what it asks, its hint and what is wrong with the answer.

`field.description` is the hint. What a component takes besides may be given by `render_kw` of the field
(`render_kw={"classes": "govuk-input--width-5", "inputmode": "numeric"}`) or by the template.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FileField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)

from crimemap.language import Later
from crimemap.language import gettext as _

Component = Callable[..., Markup]
_ATTRIBUTES: Final = frozenset(
    {"maxlength", "min", "max", "step", "accept", "multiple", "placeholder", "autocapitalize"}
)


def token() -> str:
    """A new one-time mark of a form that makes something: sent twice, it makes it once."""
    return secrets.token_urlsafe(18)


def csrf_field() -> Markup:
    """The hidden field without which the newsroom takes no form."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def control(govuk: Component, field: Field, **given: Any) -> Markup:
    """`field` as a component: label, hint, the answer so far, what is wrong with it."""
    if isinstance(field, HiddenField):
        return Markup('<input type="hidden" id="{}" name="{}" value="{}">').format(
            field.id, field.name, field.data or ""
        )
    params = {**_common(field), **(field.render_kw or {}), **given}
    attributes = {name: params.pop(name) for name in list(params) if name in _ATTRIBUTES}
    if attributes:
        params["attributes"] = {**params.get("attributes", {}), **attributes}
    component, more = _component(field, params)
    return govuk(component, **{**params, **more})


def error_summary(govuk: Component, form: Form, *further: str) -> Markup:
    """What is wrong with the answers, each line a link to its question; nothing where nothing is."""
    found = [{"text": text, "href": f"#{_first_id(field)}"} for field, text in _errors(form)]
    found += [{"text": text} for text in (*(form.form_errors or ()), *further)]
    return govuk("error-summary", titleText=_("There is a problem"), errorList=found) if found else Markup("")


def _errors(form: Form) -> Iterator[tuple[Field, str]]:
    for field in form:
        for error in field.errors:
            if isinstance(error, (str, Later)):
                yield field, str(error)


def _first_id(field: Field) -> str:
    """The element that a link of the summary leads to."""
    return f"{field.id}-day" if isinstance(field, DateField) else str(field.id)


def _common(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"id": field.id, "name": field.name, "label": {"text": str(field.label.text)}}
    if field.description:
        said["hint"] = {"text": str(field.description)}
    if field.errors:
        said["errorMessage"] = {"text": str(field.errors[0])}
    return said


def _component(field: Field, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Which component, and what it takes besides."""
    for kind, made in _MADE:
        if isinstance(field, kind):
            return made(field, params)
    return "input", {"value": _text(field), "type": getattr(field.widget, "input_type", "text")}


def _choice(component: str, chosen: str, field: Field, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    items = _options(field, chosen, params)
    if component == "select":
        return component, {"items": items}
    return component, {"idPrefix": field.id, "fieldset": _legend(params), "items": items}


def _tick(field: Field, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Its hint stands below its label: before it nobody knows yet what it is about."""
    item = {"value": "y", "text": params.pop("label")["text"], "checked": bool(field.data), "id": field.id}
    if hint := params.pop("hint", None):
        item["hint"] = hint
    return "checkboxes", {"idPrefix": field.id, "items": [item]}


def _longer_text(field: Field, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    most = params.get("attributes", {}).pop("maxlength", None)
    more = {"maxlength": most} if most is not None else {}
    return "character-count" if more else "textarea", {"value": _text(field), **more}


def _text(field: Field) -> str:
    """The answer as it was typed, whether it could be read or not."""
    return str(field._value() if hasattr(field, "_value") else field.data or "")  # noqa: SLF001  (WTForms' own protocol)


def _legend(params: dict[str, Any]) -> dict[str, Any]:
    label = params.pop("label")
    return {"legend": {"text": label["text"], "classes": label.get("classes", "govuk-fieldset__legend--s")}}


def _options(field: Any, chosen: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices; hints of them may be given as `hints={value: text}`, what they open as `opens={value: html}`."""
    hints, opens = params.pop("hints", {}), params.pop("opens", {})
    found = []
    for value, text, selected, *_more in field.iter_choices():
        item: dict[str, Any] = {"value": str(value), "text": str(text), chosen: bool(selected)}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if value in opens:
            item["conditional"] = {"html": opens[value]}
        found.append(item)
    return found


def _date(field: Field, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Three boxes, named <name>-day, -month and -year; DayField reads them."""
    typed = getattr(field, "typed", None) or ("", "", "")
    wrong = " govuk-input--error" if field.errors else ""
    parts = zip(("day", "month", "year"), (_("Day"), _("Month"), _("Year")), (2, 2, 4), typed, strict=True)
    items = [
        {
            "name": part, "label": label, "value": value,
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, label, width, value in parts
    ]  # fmt: skip
    return "date-input", {"namePrefix": field.name, "fieldset": _legend(params), "items": items}


_Made = Callable[[Field, dict[str, Any]], tuple[str, dict[str, Any]]]
_MADE: Final[tuple[tuple[type[Field], _Made], ...]] = (
    (DateField, _date),
    (RadioField, partial(_choice, "radios", "checked")),
    (SelectMultipleField, partial(_choice, "checkboxes", "checked")),
    (BooleanField, _tick),
    (SelectField, partial(_choice, "select", "selected")),
    (TextAreaField, _longer_text),
    (FileField, lambda _field, _params: ("file-upload", {})),
    (PasswordField, lambda _field, _params: ("password-input", {"value": ""})),
)
"""Which component a field becomes; the first that fits counts."""


class _Ours:
    """What WTForms says of an answer, in our words and in the language of the page."""

    def gettext(self, message: str) -> str:
        ours = {
            "Not a valid integer value.": _("Write a whole number, such as 12."),
            "Not a valid decimal value.": _("Write a number, such as 53.6512."),
            "Not a valid time value.": _("Write the time like 19:00."),
            "Not a valid choice.": _("Choose one of the answers."),
            "Not a valid choice": _("Choose one of the answers."),
            "Number must be between %(min)s and %(max)s.": _("Write a number from %(min)s to %(max)s."),
        }
        return ours.get(message, message)

    def ngettext(self, singular: str, _plural: str, _many: int) -> str:
        """Of several choices, and of Length."""
        if "choice" in singular:
            return _("Choose one of the answers.")
        return _("Write at most %(max)d letters.")


class SpokenForm(Form):
    """A form whose checks speak in the language of the page, WTForms' own among them."""

    class Meta:
        """WTForms' own place for it."""

        def get_translations(self, _form: Form) -> _Ours:
            return _Ours()


class PieceForm(SpokenForm):
    """A form of a draft: everything may be left empty, and what cannot be read is told at its field in our words."""


class DayField(DateField):
    """A day typed in three boxes; an empty one is None, one that is no day says so."""

    def process_formdata(self, valuelist: list[str]) -> None:  # (the boxes have names of their own)
        """Nothing comes under the field's own name: `process` reads the boxes."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """From the three boxes where a form was sent, else from `data`."""
        super().process(None, data, extra_filters)
        if formdata is not None and f"{self.name}-day" in formdata:
            self.typed = tuple(
                formdata.get(f"{self.name}-{part}", "").strip()[:9] for part in ("day", "month", "year")
            )
            self.data, self.process_errors = _day(self.typed)
            self.raw_data = [" ".join(self.typed).strip()]  # else Optional forgets what is wrong with it
        elif self.data is not None:
            self.typed = (str(self.data.day), str(self.data.month), str(self.data.year))
        else:
            self.typed = ("", "", "")


def _day(typed: tuple[str, ...]) -> tuple[date | None, list[str]]:
    """The day that was typed, or None and what is wrong with it."""
    if not any(typed):
        return None, []
    try:
        day, month, year = (int(part) for part in typed)
        return date(year, month, day), []
    except ValueError:
        return None, [_("This is no day. Write it as numbers, such as 27 3 2026.")]
