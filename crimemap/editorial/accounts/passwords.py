"""What a password must be: long, and not the first thing that a guesser tries.

After NIST SP 800-63B and the NCSC's guidance: no rules on kinds of characters, no expiry, any letter of any script.
What guessers try first is described by rules here, not by a list that somebody else gathered.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from crimemap.language import gettext as _

SHORTEST: Final = 12
LONGEST: Final = 200
_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)
_RUN_LENGTH: Final = 4
_LEAST_OWN: Final = 6
"""Letters that must be left once runs, repeats and expected words are taken out."""
_EXPECTED: Final = frozenset(
    [
        "password",
        "passphrase",
        "passwort",
        "cyfrinair",
        "letmein",
        "welcome",
        "croeso",
        "login",
        "signin",
        "admin",
        "administrator",
        "changeme",
        "secret",
        "newsroom",
        "crime",
        "crimemap",
        "police",
        "heddlu",
        "justice",
        "probation",
        "council",
        "partnership",
        "convictions",
        "approver",
        "author",
        "spring",
        "summer",
        "autumn",
        "winter",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_LOOKALIKES: Final = str.maketrans("013457@$!|", "oieastasii")


def normal(password: str) -> str:
    """As it is hashed: the same letters typed on two keyboards are one password."""
    return unicodedata.normalize("NFKC", password)


def trouble(password: str, *own: str) -> str | None:
    """Why a password cannot be used, in a sentence; None where it can. `own`: the account's name and address."""
    said = normal(password)
    if len(said) < SHORTEST:
        return _("Choose a password of %(shortest)s characters or more.", shortest=SHORTEST)
    if len(said) > LONGEST:
        return _("Choose a password of %(longest)s characters or fewer.", longest=LONGEST)
    if len(set(said)) < _LEAST_OWN - 1:
        return _("This password repeats itself too much. Three words that do not belong together work well.")
    if len(_left(said, own)) < _LEAST_OWN:
        return _(
            "This password would be among the first to be guessed: it is made of your name, of common words, "
            "or of keys in a row. Three words that do not belong together work well."
        )
    return None


def _left(said: str, own: tuple[str, ...]) -> str:
    """What is left of a password when everything that a guesser expects is taken out."""
    plain = said.casefold()
    words = set(_EXPECTED) | {
        word for text in own for word in re.split(r"\W+", text.casefold()) if len(word) > 2
    }
    least = plain
    for form in (plain, plain.translate(_LOOKALIKES)):
        left = _without_runs(form)
        for word in sorted(words, key=len, reverse=True):
            left = left.replace(word, "")
        left = re.sub(r"(.+?)\1+", r"\1", left)
        left = re.sub(r"[\d\W_]+$|^[\d\W_]+", "", left) if not left.isdigit() else left
        least = min(least, left, key=len)
    return least


def _without_runs(text: str) -> str:
    """Without stretches of a keyboard's row or of the alphabet, forwards or backwards."""
    for row in _RUNS:
        for run in (row, row[::-1]):
            for length in range(len(run), _RUN_LENGTH - 1, -1):
                for start in range(len(run) - length + 1):
                    text = text.replace(run[start : start + length], "")
    return text
