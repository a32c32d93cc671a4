"""What visitors without an account hold: a form's stamp, and codes that can be read aloud.

Only keyed digests of either are stored, under the installation's signing key: whoever reads the database learns no
address and no code. A code is worked out from the stamp of the form it came from, so that a form which is sent twice
answers the same code although nobody kept it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crimemap.editorial.keys import vault_of

LETTERS: Final = "ACDEFGHJKMNPQRTUVWXY3479"
"""None sounds or looks like another: no B/8, I/1, L, O/0, S/5, Z/2, 6. 24 of them: 4.58 bits each."""

_GROUPS, _GROUP = 3, 4
_SOON: Final = timedelta(minutes=2)
"""How far another worker's clock may run ahead."""


def mac(session: Session, purpose: str, text: str) -> str:
    """The keyed digest (hex, SHA-256) under which `text` may be stored and looked up."""
    return hmac.new(vault_of(session).signing, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def stamp(session: Session, purpose: str, now: datetime) -> str:
    """A form's own number, with the instant at which it was given out, signed."""
    said = f"{int(now.timestamp())}-{secrets.token_hex(10)}"
    return f"{said}-{_signature(session, purpose, said)}"


def age(session: Session, purpose: str, given: str, now: datetime) -> timedelta | None:
    """How long ago `given` was given out for `purpose`; None where it never was."""
    said, _dash, signature = given.rpartition("-")
    if len(given) > 100 or not given.isascii() or not said:
        return None
    if not hmac.compare_digest(signature, _signature(session, purpose, said)):
        return None
    old = timedelta(seconds=now.timestamp() - int(said.partition("-")[0]))
    return old if old > -_SOON else None


def code(session: Session, purpose: str, text: str) -> str:
    """ "CDEF-3479-HJKM": 55 bits that only this installation can work out from `text`."""
    number = int(mac(session, purpose, text), 16)
    letters = []
    for _each in range(_GROUPS * _GROUP):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return _grouped("".join(letters))


def read_code(text: str) -> str | None:
    """A code as it was typed or dictated, in its own form; None where it can be none."""
    letters = "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-–—.·")
    if len(letters) != _GROUPS * _GROUP or any(letter not in LETTERS for letter in letters):
        return None
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _signature(session: Session, purpose: str, said: str) -> str:
    return mac(session, f"stamp {purpose}", said)[:32]
