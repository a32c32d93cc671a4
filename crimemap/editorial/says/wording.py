"""What may not stand in the words of a say: what identifies persons and, with reparation, anything of young people.

Rule: reparation says choose between vetted projects, with no person, no time on a site and nothing of anybody under 18
(product.md row 43; Crime and Disorder Act 1998 s37, CYPA 1933 s49 for why).
"""

from __future__ import annotations

import re
from typing import Final

from crimemap.disclosure import identifying
from crimemap.language import gettext as _

_PUBLIC_PLACE: Final = frozenset(
    {identifying.Kind.STREET, identifying.Kind.SCHOOL, identifying.Kind.BUSINESS, identifying.Kind.GROUP}
)
_PUBLIC_LAND: Final = frozenset({identifying.Kind.STREET, identifying.Kind.GROUP})
"""Without schools: with reparation, a school says whose."""

_WHAT: Final = "beth"
"""In Welsh the word that such a question begins with, and somebody's name elsewhere."""

_YOUNG: Final = {
    "en": re.compile(
        r"\b(?:"
        r"child(?:ren)?(?:['’]s)?|kids?|youths?|youngsters?|youngest|juveniles?|teen(?:s|ager|agers|aged?)?|"
        r"boys?|girls?|lads?|lass(?:es)?|pupils?|schools?|schoolboys?|schoolgirls?|college|minors|"
        r"young\s+(?:people|persons?|offenders?|men|women|man|woman|adults?|ones?)|"
        r"under[\s-]?(?:1\d|eighteen)s?|aged\s+\d+|\d+[\s-]year[\s-]olds?|year\s+(?:[7-9]|1[0-3])"
        r")\b",
        re.IGNORECASE,
    ),
    "cy": re.compile(
        r"\b(?:"
        r"(?:p|b|ph)lant|(?:p|b|ph)lentyn|ieuenctid|(?:p|b|ph)obl\s+ifanc|(?:p|b|ph)erson(?:au)?\s+ifanc|arddegau|"
        r"[bf]achgen|[bf]echgyn|[mf]erch(?:ed)?|disgybl(?:ion)?|ddisgybl(?:ion)?|ysgol(?:ion)?|"
        r"\d+\s+(?:mlwydd\s+)?oed"
        r")\b",
        re.IGNORECASE,
    ),
}

_TIME: Final = {
    "en": re.compile(
        r"\b(?:\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m|p\.m)|\d{1,2}[:.]\d{2}|\d{1,2}\s+o['’]clock|noon|midday|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|mornings?|afternoons?|evenings?|"
        r"\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|april|may|june|july|august|september|october|"
        r"november|december))\b",
        re.IGNORECASE,
    ),
    "cy": re.compile(
        r"\b(?:dydd(?:iau)?\s+(?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)|bore(?:au)?|(?:p|b|ph)rynhawn|min\s+nos|"
        r"penwythnos(?:au)?|hanner\s+dydd|\d{1,2}\s+o['’]r\s+gloch|\d{1,2}[:.]\d{2}|"
        r"\d{1,2}\s+(?:ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr))\b",
        re.IGNORECASE,
    ),
}


def faults(text: str, *, language: str, reparation: bool) -> tuple[str, ...]:
    """What has to go from a text in `language` before it may be published, one sentence each."""
    clues = identifying.find(text, _PUBLIC_LAND if reparation else _PUBLIC_PLACE)
    found = [clue.why for clue in clues if not (language == "cy" and clue.found.casefold() == _WHAT)]
    if reparation:
        found += [
            _(
                "“%(found)s” says something of young people. Say only what the work is and where.",
                found=hit[0],
            )
            for hit in _YOUNG[language].finditer(text)
        ]
        found += [
            _("“%(found)s” says when somebody is on a site. Leave times out.", found=hit[0])
            for hit in _TIME[language].finditer(text)
        ]
    return tuple(dict.fromkeys(found))
