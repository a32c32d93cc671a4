"""Every table of the editorial room, known once this is imported."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from crimemap.editorial import (
    accounts,
    announcements,
    attempts,
    audit,
    branding,
    concerns,
    convictions,
    duties,
    keys,
    leaflets,
    meetings,
    nominations,
    outbox,
    payback,
    pieces,
    posters,
    retention,
    revision,
    says,
    stories,
    subscriptions,
    surveys,
)
from crimemap.editorial.database import Base

METADATA: Final[MetaData] = Base.metadata
OF: Final = (
    accounts,
    announcements,
    attempts,
    audit,
    branding,
    concerns,
    convictions,
    duties,
    keys,
    leaflets,
    meetings,
    nominations,
    outbox,
    payback,
    pieces,
    posters,
    retention,
    revision,
    says,
    stories,
    subscriptions,
    surveys,
)
"""The modules that hold them."""
