"""Figures as sentences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from crimemap import words
from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.measures.definitions import Break
from crimemap.terms import CRIME_TYPES, TYPES, AreaKind, CrimeType, Month, Nation, Period
from tests.unit.told_figures import BEFORE, YEAR, M, N, P, area, change, figure, quality


def lead(told: crime.Change, what: crime.What = crime.ALL, **gaps: object) -> str:
    return str(words.lead(area(), told, quality(**gaps), what))


def test_a_fall_is_told_with_place_period_both_counts_and_percentage():
    assert lead(change(1184, 1302)) == (
        "Police recorded 1,184 crimes in Larkwith in the 12 months to September 2026."
        " That is 118 fewer than in the 12 months before (1,302), a fall of 9%: too large to be chance alone."
    )


def test_a_rise_is_told_in_the_words_of_a_fall():
    assert lead(change(1302, 1184)) == (
        "Police recorded 1,302 crimes in Larkwith in the 12 months to September 2026."
        " That is 118 more than in the 12 months before (1,184), a rise of 10%: too large to be chance alone."
    )


@pytest.mark.parametrize(
    ("now", "before", "ending"),
    [
        (6, 3, "That is a rise from 3 to 6, compared with the 12 months before: no clear change."),
        (3, 6, "That is a fall from 6 to 3, compared with the 12 months before: no clear change."),
        (19, 400, "from 400 to 19, compared with the 12 months before: too large to be chance alone."),
        (20, 25, "That is 5 fewer than in the 12 months before (25), a fall of 20%: no clear change."),
        (50, 50, "That is the same number as in the 12 months before."),
        (
            10001,
            10000,
            "1 more than in the 12 months before (10,000), a rise of less than 1%: no clear change.",
        ),
    ],
)
def test_a_percentage_is_given_only_where_both_counts_are_twenty_or_more(now: int, before: int, ending: str):
    assert lead(change(now, before)).endswith(ending)


@pytest.mark.parametrize(("count", "said"), [(0, "no crimes in"), (1, "1 crime in"), (2, "2 crimes in")])
def test_the_plural_follows_the_number(count: int, said: str):
    assert said in lead(change(count, 2))


def test_a_type_and_anti_social_behaviour_are_named():
    assert lead(change(92, 127), CrimeType.BURGLARY).startswith(
        "Burglary: police recorded 92 crimes in Larkwith"
    )
    asb = lead(change(402, 380), CrimeType.ANTI_SOCIAL_BEHAVIOUR)
    assert asb.startswith("Police received 402 reports of anti-social behaviour in Larkwith")


def test_a_force_is_the_one_that_recorded():
    told = words.lead(area("Corvenshire Police", AreaKind.FORCE), change(1184, 1302), quality())
    assert str(told).startswith("Corvenshire Police recorded 1,184 crimes in the 12 months")


def test_a_month_is_compared_with_the_same_month_a_year_earlier():
    month = Period.of(Month(2026, 9))
    told = crime.Change(figure(90, period=month), figure(100, period=month.before()))
    assert lead(told) == (
        "Police recorded 90 crimes in Larkwith in September 2026."
        " That is 10 fewer than in September 2025 (100), a fall of 10%: no clear change."
    )


def test_a_missing_month_leaves_no_total_and_does_not_mean_none():
    told = lead(change(0, 1302, now_is=M), missing=("2026-03",))
    assert told == (
        "There is no total for the 12 months to September 2026. Corvenshire Police supplied no figures for March"
        " 2026. This does not mean that no crime was recorded."
    )


def test_a_missing_month_a_year_earlier_leaves_no_comparison():
    told = lead(change(1184, 0, before_is=M), missing=("2025-03", "2025-04"))
    assert "1,184 crimes" in told
    assert told.endswith(
        "There is no total for the 12 months before to compare with. Corvenshire Police supplied no figures for March"
        " 2025 to April 2025. This does not mean that no crime was recorded."
    )


def test_a_partial_year_is_at_least_so_many():
    told = lead(change(1020, 1302, now_is=P), partial=("2026-07",))
    assert "at least 1,020 crimes" in told
    assert "The figures for July 2026 are incomplete." in told
    assert "fewer" not in told


def test_too_few_months_say_from_when_there_are_figures():
    told = lead(change(1184, 0, before_is=M), months=13)
    assert told.endswith(
        "There is no comparison with a year earlier: the figures here begin in September 2025."
    )


def test_months_never_held_are_not_blamed_on_the_police():
    told = lead(change(0, 0, now_is=M, before_is=M), months=6)
    assert "supplied no figures" not in told
    assert told.endswith("The figures here cover April 2026 to September 2026.")
    assert words.figure(figure(0, M, BEFORE), quality(months=12)) == "not covered"
    assert words.figure(figure(0, M, YEAR), quality(months=12)) == "not supplied"


def test_nothing_is_compared_across_a_break():
    brk = Break(
        month="2026-01",
        what="New recording system",
        forces=(),
        types=(),
        source="https://a.example/",
        reviewed=date(2026, 1, 1),
    )
    told = str(words.lead(area(), crime.Change(figure(90), figure(100, period=BEFORE), brk), quality()))
    assert told.endswith("There is no comparison with a year earlier: New recording system, January 2026.")
    assert "%" not in told


def test_a_type_that_was_not_on_the_list_is_not_said_to_be_none():
    told = str(words.lead(area(), change(0, 0, N, N), quality(), CrimeType.BICYCLE_THEFT))
    assert "bicycle theft" in told
    assert "did not have it then" in told


def test_the_finding_is_strong_and_nothing_else():
    told = words.lead(area(), change(1184, 1302), quality())
    assert [segment.text for segment in told.segments if segment.strong] == ["1,184 crimes", "118 fewer"]
    assert "<strong>1,184 crimes</strong> in Larkwith" in told.__html__()


@given(st.text(min_size=1))
def test_a_name_from_data_is_only_ever_text(name: str):
    told = words.lead(area(name), change(1184, 1302), quality(force=name))
    assert f" in {name.replace(chr(0xE000), '*')} in the" in str(told)
    assert str(escape(name.replace(chr(0xE000), "*"))) in told.__html__()
    assert told.__html__().count("<") == 4


def test_anti_social_behaviour_stands_beside_crime():
    told = str(words.beside(change(402, 380), quality()))
    assert (
        told
        == "Anti-social behaviour is counted beside crime, not in it: 402 reports in the 12 months to September 2026."
    )
    assert "Nor is there a total" in str(words.beside(change(0, 0, M, M), quality()))


def rows(**counts: tuple[int, int]) -> list[crime.TypeChange]:
    return [
        crime.TypeChange(CrimeType(slug.replace("_", "-")), change(*pair)) for slug, pair in counts.items()
    ]


def test_the_trend_names_what_changed_most_in_either_direction():
    kinds = rows(
        burglary=(92, 127),
        vehicle_crime=(118, 164),
        shoplifting=(168, 149),
        other_crime=(12, 9),
        drugs=(38, 41),
    )
    told = words.trend(change(1184, 1302), kinds, quality())
    assert str(told) == (
        "Crime fell from 1,302 in the 12 months to September 2025 to 1,184 in the 12 months to September 2026."
        " That is too large to be chance alone."
        " Burglary (127 to 92) and vehicle crime (164 to 118) fell most; shoplifting rose from 149 to 168, which can be"
        " chance."
    )


def test_the_trend_of_a_mirrored_year_is_the_mirrored_sentence():
    kinds = rows(burglary=(127, 92), vehicle_crime=(164, 118), shoplifting=(149, 168))
    told = words.trend(change(1302, 1184), kinds, quality())
    assert str(told) == (
        "Crime rose from 1,184 in the 12 months to September 2025 to 1,302 in the 12 months to September 2026."
        " That is too large to be chance alone."
        " Burglary (92 to 127) and vehicle crime (118 to 164) rose most; shoplifting fell from 168 to 149, which can be"
        " chance."
    )


def test_the_larger_change_is_told_first():
    told = words.trend(change(130, 100), rows(burglary=(20, 30), robbery=(80, 40)), quality())
    assert str(told).endswith("Robbery rose from 40 to 80; burglary fell from 30 to 20, which can be chance.")


def test_small_changes_are_not_made_into_news():
    told = words.trend(change(100, 101), rows(burglary=(4, 7), robbery=(3, 1)), quality())
    assert str(told).endswith("No kind of crime rose or fell by 5 or more.")


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(52, 57, "5 fewer"), (88, 85, "3 more"), (9, 9, "no change"), (1200, 0, "1,200 more")],
)
def test_a_difference_in_a_table(now: int, before: int, said: str):
    assert words.difference(change(now, before)) == said


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        (1184, Status.PUBLISHED, "1,184"),
        (0, Status.PUBLISHED, "0"),
        (7, Status.PARTIAL, "at least 7"),
        (0, Status.PARTIAL, "incomplete"),
        (0, Status.MISSING, "not supplied"),
        (0, Status.SUPPRESSED, "fewer than 5"),
        (0, Status.NOT_APPLICABLE, "not applicable"),
    ],
)
def test_the_four_reasons_for_no_number_are_four_words(value: int, status: Status, said: str):
    assert words.figure(figure(value, status)) == said


def test_a_run_of_months_is_told_as_a_run():
    months = [Month.parse(text) for text in ("2024-05", "2024-03", "2024-06", "2025-03", "2024-07")]
    assert words.month_list(months) == "March 2024, May 2024 to July 2024 and March 2025"
    assert words.month_list(months[:1]) == "May 2024"
    assert words.month_list([]) == ""


def test_every_type_kind_status_and_reason_has_a_label():
    labels = [words.crime_type(what) for what in ("all-crime", *TYPES)]
    assert len(set(labels)) == len(TYPES) + 1
    for nation in Nation:
        assert all(words.kind(kind, nation) and words.kinds(kind, nation) for kind in AreaKind)
    assert len({words.status(status) for status in Status}) == len(Status)
    assert all(
        words.reason(reason) and words.reason_why(reason, kind)
        for reason in crime.Reason
        for kind in AreaKind
    )


def test_the_partnership_has_the_name_of_its_nation():
    assert words.kind(AreaKind.PARTNERSHIP, Nation.WALES) == "Community safety partnership"
    assert (
        words.kind(AreaKind.PARTNERSHIP, Nation.NORTHERN_IRELAND)
        == "Policing and community safety partnership"
    )


statuses = st.sampled_from(list(Status))
counts = st.integers(0, 3000)


@settings(max_examples=300)
@given(
    now=counts,
    before=counts,
    now_is=statuses,
    before_is=statuses,
    what=st.sampled_from(["all-crime", *TYPES]),
    kind=st.sampled_from(list(AreaKind)),
)
def test_no_sentence_alarms_or_leaves_a_placeholder_or_takes_a_gap_for_none(
    *, now, before, now_is, before_is, what, kind
):
    told = change(now, before, now_is, before_is)
    about = quality(missing=("2026-03", "2025-03"), partial=("2026-07",))
    every = [
        words.lead(area("Larkwith", kind), told, about, what),
        words.beside(told, about),
        words.trend(told, [crime.TypeChange(CRIME_TYPES[0], told)], about, what),
        *words.coverage(about),
        *(fact.label + fact.value for fact in words.facts(about)),
        words.difference(told),
    ]
    for sentence in map(str, every):
        assert sentence
        assert not words.alarming(sentence)
        assert "%(" not in sentence
        assert "None" not in sentence
        assert "*" not in sentence
    if now_is is Status.MISSING:
        assert "no crimes" not in str(every[0])
        assert " 0 " not in str(every[0])
