"""When a story may be published, and when it may be called a success."""

from __future__ import annotations

import pytest

from crimemap import language
from crimemap.editorial.stories import Evidence, Side, Story, is_success, lacks, troubles, verdict_of
from crimemap.editorial.stories import approaches as all_of_them
from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.terms import Month, Period


@pytest.fixture(autouse=True)
def english():
    with language.using("en"):
        yield


def figure(value=149, last=(2026, 9), months=12, status=Status.PUBLISHED, release="2026-09-588ef233"):
    interval = Interval(value - 24, value + 26, "Byar") if value is not None else None
    period = Period.ending(Month(*last), months)
    return Figure(value, status, period, "recorded crimes", "data.police.uk street files", release, interval)


def recorded(before=240, after=149, verdict="fewer", **more):
    return Evidence(
        type="burglary", area="corvenshire-lark", area_name="Larkwith",
        before=Side.of(figure(before, (2025, 9))), after=Side.of(figure(after)), verdict=verdict, **more,
    )  # fmt: skip


def survey(value=50, lower=47, upper=53, **other):
    more = {
        "base": 1100,
        "first": "2026-01",
        "last": "2026-03",
        "unit": "%",
        "source": "Local survey",
        **other,
    }
    return Side(value=value, status=Status.PUBLISHED, lower=lower, upper=upper, base_name="answers", **more)


def asked(**after):
    before = survey(44, 41, 47, first="2025-01", last="2025-03")
    now = survey(**after)
    return Evidence(
        name_en="Feel safe after dark",
        before=before,
        after=now,
        verdict=verdict_of(before, now),
        wanted="more",
    )


def story(**changes):
    whole = {
        "title_en": "Fewer burglaries in Larkwith",
        "problem_en": "Burglaries rose.",
        "action_en": "Locks were changed in 300 homes.",
        "caveat_en": "Burglary fell in the whole county too.",
        "approaches": ("early-action",),
        "evidence": recorded(),
    }
    return Story(**{**whole, **changes})


def rules(found):
    return {trouble.rule for trouble in found}


def fields(found):
    return {trouble.field for trouble in found}


def test_a_whole_story_with_a_clear_change_is_a_success():
    assert troubles(story()) == ()
    assert is_success(story())


@pytest.mark.parametrize("wanting", ["problem_en", "action_en", "caveat_en", "evidence"])
def test_without_any_one_of_its_parts_it_is_news(wanting):
    empty = None if wanting == "evidence" else " "
    assert fields(lacks(story(**{wanting: empty}))) == {wanting}


def test_either_language_will_do():
    assert is_success(story(problem_en="", problem_cy="Cynyddodd y bwrgleriaethau."))


@pytest.mark.parametrize("status", [Status.PARTIAL, Status.MISSING, Status.SUPPRESSED])
@pytest.mark.parametrize("side", ["before", "after"])
def test_figures_that_are_not_complete_prove_nothing(status, side):
    value = 3 if status is Status.PARTIAL else None
    last = (2025, 9) if side == "before" else (2026, 9)
    incomplete = recorded().model_copy(update={side: Side.of(figure(value, last, status=status))})
    assert not is_success(story(evidence=incomplete))
    assert troubles(story(evidence=incomplete)) == ()


@pytest.mark.parametrize("verdict", ["no clear change", "cannot tell", "more"])
def test_no_clear_change_or_one_the_other_way_is_no_success(verdict):
    assert not is_success(story(evidence=recorded(verdict=verdict)))


def test_a_rise_that_was_wanted_is_as_good_as_a_fall():
    assert is_success(story(evidence=recorded(149, 240, "more", wanted="more")))


def test_nothing_is_proved_across_a_break():
    assert not is_success(story(evidence=recorded(broken="Counted in another way since March 2026.")))


def test_three_months_are_compared_with_the_same_three_months():
    summer = recorded().model_copy(
        update={"before": Side.of(figure(240, (2026, 6), 3)), "after": Side.of(figure(100, (2026, 9), 3))}
    )
    assert "season" in lacks(story(evidence=summer))[0].why
    year_before = summer.model_copy(update={"before": Side.of(figure(240, (2025, 9), 3))})
    assert is_success(story(evidence=year_before))


