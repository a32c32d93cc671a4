"""What may stand in the short lines of a case: its name, court and place, and the words for its photograph.

Lists show court and place and may be kept by browsers, and a name is read by no rule of the table: so each of these
lines holds what it is called after, and nothing of anybody else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.identifying import find
from crimemap.editorial.convictions.content import TOWN, Conviction
from crimemap.editorial.pieces import Trouble
from crimemap.language import gettext as _

MOST_WORDS: Final = 8
"""Of a name; more is a sentence. [choose]"""

_NO_NAME: Final = re.compile(r"[\d@&/\\<>{}\[\]=:;|*_\"“”?!]")
_JOINED: Final = frozenset(
    ["of", "from", "at", "and", "who", "with", "aka", "alias", "near", "ac", "sydd", "gyda", "ger"]
)
"""Words that tell more than a name: where somebody lives, or a second person."""

_ONE_PLACE: Final = re.compile(r"[,;:()/&@<>\n]")
_PARTIES: Final = re.compile(r"\b(?:v|vs|versus|yn erbyn)\b|[;:/<>@]", re.IGNORECASE)
_COURT_FOLLOWS: Final = r" (?:(?:and|a) \w+ )?(?:magistrates|crown|youth|combined|county|justice|law)\b"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LAYOUT: Final = frozenset("\r\n\t")


def troubles_of_lines(content: Conviction) -> Iterator[Trouble]:
    """A Trouble for every line that holds more than it is for."""
    yield from _hidden(content)
    yield from _name(content.name)
    yield from _court(content)
    if content.place == TOWN:
        yield from _town(content)
    yield from _others(content.photograph_alt, content.name)


def words_of(text: str) -> frozenset[str]:
    """The words of a name or line as they are compared: no case, no accents, no hidden characters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"[^\W\d_]+", "".join(one for one in plain if not unicodedata.combining(one)
                                                       and unicodedata.category(one) != "Cf")))  # fmt: skip


def _hidden(content: Conviction) -> Iterator[Trouble]:
    """Characters that nobody sees, and that turn a line round or keep a word from being found."""
    for field, answer in content:
        if isinstance(answer, str) and any(
            unicodedata.category(one) in _HIDDEN and one not in _LAYOUT for one in answer
        ):
            yield Trouble(
                field, _("There is a hidden character in this answer. Delete the answer and type it again.")
            )


def _name(name: str) -> Iterator[Trouble]:
    words = name.casefold().replace(",", " ").split()
    if _NO_NAME.search(name) or "\n" in name.strip() or len(words) > MOST_WORDS or _JOINED & set(words):
        yield Trouble(
            "name", _("Write one person’s name and nothing else: no address, no age, nobody besides."), "C10"
        )


def _court(content: Conviction) -> Iterator[Trouble]:
    """The name of a court: no party, no address. A person may be called like the town of "Bradford Crown Court"."""
    court = content.court_name
    yield from (Trouble("court_name", clue.why, "C5") for clue in find(court))
    shared = words_of(content.name) & words_of(court)
    alone = len(shared) == 1 and all(
        re.search(rf"\b{re.escape(word)}{_COURT_FOLLOWS}", court, re.IGNORECASE) for word in shared
    )
    if _PARTIES.search(court) or (shared and not alone):
        yield Trouble("court_name", _("Write the name of the court alone, and no name of a person."), "C12")


def _town(content: Conviction) -> Iterator[Trouble]:
    """One town: a second name before or after it would be a house, a street or an estate."""
    if _ONE_PLACE.search(content.place_name.strip()):
        yield Trouble("place_name", _("Write the name of one town and nothing else."), "C10")
    if words_of(content.name) & words_of(content.place_name):
        yield Trouble(
            "place_name",
            _("A part of the person’s name stands here. Choose the ward or the whole partnership."),
            "C12",
        )


def _others(text: str, name: str) -> Iterator[Trouble]:
    """What a text for a photograph tells of anybody but the person whose face it is."""
    own = words_of(name)
    for clue in find(text):
        if not words_of(clue.found) <= own:
            yield Trouble("photograph_alt", clue.why, "C5")
