"""Which area a composed leaflet is of: in clear, so that a resident's download finds it without opening any other."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base


class LeafletFacts(Base):
    """One row a leaflet that was approved. `area`: its code."""

    __tablename__ = "leaflet_facts"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    area: Mapped[str] = mapped_column(index=True)
