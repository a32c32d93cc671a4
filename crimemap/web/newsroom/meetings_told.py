"""The answers of a meeting in words, for comparing two versions of it."""

from __future__ import annotations

from crimemap import language
from crimemap.editorial.meetings import Meeting
from crimemap.language import gettext as _
from crimemap.web.newsroom import meetings_words
from crimemap.web.newsroom.kinds import Answer
from crimemap.web.newsroom.meetings_forms import LINES, TEXTS, MeetingForm
from crimemap.web.site import gatherings


def answers(meeting: Meeting) -> list[Answer]:
    """Every answer, in the order of the form."""
    form = MeetingForm(areas={"neighbourhoods": [], "wards": []})

    def said(name: str, words: str) -> Answer:
        return Answer(name, str(form[name].label.text), words)

    names = gatherings.bodies()
    texts = [
        said(f"{name}_{spoken}", getattr(meeting, f"{name}_{spoken}"))
        for name in TEXTS
        for spoken in ("en", "cy")
    ]
    return [
        said("body", names[meeting.body] if meeting.body else ""),
        *texts,
        *(said(name, getattr(meeting, name)) for name in LINES),
        Answer("areas", _("Only for these areas"), ", ".join(meeting.areas)),
        said("spoken", meetings_words.languages()[str(meeting.spoken)]),
        said("day", meetings_words.full_day(meeting.day) if meeting.day else ""),
        said("begins", language.clock(meeting.begins) if meeting.begins else ""),
        said("ends", language.clock(meeting.ends) if meeting.ends else ""),
        said("second", _second(meeting)),
        said("every", meetings_words.how_often()[str(meeting.every)]),
        said("last", meetings_words.full_day(meeting.last) if meeting.last else ""),
        Answer(
            "moves", _("Dates that take place otherwise"), "; ".join(map(meetings_words.move, meeting.moves))
        ),
        said("restored", "; ".join(meetings_words.full_day(one.day) for one in meeting.restored)),
        Answer("agenda", _("Agenda"), "; ".join(meetings_words.item(one) for one in meeting.agenda)),
        Answer("papers", _("Papers"), "; ".join(meetings_words.paper(one) for one in meeting.papers)),
        said("attends", "; ".join(meeting.attends)),
        Answer(
            "notes", _("Presenter’s notes"), "; ".join(_note(note.slide, note.said) for note in meeting.notes)
        ),
    ]


def _second(meeting: Meeting) -> str:
    if meeting.second is None:
        return ""
    return _("The second") if meeting.second else _("The first")


def _note(slide: str, said: str) -> str:
    return f"{meetings_words.slide_named(slide)}: {said}"
