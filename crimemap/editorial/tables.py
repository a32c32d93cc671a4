"""Every table of the editorial room, known once this is imported."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from crimemap.editorial import accounts, attempts, audit, keys, outbox, pieces, revision
from crimemap.editorial.database import Base

METADATA: Final[MetaData] = Base.metadata
OF: Final = (accounts, attempts, audit, keys, outbox, pieces, revision)
"""The modules that hold them."""
