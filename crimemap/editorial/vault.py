"""The installation's own keys: they seal the keys of records, and sign the audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from crimemap.settings import Refusal

_BAD_KEY: Final = (
    "CRIMEMAP_ENCRYPTION_KEY cannot be used: expected 32 random bytes in URL-safe base64 (44 characters)."
)


class Vault:
    """The installation's keys: the first seals, all of them open (so that a key can be changed), one signs."""

    def __init__(self, keys: Sequence[str], signing: str) -> None:
        """Raises Refusal for a key that is none."""
        try:
            self._master = MultiFernet([Fernet(key.strip().encode()) for key in keys])
        except (ValueError, TypeError) as fault:
            raise Refusal(_BAD_KEY) from fault
        self.signing = signing.encode()

    def wrap(self, key: bytes) -> bytes:
        """A record's key as it may be stored."""
        return self._master.encrypt(key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Raises Refusal where it was wrapped under a key that this installation does not have."""
        try:
            return self._master.decrypt(wrapped)
        except InvalidToken as fault:
            raise Refusal(
                "A record cannot be opened with the CRIMEMAP_ENCRYPTION_KEY that is set."
            ) from fault

    def rewrap(self, wrapped: bytes) -> bytes:
        """The same record's key under the newest of the installation's. Raises Refusal as `unwrap`."""
        return self.wrap(self.unwrap(wrapped))
