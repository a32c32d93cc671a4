"""Surveys and the release calendar.

Step 0002, drawn up from the models; read before it was kept. Survey results are a new kind of piece: software of the
step before cannot read such a row, so that going down takes them away with their keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "announcement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("partnership", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("token", name=op.f("uq_announcement_token")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_partnership"), ["partnership"], unique=False)

    op.create_table(
        "announcement_step",
        sa.Column("announcement", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement"], ["announcement.id"], name=op.f("fk_announcement_step_announcement_announcement")
        ),
        sa.PrimaryKeyConstraint("announcement", "number", name=op.f("pk_announcement_step")),
    )
    op.create_table(
        "survey_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["piece"], ["piece.id"], name=op.f("fk_survey_file_piece_piece")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_file")),
    )
    with op.batch_alter_table("survey_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_file_piece"), ["piece"], unique=False)

    op.create_table(
        "survey_withdrawal",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_survey_withdrawal_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_survey_withdrawal")),
    )


def downgrade() -> None:
    """One step down."""
    op.drop_table("survey_withdrawal")
    with op.batch_alter_table("survey_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_file_piece"))

    op.drop_table("survey_file")
    op.drop_table("announcement_step")
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_partnership"))

    op.drop_table("announcement")
    op.execute("DELETE FROM piece WHERE kind = 'survey'")
    op.execute("DELETE FROM record_key WHERE record LIKE 'survey:%'")
