"""The questions of the newsroom's form: reviewed rows of data/rules/questions.yaml, one for each field of Case."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from crimemap.disclosure.reviewed import FOLDER, Row, load
from crimemap.editorial.rules.case import Case

_Said = Annotated[str, Field(min_length=1)]


class Needed(StrEnum):
    """When a missing answer blocks."""

    ALWAYS = "always"
    TO_NAME = "to name"  # not of a minor offence, which is counted only
    OPTIONAL = "optional"


class Option(Row):
    """One answer to choose from: `value` is the enum's, or yes or no."""

    value: str
    label: _Said
    hint: str = ""


class Question(Row):
    """One question in plain English, through gettext where it is shown. `where`: where a press officer finds this."""

    field: str
    step: str
    label: _Said
    hint: str = ""
    where: str = ""
    rule: Annotated[str, Field(pattern=r"^C\d+$")]
    needed: Needed
    options: tuple[Option, ...] = ()


class Heading(Row):
    """One step of the form."""

    slug: str
    title: _Said


class Questions(Row):
    """data/rules/questions.yaml, whole: the steps, and the questions in the order in which they are asked."""

    steps: tuple[Heading, ...]
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _are_the_fields_of_a_case(self) -> Self:
        asked = [question.field for question in self.questions]
        held = {field.name for field in fields(Case)}
        if len({*asked}) < len(asked) or {*asked} != held:
            raise ValueError(
                f"each field of Case is asked once: {', '.join(sorted({*asked} ^ held)) or 'twice'}"
            )
        if strange := {question.step for question in self.questions} - {step.slug for step in self.steps}:
            raise ValueError(f"{', '.join(sorted(strange))} is no step of this file")
        return self


def load_questions(file: Path = FOLDER / "questions.yaml") -> Questions:
    """The reviewed questions. Raises Refusal naming the file and the key."""
    return load(file, Questions)


@cache
def form() -> Questions:
    """This installation's form, read once a process and when first asked for."""
    return load_questions()


def questions() -> tuple[Question, ...]:
    """Every question, in the order in which it is asked."""
    return form().questions
