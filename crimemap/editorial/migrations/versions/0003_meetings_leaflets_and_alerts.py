"""Meetings, leaflets and alerts.

Step 0003, drawn up from the models; read before it was kept. Meetings, records, leaflets and posters are new kinds of
piece, which software of the step before cannot read: going down takes them away with their keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("mark", name=op.f("uq_subscription_mark")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscription_area"), ["area"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscription_confirmed_at"), ["confirmed_at"], unique=False)

    op.create_table(
        "digest_sent",
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscription.id"],
            name=op.f("fk_digest_sent_subscription_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription", "month", name=op.f("pk_digest_sent")),
    )
    with op.batch_alter_table("digest_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_sent_month"), ["month"], unique=False)

    op.create_table(
        "leaflet_facts",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_leaflet_facts_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_leaflet_facts")),
    )
    with op.batch_alter_table("leaflet_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leaflet_facts_area"), ["area"], unique=False)

    op.create_table(
        "meeting_cancellation",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["piece.id"],
            name=op.f("fk_meeting_cancellation_piece_id_piece"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("piece_id", "day", name=op.f("pk_meeting_cancellation")),
    )
    op.create_table(
        "meeting_facts",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_meeting_facts_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_meeting_facts")),
    )
    op.create_table(
        "poster_facts",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_poster_facts_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_poster_facts")),
    )
    with op.batch_alter_table("poster_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poster_facts_case_id"), ["case_id"], unique=False)

    op.create_table(
        "record_facts",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=True),
        sa.Column("saved", sa.Integer(), nullable=True),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_record_facts_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_record_facts")),
        sa.UniqueConstraint("pack", name=op.f("uq_record_facts_pack")),
    )
    with op.batch_alter_table("record_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_facts_meeting"), ["meeting"], unique=False)

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("claimed_by", sa.String(), nullable=True))


def downgrade() -> None:
    """One step down."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_column("claimed_by")

    with op.batch_alter_table("record_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_facts_meeting"))

    op.drop_table("record_facts")
    with op.batch_alter_table("poster_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poster_facts_case_id"))

    op.drop_table("poster_facts")
    op.drop_table("meeting_facts")
    op.drop_table("meeting_cancellation")
    with op.batch_alter_table("leaflet_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leaflet_facts_area"))

    op.drop_table("leaflet_facts")
    with op.batch_alter_table("digest_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_sent_month"))

    op.drop_table("digest_sent")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscription_confirmed_at"))
        batch_op.drop_index(batch_op.f("ix_subscription_area"))

    op.drop_table("subscription")
    for kind in ("meeting", "record", "leaflet", "poster"):
        op.execute(f"DELETE FROM piece WHERE kind = '{kind}'")
        op.execute(f"DELETE FROM record_key WHERE record LIKE '{kind}:%'")
    op.execute("DELETE FROM record_key WHERE record LIKE 'subscription:%'")
