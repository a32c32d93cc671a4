"""A catalogue that translates every message into letters that no English word has, a third longer.

Whatever a Welsh page says in plain vowels did not go through gettext, or was typed, or is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from babel.support import NullTranslations

from crimemap import language

_KEPT = re.compile(
    r"%\(\w+\)[a-z]|%%|\{\w+\}|&#?\w+;|<[^>]+>|https?://\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:pdf|html|json|csv|ics|toml|uk)\b"
)
"""Placeholders, markup, addresses and names of files stand as they are."""
_VOWELS = dict(zip("aeiouwyAEIOUWY", "âêîôûŵŷÂÊÎÔÛŴŶ", strict=True))


def pseudo(message: str) -> str:
    """ "%(num)s crimes recorded here" → "%(num)s crîîmêês rêêcôôrdêêd hêêrêê"."""
    said, last = [], 0
    for kept in _KEPT.finditer(message):
        said += [_longer(message[last : kept.start()]), kept[0]]
        last = kept.end()
    return "".join([*said, _longer(message[last:])])


def _longer(text: str) -> str:
    """Every vowel in its hat, and doubled as long as the whole is not a third longer."""
    said, spare = [], round(len(text) / 3)
    for each in text:
        hatted = _VOWELS.get(each, each)
        said.append(hatted + hatted.lower() if hatted != each and spare > 0 else hatted)
        spare -= hatted != each
    return "".join(said)


class _Pseudo(NullTranslations):
    def ugettext(self, message: str) -> str:
        return pseudo(message)

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        return pseudo(singular if num == 1 else plural)

    def upgettext(self, context: str, message: str) -> str:
        return pseudo(message)


@contextmanager
def pseudo_welsh() -> Iterator[None]:
    """Welsh is said as above, from this catalogue; English as ever."""
    kept = language._catalogue
    made = {"cy": _Pseudo()}
    language._said.cache_clear()
    with mock.patch.object(language, "_catalogue", lambda spoken: made.get(spoken) or kept(spoken)):
        yield
    language._said.cache_clear()
