"""Words and formats by language."""

from __future__ import annotations

from datetime import date
from itertools import product
from threading import Thread

import pytest
from babel.numbers import format_decimal

from crimemap import language
from crimemap.terms import Month, Period


def test_english_is_the_source_and_the_default():
    assert language.current() == "en"
    assert language.gettext("Hello, %(name)s", name="Larkwith") == "Hello, Larkwith"
    assert language.pgettext("in a sentence", "burglary") == "burglary"


def test_a_message_without_values_may_hold_a_percent_sign():
    assert language.gettext("100%") == "100%"


@pytest.mark.parametrize(("count", "said"), [(0, "0 crimes"), (1, "1 crime"), (1184, "1,184 crimes")])
def test_plurals_carry_the_number_as_it_is_written(count: int, said: str):
    assert language.ngettext("%(num)s crime", "%(num)s crimes", count) == said


def test_a_language_lasts_as_long_as_its_block_even_when_it_fails():
    def fail() -> None:
        with language.using("cy"):
            assert language.current() == "cy"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert language.current() == "en"


def test_another_thread_has_its_own_language():
    heard = []
    with language.using("cy"):
        thread = Thread(target=lambda: heard.append(language.current()))
        thread.start()
        thread.join()
    assert heard == ["en"]


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(0, 0, "0"), (1184, 0, "1,184"), (12.345, 1, "12.3"), (-3, 0, "\u22123"), (1e6, 0, "1,000,000")],
)
def test_numbers_are_grouped_and_rounded(value: float, digits: int, said: str):
    assert language.number(value, digits) == said


@pytest.mark.parametrize("spoken", ["en", "cy"])
def test_numbers_are_written_as_babel_has_them(spoken: str):
    halves = [n / 8 for n in range(-40, 41) if n] + [0.05, 0.15, 1234.55, 99.95, 999.5, 1e-7, 1e15]
    with language.using(spoken):
        for value, digits in product([0, 7, 999, 1000, -1184, 12345678, *halves], (0, 1, 2)):
            pattern = "#,##0" + ("." + "0" * digits if digits else "")
            told = format_decimal(value, format=pattern, locale={"en": "en_GB"}.get(spoken, spoken))
            assert language.number(value, digits) == told.replace("-", "\u2212")


def test_percentages_are_of_a_share():
    assert language.percent(0.09) == "9%"
    assert language.percent(0.9702, 1) == "97.0%"


def test_months_and_days_are_named_in_the_language():
    assert language.month_name(Month(2026, 9)) == "September 2026"
    assert language.month_name(Month(2026, 9), "narrow") == "S"
    assert language.day(date(2026, 11, 12)) == "12 November 2026"
    assert language.period_name(Period.ending(Month(2026, 9))) == "October 2025 to September 2026"
    assert language.period_name(Period.of(Month(2026, 9))) == "September 2026"
    assert language.period_short(Period(Month(2026, 7), Month(2026, 8))) == "July to August 2026"
    assert language.period_short(Period(Month(2025, 12), Month(2026, 1))) == "December 2025 to January 2026"
    assert language.period_short(Period.of(Month(2026, 9))) == "September 2026"
    with language.using("cy"):
        assert language.month_name(Month(2026, 9)) == "Medi 2026"
        assert language.day(date(2026, 11, 12)) == "12 Tachwedd 2026"
