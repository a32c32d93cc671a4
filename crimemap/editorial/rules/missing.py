"""Answers that are missing: each blocks, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from crimemap.editorial.rules.facts import Facts
from crimemap.editorial.rules.outcome import Fired, Step, Verdict
from crimemap.editorial.rules.questions import Needed, Question, questions
from crimemap.language import gettext


def missing(facts: Facts) -> Iterator[Fired]:
    """A Fired for every question that this case must answer and does not.

    A minor offence is counted and nobody is named, so that what only a named case needs is not asked of it.
    """
    for question in questions():
        if not _is_needed(question, facts) or _is_answered(question, facts):
            continue
        why = gettext("Not answered: %(question)s", question=gettext(question.label))
        yield Fired.of(question.rule, why, Verdict.BLOCKED, question.field, Step.ANSWER)


def _is_needed(question: Question, facts: Facts) -> bool:
    if question.needed is Needed.TO_NAME:
        return not facts.is_minor
    return question.needed is Needed.ALWAYS


def _is_answered(question: Question, facts: Facts) -> bool:
    if question.field == "offence":
        return facts.offence is not None
    answer = getattr(facts.case, question.field)
    if isinstance(answer, str):
        return bool(answer.strip())
    if question.field == "name_given":
        return answer is True
    return answer is not None and answer != ()
