"""The gate on convictions (rules C1–C10): expected rows, and an oracle on generated cases."""

# ruff: noqa: E501 - a row of the table is read as one line
from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from crimemap.editorial.rules import (
    Ages,
    Appeal,
    Case,
    Court,
    Locality,
    Relationship,
    Restriction,
    Sentence,
    SentenceKind,
    Stand,
    Step,
    Unit,
    Verdict,
    decide,
    offences,
    questions,
    rule_book,
)
from crimemap.editorial.rules.numbers import load_rule_book
from crimemap.editorial.rules.offences import load_offences
from crimemap.editorial.rules.questions import Needed, load_questions
from crimemap.settings import Refusal
from tests.unit.rule_cases import NAMED, TODAY, case, mixed, pairs_of_changes, single_changes
from tests.unit.rule_oracle import slow_decide

NAME, COUNT, BLOCK = Verdict.NAMED, Verdict.COUNTED_ONLY, Verdict.BLOCKED
D = date.fromisoformat
K = SentenceKind
FINE = (Sentence(K.FINE),)


def community_until(day: str) -> tuple[Sentence, ...]:
    return (Sentence(K.COMMUNITY_ORDER, ends_on=D(day)),)


EXPECTED: list[tuple[str, dict[str, object], Verdict, set[str]]] = [
    ("all answered", {}, NAME, set()),
    ("damage", {"offence": "criminal-damage"}, NAME, set()),
    ("drink-driving", {"offence": "drink-driving"}, NAME, set()),
    ("crown court", {"court": Court.CROWN}, NAME, set()),
    ("restriction lifted", {"restriction": Restriction.LIFTED, "restriction_lifted_reference": "R 7/26"}, NAME, set()),
    ("appeal dismissed", {"appeal": Appeal.DISMISSED}, NAME, set()),
    ("ward", {"locality_kind": Locality.WARD, "locality_name": "Osterby East"}, NAME, set()),
    ("31 days", {"show_days": 31}, NAME, set()),
    ("one day", {"show_days": 1}, NAME, set()),
    ("scheduled", {"publish_on": D("2026-12-24")}, NAME, set()),
    ("exactly 18", {"age_at_offence": 18, "age_at_conviction": 18, "age_now": 18}, NAME, set()),
    ("youth court with an order, adult", {"court": Court.YOUTH, "court_order_reference": "YC 1"}, NAME, set()),
    ("with photograph", {"photograph_wanted": True, "photograph_reason": "To find further victims.", "photograph_approved": True}, NAME, set()),
    ("life sentence", {"sentences": (Sentence(K.LIFE),)}, NAME, set()),
    ("32 days", {"show_days": 32}, BLOCK, {"C1"}),
    ("no days", {"show_days": 0}, BLOCK, {"C1"}),
    ("minus one day", {"show_days": -1}, BLOCK, {"C1"}),
    ("28 days ago", {"publish_on": D("2026-10-25"), "conviction_date": D("2026-10-20")}, BLOCK, {"C1"}),
    ("27 days ago", {"publish_on": D("2026-10-26"), "conviction_date": D("2026-10-20")}, NAME, set()),
    ("under 18 at the offence", {"age_at_offence": 17}, BLOCK, {"C2"}),
    ("under 18 at all three", {"age_at_offence": 16, "age_at_conviction": 16, "age_now": 17}, BLOCK, {"C2"}),
    ("under 18 at offence and conviction", {"age_at_offence": 17, "age_at_conviction": 17, "age_now": 18}, BLOCK, {"C2"}),
    ("under 18 with an order of the court", {"age_at_offence": 17, "court": Court.YOUTH, "court_order_reference": "YC 1"}, BLOCK, {"C2"}),
    ("no age at the offence", {"age_at_offence": None}, BLOCK, {"C2"}),
    ("no age at the conviction", {"age_at_conviction": None}, BLOCK, {"C2"}),
    ("no age now", {"age_now": None}, BLOCK, {"C2"}),
    ("youth court", {"court": Court.YOUTH}, BLOCK, {"C2"}),
    ("youth court, blank reference", {"court": Court.YOUTH, "court_order_reference": "  "}, BLOCK, {"C2"}),
    ("older at the offence than now", {"age_at_offence": 40}, BLOCK, {"C2"}),
    ("ages that do not fit the days", {"age_now": 37}, BLOCK, {"C2"}),
    ("an age of 140", {"age_now": 140}, BLOCK, {"C2"}),
    ("a negative age", {"age_at_offence": -4}, BLOCK, {"C2"}),
    ("no court", {"court": None}, BLOCK, {"C2"}),
    ("restriction", {"restriction": Restriction.IN_FORCE}, BLOCK, {"C3"}),
    ("restriction not answered", {"restriction": None}, BLOCK, {"C3"}),
    ("lifted without a reference", {"restriction": Restriction.LIFTED}, BLOCK, {"C3"}),
    ("sexual", {"offence": "sexual-assault"}, BLOCK, {"C4"}),
    ("domestic", {"offence": "coercive-control"}, BLOCK, {"C4"}),
    ("hate", {"offence": "public-order-hate"}, BLOCK, {"C4"}),
    ("child victim by the offence", {"offence": "child-cruelty"}, BLOCK, {"C4"}),
    ("child involved", {"child_involved": True}, BLOCK, {"C4"}),
    ("hostility found", {"hate_element": True}, BLOCK, {"C4"}),
    ("known to each other", {"relationship": Relationship.KNOWN}, BLOCK, {"C4"}),
    ("family", {"relationship": Relationship.FAMILY}, BLOCK, {"C4"}),
    ("partners", {"relationship": Relationship.PARTNER}, BLOCK, {"C4"}),
    ("relationship not found out", {"relationship": Relationship.NOT_KNOWN}, BLOCK, {"C4"}),
    ("relationship not answered", {"relationship": None}, BLOCK, {"C4"}),
    ("unknown offence", {"offence": "witchcraft"}, BLOCK, {"C4"}),
    ("mother in the text", {"what_happened_en": "He stole from his mother."}, BLOCK, {"C5"}),
    ("street in the text", {"what_happened_en": "Invented, of Wren Street, stole meat."}, BLOCK, {"C5"}),
    ("pub in the sentence", {"sentence_words_en": "Banned by the landlord of the Red Lion."}, BLOCK, {"C5"}),
    ("wife in the Welsh text", {"what_happened_cy": "Dygodd oddi ar ei wraig."}, BLOCK, {"C5"}),
    ("plate in the Welsh sentence", {"sentence_words_cy": "Fforffedu AB12 CDE."}, BLOCK, {"C5"}),
    ("nothing said", {"what_happened_en": " "}, BLOCK, {"C5"}),
    ("photograph without reason", {"photograph_wanted": True, "photograph_approved": True}, BLOCK, {"C6"}),
    ("photograph not approved yet", {"photograph_wanted": True, "photograph_reason": "To find further victims."}, BLOCK, {"C6"}),
    ("photograph refused", {"photograph_wanted": True, "photograph_reason": "To find further victims.", "photograph_approved": False}, BLOCK, {"C6"}),
    ("photograph not answered", {"photograph_wanted": None}, BLOCK, {"C6"}),
    ("minor", {"offence": "shop-theft-low-value"}, COUNT, {"C7"}),
    ("minor, nothing to name", {"offence": "speeding", "name_given": None, "locality_kind": None, "what_happened_en": None, "why_publish": None, "photograph_wanted": None}, COUNT, {"C7"}),
    ("minor and young", {"offence": "speeding", "age_at_offence": 17}, BLOCK, {"C2", "C7"}),
    ("minor and restricted", {"offence": "speeding", "restriction": Restriction.IN_FORCE}, BLOCK, {"C3", "C7"}),
    ("appeal lodged", {"appeal": Appeal.LODGED}, BLOCK, {"C8"}),
    ("appeal succeeded", {"appeal": Appeal.SUCCEEDED}, BLOCK, {"C8"}),
    ("appeal not answered", {"appeal": None}, BLOCK, {"C8"}),
    ("convicted tomorrow", {"conviction_date": D("2026-11-23")}, BLOCK, {"C9"}),
    ("published before convicted", {"publish_on": D("2026-11-01")}, BLOCK, {"C9"}),
    ("absolute discharge", {"sentences": (Sentence(K.ABSOLUTE_DISCHARGE),)}, BLOCK, {"C9"}),
    ("fine a year ago", {"sentences": FINE, "conviction_date": D("2025-11-22"), "age_at_offence": 34, "age_now": 35}, BLOCK, {"C9"}),
    ("fine, spent the day after tomorrow", {"sentences": FINE, "conviction_date": D("2025-11-24"), "age_now": 35}, NAME, set()),
    ("fine, spent tomorrow", {"sentences": FINE, "conviction_date": D("2025-11-23"), "age_now": 35}, BLOCK, {"C9"}),
    ("order ended", {"sentences": community_until("2026-11-20")}, BLOCK, {"C9"}),
    ("scheduled beyond the order", {"sentences": community_until("2026-12-20"), "publish_on": D("2026-12-24")}, BLOCK, {"C9"}),
    ("custody without a length", {"sentences": (Sentence(K.CUSTODY),)}, BLOCK, {"C9"}),
    ("only compensation", {"sentences": (Sentence(K.COMPENSATION),)}, BLOCK, {"C9"}),
    ("length without unit", {"sentences": (*FINE, Sentence(K.COMMUNITY_ORDER, 12))}, BLOCK, {"C9"}),
    ("order that ends before it starts", {"sentences": (*FINE, *community_until("2026-10-01"))}, BLOCK, {"C9"}),
    ("no sentence", {"sentences": ()}, BLOCK, {"C9"}),
    ("no day of conviction", {"conviction_date": None}, BLOCK, {"C9"}),
    ("neighbourhood", {"locality_kind": Locality.NEIGHBOURHOOD}, BLOCK, {"C10"}),
    ("street as place", {"locality_kind": Locality.STREET}, BLOCK, {"C10"}),
    ("street in the place's name", {"locality_name": "Wren Street"}, BLOCK, {"C10"}),
    ("postcode in the place's name", {"locality_name": "QX1 1AA"}, BLOCK, {"C10"}),
    ("no place", {"locality_name": None}, BLOCK, {"C10"}),
    ("no name", {"name_given": False}, BLOCK, {"C11"}),
    ("no reason to publish", {"why_publish": ""}, BLOCK, {"C11"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "answers", "verdict", "rules"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_the_gate_decides_as_the_table_says(said, answers, verdict, rules):
    decision = decide(case(**answers), TODAY)
    assert (decision.verdict, {fired.rule for fired in decision.fired}) == (verdict, rules), decision.fired


def test_the_table_is_as_long_as_was_promised():
    assert len(EXPECTED) >= 60


GENERATED = [*single_changes(), *pairs_of_changes(), *mixed(1500, seed=7)]


def test_generated_convictions_are_decided_as_the_slow_rules_decide_them():
    wrong = []
    for one in GENERATED:
        decision = decide(one, TODAY)
        fast = decision.verdict.value, {fired.rule for fired in decision.fired}
        slow = slow_decide(one, TODAY)
        if fast != slow[:2] or (slow[0] == "named" and decision.until != slow[2]):
            wrong.append((one, fast, slow))
    assert len(GENERATED) >= 250
    assert wrong == []


def test_the_generated_convictions_reach_every_verdict_and_every_rule():
    reached = [slow_decide(one, TODAY) for one in GENERATED]
    assert {verdict for verdict, _, _ in reached} == {"named", "counted only", "blocked"}
    assert {rule for _, rules, _ in reached for rule in rules} >= {f"C{n}" for n in range(1, 12)}
    assert sum(verdict == "named" for verdict, _, _ in reached) >= 50


def test_nobody_under_18_is_ever_named():
    for one in GENERATED:
        if (
            min(
                age for age in (one.age_at_offence, one.age_at_conviction, one.age_now, 99) if age is not None
            )
            < 18
        ):
            assert decide(one, TODAY).verdict is BLOCK


def test_nothing_answered_is_blocked_and_every_open_question_is_named():
    decision = decide(Case(), TODAY)
    assert decision.verdict is BLOCK
    needed = {question.field for question in questions() if question.needed is not Needed.OPTIONAL}
    assert {fired.field for fired in decision.fired} == needed
    assert {fired.step for fired in decision.fired} == {Step.ANSWER}
    assert not decision.ready


def test_every_rule_that_fires_says_why_in_a_sentence_with_its_source():
    for one in GENERATED:
        for fired in decide(one, TODAY).fired:
            assert fired.why.endswith((".", "?", "place", "words", "Welsh"))
            assert "%(" not in fired.why
            assert fired.source == rule_book().rule(fired.rule).source


@pytest.mark.parametrize(("days", "until"), [(None, 28), (28, 28), (31, 31), (7, 7), (1, 1)])
def test_the_name_is_gone_after_its_days(days, until):
    assert decide(case(show_days=days), TODAY).until == TODAY + timedelta(days=until)


def test_the_days_count_from_the_day_of_publication_summer_time_or_not():
    for publish in (D("2026-12-24"), D("2027-02-27"), D("2027-03-14")):
        assert decide(case(publish_on=publish), TODAY).until == publish + timedelta(days=28)


def test_a_name_is_gone_the_day_before_the_conviction_is_spent():
    assert decide(case(sentences=community_until("2026-12-10")), TODAY).until == D("2026-12-09")


def test_no_answer_shows_a_name_longer_than_31_days_or_once_it_is_spent():
    for one in GENERATED:
        decision = decide(one, TODAY)
        if decision.until is not None:
            published = one.publish_on or TODAY
            assert TODAY < decision.until <= published + timedelta(days=31)


@pytest.mark.parametrize(
    ("appeal", "stand"),
    [(Appeal.NONE, Stand.NONE), (Appeal.LODGED, Stand.HOLD), (Appeal.SUCCEEDED, Stand.CORRECT), (Appeal.DISMISSED, Stand.NONE)],
)  # fmt: skip
def test_an_appeal_holds_and_a_successful_one_corrects(appeal, stand):
    decision = decide(case(appeal=appeal), TODAY)
    assert (decision.stand, decision.hold, decision.correction) == (
        stand,
        stand is Stand.HOLD,
        stand is Stand.CORRECT,
    )


def test_a_case_that_only_waits_for_the_second_persons_word_on_its_photograph_is_ready():
    waiting = decide(case(photograph_wanted=True, photograph_reason="To find further victims."), TODAY)
    assert (waiting.verdict, waiting.ready, waiting.photograph) == (BLOCK, True, False)
    assert waiting.until == TODAY + timedelta(days=28)
    assert not decide(case(photograph_wanted=True), TODAY).ready


def test_a_photograph_stands_beside_a_name_only():
    asked = {
        "photograph_wanted": True,
        "photograph_reason": "To find further victims.",
        "photograph_approved": True,
    }
    assert decide(case(**asked), TODAY).photograph
    assert not decide(case(**asked, offence="speeding"), TODAY).photograph
    assert not decide(NAMED, TODAY).photograph


def test_nothing_that_a_form_can_hold_breaks_the_gate():
    for odd in (
        {"conviction_date": date.min}, {"conviction_date": date.max}, {"publish_on": date.max}, {"publish_on": date.min},
        {"show_days": 10**9}, {"show_days": -(10**9)}, {"age_now": 10**9}, {"age_at_conviction": -(10**9)},
        {"sentences": (Sentence(K.CUSTODY, 10**9, Unit.YEARS),)}, {"sentences": (Sentence(K.OTHER_ORDER, ends_on=date.min),)},
        {"sentences": (Sentence(K.CUSTODY, 5, Unit.YEARS, ends_on=date.max),)}, {"what_happened_en": "\x00" * 500},
    ):  # fmt: skip
        assert decide(case(**odd), TODAY).verdict in Verdict


def test_ages_come_from_a_date_of_birth_once():
    born = D("2008-02-29")
    assert Ages.of(born, D("2026-02-28"), D("2026-03-01"), D("2026-11-22")) == Ages(17, 18, 18)
    with pytest.raises(ValueError, match="order"):
        Ages.of(born, D("2026-03-01"), D("2026-02-28"), D("2026-11-22"))


def test_each_field_of_a_case_is_one_question():
    assert [question.field for question in questions()].count("offence") == 1
    assert {question.field for question in questions()} == {field.name for field in fields(Case)}


def test_every_offence_has_two_languages_and_none_of_a_closed_group_may_be_named():
    book = offences()
    assert all(one.en and one.cy and book.group(one.group) for one in book.offences)
    assert all(one.points_to_victim == (one.group == "not-published") for one in book.offences)


@pytest.mark.parametrize(
    ("load", "name", "old", "new", "told"),
    [
        (load_offences, "offences.yaml", "slug: rape,", "slug: exposure,", "a slug stands for one"),
        (load_offences, "offences.yaml", "group: robbery}", "group: piracy}", "piracy is no group"),
        (load_rule_book, "convictions.yaml", "id: C14", "id: C15", "each once and in order"),
        (load_rule_book, "convictions.yaml", "value: 28", "value: 40", "at most most_days_shown"),
        (load_questions, "questions.yaml", "field: plea", "field: pleas", "each field of Case"),
        (load_questions, "questions.yaml", "step: words", "step: word", "no step"),
    ],
)
def test_a_slip_in_reviewed_data_is_refused_by_name(load, name, old, new, told, tmp_path):  # noqa: PLR0917 - a row
    from crimemap.disclosure.reviewed import FOLDER

    file = tmp_path / name
    file.write_text((FOLDER / name).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal, match=told) as refused:
        load(file)
    assert name in str(refused.value)
