"""Which case a poster is of: in clear, so that whoever hides the case learns that paper hangs somewhere."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base


class PosterFacts(Base):
    """One row a poster that was approved. `case_id`: the conviction's reference, which names nobody."""

    __tablename__ = "poster_facts"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[str] = mapped_column(index=True)
