"""What is taken to a meeting on paper, or on a laptop that opens nothing else: the deck as a PDF, and the form on which
its decisions are written by hand."""

from __future__ import annotations

from crimemap import language
from crimemap.deck import Deck
from crimemap.language import gettext as _
from crimemap.leaflets.typesetting import typeset


def decision_form(deck: Deck, newsroom: str) -> bytes:
    """The paper form of a meeting: three A4 pages with room for eight decisions. PDF/UA-1, the same bytes each time.

    `newsroom`: the address at which it is typed in afterwards.
    """
    title = _("Write it down: %(meeting)s", meeting=deck.title)
    held = language.weekday_in_full(deck.gathering.start.date())
    said = {
        "held": ", ".join(each for each in (held, deck.gathering.place) if each),
        "invented": _("Invented / Dychmygol") if deck.invented else "",
        "present": _("How many people are here"),
        "rule": _("Organisations and roles only: name nobody who is here or who was spoken of."),
        "foot": _(
            "Afterwards: sign in at %(address)s and type it in, or send it to whoever publishes for your team.",
            address=newsroom,
        ),
        "page": _("Page {page} of {pages}"),
        "decisions": {
            "title": _("Decisions"),
            "more": _("More decisions"),
            "heads": [
                _("What was decided"),
                _("What will be done"),
                _("Who does it"),
                _("By when"),
                _("Whom to ask, and how"),
            ],
        },
        "hands": {
            "title": _("Shows of hands"),
            "heads": [_("The question"), _("For"), _("Against"), _("Abstained")],
        },
        "asked": {
            "title": _("Questions from the room"),
            "heads": [_("What was asked"), _("What was answered")],
        },
    }
    return typeset("decisions", said, title=title)
