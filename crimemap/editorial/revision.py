"""The editorial revision: a number that grows with every change that visitors can see.

It is part of the key of each cached page that shows what people wrote, so that nothing has to be swept away.
"""

from __future__ import annotations

from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base, held


class Revision(Base):
    """One row."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


def current(session: Session) -> int:
    """0 where nothing was ever published."""
    row = session.get(Revision, 1, populate_existing=True)
    return row.number if row else 0


def bump(session: Session) -> None:
    """Say, in the transaction of a change, that visitors see something else from now on."""
    held(session, Revision, 1, number=0).number += 1
    session.flush()
