"""The form by which a leaflet is composed: area, paper, which blocks in which place, and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Self

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from crimemap import words
from crimemap.editorial.leaflets import LONGEST_FORMATS, LONGEST_MESSAGE, Block, Leaflet, Size
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.release import Area
from crimemap.web.site import gatherings
from crimemap.web.site.fields import DayField

LEFT_OUT: Final = ""
_MESSAGE: Final = {"maxlength": LONGEST_MESSAGE, "rows": 4}


class LeafletForm(Form):
    """Every question; what is left empty is found when the leaflet is made."""

    area = SelectField(later("For which area"))
    size = RadioField(later("Paper"))
    large = BooleanField(later("In large print, on as many A4 pages as it takes"))
    message_en = TextAreaField(
        later("Your own message"), [Length(max=LONGEST_MESSAGE)],
        description=later("Two or three sentences: what you ask of people, or what you want them to know."),
        render_kw=_MESSAGE,
    )  # fmt: skip
    message_cy = TextAreaField(
        later("The message in Welsh"), [Length(max=LONGEST_MESSAGE)], render_kw=_MESSAGE
    )
    meeting = SelectField(later("The meeting to announce"))
    until = DayField(
        later("Last day of display"),
        description=later("28 days at most. Empty: as long as it may. The meeting it announces, and what it names, may"
                          " bring it forward."),
    )  # fmt: skip
    formats = StringField(
        later("Whom to ask for another format"), [Length(max=LONGEST_FORMATS)],
        description=later("A telephone number or an email address. Empty: the one of this site."),
        render_kw={"maxlength": LONGEST_FORMATS},
    )  # fmt: skip

    def __init__(self, *given: Any, areas: Sequence[Area], coming: Sequence[Gathering], **more: Any) -> None:
        """`areas` that it may be for; `coming`: meetings that it may announce."""
        super().__init__(*given, **more)
        self.area.choices = [(one.code, f"{one.name} ({words.kind(one.kind)})") for one in areas]
        self.size.choices = list(sizes().items())
        self.size.data = self.size.data or str(Size.A5)
        self.meeting.choices = [("", _("The next one"))] + [(one.id, meeting_said(one)) for one in coming]
        if self.meeting.data not in dict(self.meeting.choices):  # over by now: then the next one stands on it
            self.meeting.data = ""

    @classmethod
    def of(cls, leaflet: Leaflet, *, areas: Sequence[Area], coming: Sequence[Gathering]) -> Self:
        """As it stands."""
        places = {block: place for place, block in enumerate(leaflet.blocks, 1)}
        told = {f"place_{block}": str(places.get(block, LEFT_OUT)) for block in Block}
        return cls(
            areas=areas, coming=coming, data={**leaflet.model_dump(), "size": str(leaflet.size), **told}
        )

    @property
    def places(self) -> list[Field]:
        """The place of each block, in the order in which they stand; those that are left out come last."""
        fields = [self[f"place_{block}"] for block in Block]
        known = {str(place): place for place in range(1, len(Block) + 1)}  # what was sent may be anything
        return sorted(fields, key=lambda field: known.get(field.data, len(Block) + 1))

    def told(self) -> dict[str, Any]:
        """The answers, as the Content has them. Blocks of the same place stand in the usual order."""
        chosen = [(int(self[f"place_{block}"].data), block) for block in Block if self[f"place_{block}"].data]
        order = {block: index for index, block in enumerate(Block)}
        blocks = tuple(block for _place, block in sorted(chosen, key=lambda one: (one[0], order[one[1]])))
        texts = {name: (self[name].data or "").strip() for name in ("message_en", "message_cy", "formats")}
        return {
            **texts, "area": self.area.data or "", "size": Size(self.size.data), "large": bool(self.large.data),
            "blocks": blocks, "until": self.until.data, "meeting": self.meeting.data or "",
        }  # fmt: skip


class _Place(SelectField):
    """Where a block stands: its number, or left out."""

    def __init__(self, block: Block, **given: Any) -> None:
        numbers = [(str(place), str(place)) for place in range(1, len(Block) + 1)]
        choices = [(LEFT_OUT, later("Leave out")), *numbers]
        super().__init__(label=block_name(block), choices=choices, description=block_about(block), **given)


def sizes() -> dict[str, str]:
    """The papers, in words."""
    return {
        str(Size.A5): _("A5, both sides, for letter boxes"),
        str(Size.A4): _("A4, for a home printer or a noticeboard"),
        str(Size.A3): _("A3 poster: the meeting, what was done, whom to call; no other block"),
    }


def block_name(block: Block) -> str:
    """What a block is called."""
    return {
        Block.CONTACT: later("Whom to ask"),
        Block.MEETING: later("The meeting"),
        Block.MESSAGE: later("Your own message"),
        Block.MAP: later("The map"),
        Block.DONE: later("What was done"),
        Block.OUTCOMES: later("Outcomes"),
        Block.PAYBACK: later("Community Payback"),
        Block.FIGURES: later("Figures"),
        Block.CONFIDENCE: later("How people feel"),
        Block.NOMINATE: later("How to nominate work"),
        Block.REPORT: later("Where to report"),
    }[block]


def block_about(block: Block) -> str:
    """What stands in a block."""
    return {
        Block.CONTACT: later("The neighbourhood team and how to reach it. It is always on a leaflet."),
        Block.MEETING: later("Day, hour and place, on the one dark ground of the sheet."),
        Block.MESSAGE: later("The words above. Where none are written, nothing stands there."),
        Block.MAP: later("What was recorded where, with its letters."),
        Block.DONE: later("What people asked for, what was decided, and how it stands."),
        Block.OUTCOMES: later("What became of recorded crime, in numbers. Nobody is named."),
        Block.PAYBACK: later("Work that people sentenced by a court did here."),
        Block.FIGURES: later("The kinds of crime, against the year before."),
        Block.CONFIDENCE: later("What a survey found, with its margin."),
        Block.NOMINATE: later("The address, and which say is open."),
        Block.REPORT: later("999, 101 and online. It is always on a leaflet."),
    }[block]


for _nth, _block in enumerate(Block, 1):
    setattr(LeafletForm, f"place_{_block}", _Place(_block, default=str(_nth)))


def meeting_said(one: Gathering) -> str:
    """A meeting in a list of choices."""
    said = [words.hours_said(one.start, one.end, all_day=one.all_day), gatherings.title_of(one).text]
    return ", ".join(part for part in (*said, one.place) if part)
