"""Every table of the editorial room, known once this is imported."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from crimemap.editorial import audit, keys, pieces, revision
from crimemap.editorial.database import Base

METADATA: Final[MetaData] = Base.metadata
OF: Final = (audit, keys, pieces, revision)
"""The modules that hold them."""
