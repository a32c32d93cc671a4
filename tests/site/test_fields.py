"""A form's fields as they are shown: what is asked, the hint, what was typed, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
)

from crimemap.web.site.fields import DayField


class Sheet(Form):
    """One field of each kind."""

    name = StringField(
        "Your name", [validators.InputRequired("Write a name.")], description="As people call you"
    )
    what = TextAreaField("What work", render_kw={"maxlength": 200})
    age = IntegerField("Age", render_kw={"classes": "govuk-input--width-2", "inputmode": "numeric"})
    court = RadioField(
        "Court", choices=[("m", "Magistrates"), ("c", "Crown")], render_kw={"hints": {"m": "Most"}}
    )
    ward = SelectField("Ward", choices=[("", "Choose"), ("E05", "Teaselby & Wren")])
    tags = SelectMultipleField("Tags", choices=[("a", "A"), ("b", "B")])
    sure = BooleanField("I am sure", description="You can still change it")
    day = DayField("Day of the hearing")
    secret = PasswordField("Password")
    picture = FileField("Picture", render_kw={"accept": "image/*"})


def shown(app, form, name):
    with app.test_request_context():
        return render_template_string("{{ control(form[name]) }}", form=form, name=name)


def sent(**values):
    return Sheet(MultiDict(values))


@pytest.mark.parametrize("name", list(Sheet()._fields))
def test_each_kind_of_field_has_its_label_or_legend_and_its_name(app, name):
    html = shown(app, Sheet(), name)
    assert str(Sheet()[name].label.text) in html
    assert f'name="{name}' in html


def test_what_was_typed_stays_and_is_escaped(app):
    form = sent(name="<b>&", what="</textarea><script>", ward="E05", court="c", tags="b", sure="y")
    assert "&lt;b&gt;&amp;" in shown(app, form, "name")
    assert "&lt;/textarea&gt;&lt;script&gt;" in shown(app, form, "what")
    assert 'value="E05" selected' in shown(app, form, "ward")
    assert "Teaselby &amp; Wren" in shown(app, form, "ward")
    for name, value in (("court", "c"), ("tags", "b"), ("sure", "y")):
        assert f'value="{value}" checked' in shown(app, form, name)


def test_the_hint_of_a_box_to_tick_stands_below_its_label_and_is_read_with_it(app):
    html = shown(app, Sheet(), "sure")
    assert html.index("I am sure") < html.index("You can still change it")
    hint = re.search(r'id="([^"]+)"[^>]*>\s*You can still change it', html)
    assert hint
    assert f'aria-describedby="{hint[1]}"' in html


def test_a_password_is_never_sent_back(app):
    assert "hunter" not in shown(app, sent(secret="hunter"), "secret")


def test_what_is_wrong_stands_at_the_field_and_in_the_summary_that_leads_to_it(app):
    form = sent(name="", **{"day-day": "31", "day-month": "2", "day-year": "2026"})
    assert not form.validate()
    assert "Write a name." in shown(app, form, "name")
    with app.test_request_context():
        summary = render_template_string("{{ error_summary(form) }}", form=form)
    assert 'href="#name"' in summary
    assert 'href="#day-day"' in summary
    assert 'id="day-day"' in shown(app, form, "day")
    assert 'value="31"' in shown(app, form, "day")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("1", "3", "2026"), dt.date(2026, 3, 1)),
        (("", "", ""), None),
        (("x", "3", "2026"), None),
        (("²", "3", "2026"), None),
    ],
)
def test_a_day_is_typed_in_three_boxes(typed, day):
    form = sent(**dict(zip(("day-day", "day-month", "day-year"), typed, strict=True)))
    assert form.day.data == day
    assert bool(form.day.process_errors) is (day is None and any(typed))


def test_a_day_that_was_known_is_shown_again(app):
    assert 'value="2026"' in shown(app, Sheet(data={"day": dt.date(2026, 3, 1)}), "day")
