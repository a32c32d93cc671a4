"""Letters about an area, each month and at once: what they say, how they are written, and sending them."""

from crimemap.digests.changing import send_changes
from crimemap.digests.content import Digest, Item, Link, Section
from crimemap.digests.making import digest_of
from crimemap.digests.sending import Fared, Tell, months_open, send
from crimemap.digests.writing import Letter, letter_of

__all__ = [
    "Digest", "Fared", "Item", "Letter", "Link", "Section", "Tell", "digest_of", "letter_of", "months_open", "send",
    "send_changes",
]  # fmt: skip
