"""Every table of the editorial room, known once this is imported."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from crimemap.editorial import (
    accounts,
    attempts,
    audit,
    branding,
    concerns,
    convictions,
    duties,
    keys,
    nominations,
    outbox,
    payback,
    pieces,
    retention,
    revision,
    says,
    stories,
)
from crimemap.editorial.database import Base

METADATA: Final[MetaData] = Base.metadata
OF: Final = (
    accounts,
    attempts,
    audit,
    branding,
    concerns,
    convictions,
    duties,
    keys,
    nominations,
    outbox,
    payback,
    pieces,
    retention,
    revision,
    says,
    stories,
)
"""The modules that hold them."""
