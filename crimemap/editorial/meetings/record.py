"""What a meeting decided: decisions, each with its action, owner, day and contact; a show of hands; what was asked.

The columns are those of the Local Government Association's papers: decisions, actions required, action by, contact
officer. Owners and contacts are bodies and roles. Nobody who asked or voted is named.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Content


class Done(StrEnum):
    """How far an action is; that it is late is the clock's to say."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Row(_Kept):
    """`key`: by which two versions of a list know the same row again. Visitors never see it."""

    key: str = ""


class Decision(_Row):
    """`decided` in a sentence; `action`: what is to be done; `owner`: by which body; `due`: by when; `contact`: a role,
    with `reach`, a telephone number or a mail address. `came`: what came of it, once it is done or dropped."""

    decided_en: str = ""
    decided_cy: str = ""
    action_en: str = ""
    action_cy: str = ""
    owner: str = ""
    due: date | None = None
    contact: str = ""
    reach: str = ""
    state: Done = Done.OPEN
    came_en: str = ""
    came_cy: str = ""

    @property
    def decided(self) -> Bilingual:
        return Bilingual(self.decided_en, self.decided_cy)

    @property
    def action(self) -> Bilingual:
        return Bilingual(self.action_en, self.action_cy)

    @property
    def came(self) -> Bilingual:
        return Bilingual(self.came_en, self.came_cy)

    def is_late(self, today: date) -> bool:
        """Whether it was due before `today` and is still open."""
        return self.state is Done.OPEN and self.due is not None and self.due < today


class Hands(_Row):
    """A show of hands: the question, and how many for, against and neither; those present are the record's."""

    question_en: str = ""
    question_cy: str = ""
    yes: int = 0
    no: int = 0
    neither: int = 0

    @property
    def question(self) -> Bilingual:
        return Bilingual(self.question_en, self.question_cy)

    @property
    def voted(self) -> int:
        """Hands that were raised."""
        return self.yes + self.no + self.neither


class Asked(_Row):
    """A question from the room, and the answer that was given there or later."""

    question_en: str = ""
    question_cy: str = ""
    answer_en: str = ""
    answer_cy: str = ""

    @property
    def question(self) -> Bilingual:
        return Bilingual(self.question_en, self.question_cy)

    @property
    def answer(self) -> Bilingual:
        return Bilingual(self.answer_en, self.answer_cy)


class Record(Content):
    """What is written of one meeting that took place.

    `meeting`: its id in the calendar (`Gathering.id`), with `title` and `held` as they were then, for a meeting that
    only the police published. `present`: how many came (the turnout of every show of hands). `pack`: the file of a
    meeting in a box that it was read from, by the mark that the file carries; empty where it was typed here.
    """

    meeting: str = ""
    title_en: str = ""
    title_cy: str = ""
    held: date | None = None
    present: int | None = None
    decisions: tuple[Decision, ...] = ()
    hands: tuple[Hands, ...] = ()
    asked: tuple[Asked, ...] = ()
    pack: str = ""