@pytest.mark.parametrize(
    ("last", "months"),
    [((2025, 9), 6), ((2026, 3), 12), ((2027, 9), 12)],
    ids=["shorter", "overlapping", "later"],
)
def test_periods_that_cannot_stand_side_by_side_are_not_published(last, months):
    odd = recorded().model_copy(update={"before": Side.of(figure(240, last, months))})
    assert fields(troubles(story(evidence=odd))) == {"after_first"}


def test_a_kept_figure_is_the_figure_again():
    rate = Figure(
        11.2, Status.PUBLISHED, Period.ending(Month(2026, 9)), "per 1,000 residents a year", "s", "r",
        Interval(9.5, 13.1, "Byar"), Denominator(13_300, "residents", 2024),
    )  # fmt: skip
    assert Side.of(rate).figure() == rate
    assert Side.of(figure(None, status=Status.MISSING)).figure() == figure(None, status=Status.MISSING)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((46, 43, 49), (50, 47, 53), "no clear change"),  # 1,100 answers each: z = 1.88 (rules.md S3)
        ((44, 41, 47), (52, 49, 55), "more"),
        ((52, 49, 55), (44, 41, 47), "fewer"),
        ((50, 47, 53), (50, 47, 53), "no clear change"),
        ((10, 9, 30), (20, 18, 22), "no clear change"),  # lopsided: the side that faces the other counts
        ((10, 2, 11), (20, 18, 30), "more"),
    ],
)
def test_two_typed_measures_differ_when_their_difference_leaves_out_nought(before, after, verdict):
    assert verdict_of(survey(*before), survey(*after)) == verdict


def test_a_typed_measure_can_prove_a_success_too():
    clear = asked(value=52, lower=49, upper=55)
    assert troubles(story(evidence=clear)) == ()
    assert is_success(story(evidence=clear))
    assert not is_success(story(evidence=asked(value=46, lower=43, upper=49)))


@pytest.mark.parametrize(
    ("after", "field"),
    [
        ({"value": None}, "after_value"),
        ({"lower": None}, "after_lower"),
        ({"lower": 51}, "after_lower"),
        ({"upper": 49}, "after_lower"),
        ({"upper": 104}, "after_value"),
        ({"base": 99}, "after_base"),
        ({"base": None}, "after_base"),
        ({"source": " "}, "after_source"),
        ({"unit": "people"}, "after_value"),
        ({"first": "2026-02"}, "after_first"),
    ],
)
def test_a_typed_measure_that_cannot_be_right_is_not_published(after, field):
    if after.get("value", 0) is None:
        side = survey().model_copy(update={"value": None})
        evidence = asked().model_copy(update={"after": side})
    else:
        evidence = asked(**after)
    assert field in fields(troubles(story(evidence=evidence)))


@pytest.mark.parametrize("name", ["title", "problem", "action", "outcome"])
@pytest.mark.parametrize("boast", ["A great success", "Successful work", "Llwyddiant mawr"])
def test_news_never_calls_itself_a_success(name, boast):
    written = {f"{name}_en": boast}
    assert rules(troubles(story(evidence=None, **written))) == {"success"}
    assert not troubles(story(**written))


def test_the_houses_tone_holds():
    assert rules(troubles(story(problem_en="It was the worst hotspot in town."))) == {"tone"}


@pytest.mark.parametrize("field", ["title_cy", "problem_en", "caveat_cy", "outcome_en"])
def test_every_text_is_read_for_what_identifies_a_person(field, monkeypatch):
    from crimemap.disclosure import identifying

    clue = identifying.Clue(identifying.Kind.POSTCODE, "QX1 1AA", 0, 7, "Leave out the postcode.")
    monkeypatch.setattr(identifying, "find", lambda text, _fine: (clue,) if "QX1" in text else ())
    found = troubles(story(**{field: "Near QX1 1AA"}))
    assert (fields(found), rules(found)) == ({field}, {"C5"})


def test_an_approach_that_there_is_none_of_is_not_taken():
    with pytest.raises(ValueError, match="none of the five"):
        story(approaches=("heroism",))


def test_the_five_approaches_have_both_languages():
    assert len(all_of_them()) == 5
    assert all(row.means.cy and row.title.cy and row.means.en for row in all_of_them())


def test_where_a_figure_comes_from_names_nobody():
    told = story(evidence=asked(source="Asked by John Smith of 12 High Street"))
    assert "after_source" in {trouble.field for trouble in troubles(told) if trouble.rule == "C5"}
