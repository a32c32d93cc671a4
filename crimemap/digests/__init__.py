"""The monthly letter about an area: what it says, how it is written, and sending one to each who asked for it."""

from crimemap.digests.content import Digest, Item, Link, Section
from crimemap.digests.making import digest_of
from crimemap.digests.sending import Fared, Tell, months_open, send
from crimemap.digests.writing import Letter, letter_of

__all__ = [
    "Digest", "Fared", "Item", "Letter", "Link", "Section", "Tell", "digest_of", "letter_of", "months_open", "send",
]  # fmt: skip
