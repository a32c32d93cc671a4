"""The rules on convictions once more, slowly and plainly, straight from rules.md: what the fast way must equal."""

# ruff: noqa: C901, E501, PLR0911, PLR0912, SIM102 - as plain as the text of the rules, and no shorter
from __future__ import annotations

from datetime import date, timedelta

from crimemap.disclosure.identifying import find
from crimemap.editorial.rules import Case, offences

NEEDED = (
    ("offence", "C4"), ("conviction_date", "C9"), ("court", "C2"), ("sentences", "C9"), ("age_at_offence", "C2"),
    ("age_at_conviction", "C2"), ("age_now", "C2"), ("restriction", "C3"), ("relationship", "C4"), ("child_involved", "C4"),
    ("hate_element", "C4"), ("appeal", "C8"),
)  # fmt: skip
NEEDED_TO_NAME = (
    ("court_name", "C11"), ("name_given", "C11"), ("locality_kind", "C10"), ("locality_name", "C10"),
    ("what_happened_en", "C5"), ("sentence_words_en", "C5"), ("why_publish", "C11"), ("photograph_wanted", "C6"),
)  # fmt: skip


def a_year_later(day: date) -> date:
    while True:
        try:
            return day.replace(year=day.year + 1)
        except ValueError:  # 29 February
            day = day - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def slow_spent(sentence, convicted: date, age: int):
    """A day, "never", or None where nobody can tell. Only the kinds that the generated cases use."""
    kind = sentence.kind.value
    begin = sentence.starts_on or convicted
    after = None
    if sentence.length and sentence.unit:
        after = {
            "days": lambda: begin + timedelta(days=sentence.length),
            "weeks": lambda: begin + timedelta(days=7 * sentence.length),
            "months": lambda: months_later(begin, sentence.length),
            "years": lambda: months_later(begin, 12 * sentence.length),
        }[sentence.unit.value]()
    end = sentence.ends_on or (after - timedelta(days=1) if after else None)
    if kind in ("life", "indeterminate", "extended"):
        return "never"
    if kind == "fine":
        return months_later(convicted, 12 if age >= 18 else 6)
    if kind == "absolute-discharge":
        return convicted
    if kind == "compensation":
        return sentence.ends_on
    if kind in ("custody", "suspended"):
        if after is None:
            return None
        if after <= months_later(begin, 12):
            return months_later(end, 12 if age >= 18 else 6)
        if after <= months_later(begin, 48):
            return months_later(end, 48 if age >= 18 else 24)
        return "never" if sentence.schedule_18 else months_later(end, 84 if age >= 18 else 42)
    if sentence.without_end and sentence.ends_on is None:
        return months_later(convicted, 24)
    return end


def slow_decide(case: Case, today: date) -> tuple[str, set[str], date | None]:
    """Verdict, the rules that fired, and the day from whose beginning a name that is shown is gone."""
    blocked: set[str] = set()
    counted: set[str] = set()
    offence = next((one for one in offences().offences if one.slug == case.offence), None)
    minor = offence is not None and offence.minor

    for field, rule in NEEDED if minor else (*NEEDED, *NEEDED_TO_NAME):
        answer = getattr(case, field)
        empty = answer is None or answer == () or (isinstance(answer, str) and answer.strip() == "")
        if empty or (field == "offence" and offence is None) or (field == "name_given" and not answer):
            blocked.add(rule)

    ages = [age for age in (case.age_at_offence, case.age_at_conviction, case.age_now) if age is not None]
    if any(age < 18 for age in ages) or ages != sorted(ages) or any(age > 110 for age in ages):
        blocked.add("C2")
    if (
        case.conviction_date
        and case.conviction_date <= today
        and case.age_at_conviction is not None
        and case.age_now is not None
    ):
        years = 0
        birthday = a_year_later(case.conviction_date)
        while birthday <= today:
            years, birthday = years + 1, a_year_later(birthday)
        if not years <= case.age_now - case.age_at_conviction <= years + 1:
            blocked.add("C2")
    if case.court == "youth" and not (case.court_order_reference or "").strip():
        blocked.add("C2")

    if case.restriction == "in-force":
        blocked.add("C3")
    if case.restriction == "lifted" and not (case.restriction_lifted_reference or "").strip():
        blocked.add("C3")

    if offence and (offence.sexual or offence.domestic or offence.hate or offence.child):
        blocked.add("C4")
    if (
        case.relationship in ("known", "family", "partner", "not-known")
        or case.child_involved
        or case.hate_element
    ):
        blocked.add("C4")

    for text in (
        case.what_happened_en,
        case.what_happened_cy,
        case.sentence_words_en,
        case.sentence_words_cy,
    ):
        if text and find(text):
            blocked.add("C5")

    if case.photograph_wanted:
        if len((case.photograph_reason or "").split()) < 3 or case.photograph_approved is not True:
            blocked.add("C6")
    if minor:
        counted.add("C7")
    if case.appeal in ("lodged", "succeeded"):
        blocked.add("C8")

    publish = case.publish_on or today
    earliest = max(publish, today)
    until = publish + timedelta(days=28 if case.show_days is None else min(max(case.show_days, 0), 31))
    if not minor and case.show_days is not None and (case.show_days < 1 or case.show_days > 31):
        blocked.add("C1")
    if not minor and earliest >= until:
        blocked.add("C1")

    if case.conviction_date and (case.conviction_date > today or publish < case.conviction_date):
        blocked.add("C9")
    if case.conviction_date and case.sentences and case.age_at_conviction is not None:
        days = [slow_spent(one, case.conviction_date, case.age_at_conviction) for one in case.sentences]
        known = [day for day in days if isinstance(day, date)]
        if "never" not in days:
            if not known:
                blocked.add("C9")
            else:
                day_before = max(known) - timedelta(days=1)
                if earliest >= day_before:
                    blocked.add("C9")
                until = min(until, day_before)

    if case.locality_kind in ("neighbourhood", "street", "postcode"):
        blocked.add("C10")
    name = case.locality_name or ""
    if any(letter.isdigit() for letter in name) or find(name) or "street" in name.lower():
        blocked.add("C10")

    verdict = "blocked" if blocked else "counted only" if counted else "named"
    return verdict, blocked | counted, until if verdict == "named" else None
