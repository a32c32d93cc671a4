"""Letters at once, and what a box said.

Step 0004, drawn up from the models; read before it was kept. Rows of a record that is written from now on carry a key,
which software of the step before cannot read: whoever goes down keeps the copy that was made before going up.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "change_told",
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("over", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscription.id"],
            name=op.f("fk_change_told_subscription_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription", "meeting", name=op.f("pk_change_told")),
    )
    with op.batch_alter_table("change_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_told_over"), ["over"], unique=False)

    with op.batch_alter_table("record_facts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.add_column(sa.Column("also_asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("also_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """One step down."""
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_column("also_since")
        batch_op.drop_column("also_asked_at")

    with op.batch_alter_table("record_facts", schema=None) as batch_op:
        batch_op.drop_column("read")

    with op.batch_alter_table("change_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_told_over"))

    op.drop_table("change_told")
