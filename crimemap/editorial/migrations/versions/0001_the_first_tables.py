"""The first tables.

Step 0001, drawn up from the models; read before it was kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUARDS = {
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS 'BEGIN RAISE "
        "EXCEPTION ''the audit is append-only''; END' LANGUAGE plpgsql",
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR "
        "EACH ROW EXECUTE FUNCTION audit_refuse()",
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH "
        "STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT "
        "RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT "
        "RAISE(ABORT, 'the audit is append-only'); END",
    ),
}


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("lookup", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("tf_primary_method", sa.String(), nullable=True),
        sa.Column("tf_totp_secret", sa.String(), nullable=True),
        sa.Column("tf_counter", sa.Integer(), nullable=True),
        sa.Column("mf_recovery_codes", sa.JSON(), nullable=False),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("link_kind", sa.String(), nullable=True),
        sa.Column("link_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint("link", name=op.f("uq_account_link")),
        sa.UniqueConstraint("lookup", name=op.f("uq_account_lookup")),
        sa.UniqueConstraint("provider", name=op.f("uq_account_provider")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_at", ["at"], unique=False)
        batch_op.create_index("ix_attempt_what_who_at", ["what", "who", "at"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_act"), ["act"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_partnership"), ["partnership"], unique=False)
        batch_op.create_index("ix_audit_entry_subject_number", ["subject", "number"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "brand",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decider", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("token", name=op.f("uq_brand_token")),
    )
    with op.batch_alter_table("brand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brand_partnership"), ["partnership"], unique=False)

    op.create_table(
        "concern",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("token", name=op.f("uq_concern_token")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_partnership"), ["partnership"], unique=False)

    op.create_table(
        "conviction_fact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("offence_group", sa.String(), nullable=True),
        sa.Column("sentence", sa.String(), nullable=True),
        sa.Column("convicted", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("corrected_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conviction_fact")),
    )
    with op.batch_alter_table("conviction_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conviction_fact_decided_at"), ["decided_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_conviction_fact_partnership"), ["partnership"], unique=False)

    op.create_table(
        "conviction_photograph",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conviction_photograph")),
    )
    op.create_table(
        "housekeeping",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housekeeping")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_state"), ["state"], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("area_name", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("scored_by", sa.String(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("receipt", name=op.f("uq_nomination_receipt")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_erase_at"), ["erase_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_partnership"), ["partnership"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_state"), ["state"], unique=False)

    op.create_table(
        "nomination_letter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("nomination", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_letter")),
    )
    with op.batch_alter_table("nomination_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_letter_nomination"), ["nomination"], unique=False)

    op.create_table(
        "nomination_picture",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("nomination", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_picture")),
    )
    with op.batch_alter_table("nomination_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_picture_nomination"), ["nomination"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_picture_until"), ["until"], unique=False)

    op.create_table(
        "nomination_said",
        sa.Column("nomination", sa.String(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("nomination", name=op.f("pk_nomination_said")),
    )
    op.create_table(
        "piece",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approver", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remark", sa.LargeBinary(), nullable=True),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piece")),
        sa.UniqueConstraint("token", name=op.f("uq_piece_token")),
    )
    with op.batch_alter_table("piece", schema=None) as batch_op:
        batch_op.create_index("ix_piece_author", ["author"], unique=False)
        batch_op.create_index("ix_piece_kind_publish_at", ["kind", "publish_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_piece_partnership"), ["partnership"], unique=False)
        batch_op.create_index("ix_piece_state", ["state"], unique=False)

    op.create_table(
        "record_key",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_record_key")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_table(
        "say",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("ways", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approver", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_say")),
        sa.UniqueConstraint("token", name=op.f("uq_say_token")),
    )
    with op.batch_alter_table("say", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_say_partnership"), ["partnership"], unique=False)
        batch_op.create_index(batch_op.f("ix_say_state"), ["state"], unique=False)

    op.create_table(
        "say_ballot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_say_ballot")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("say_ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_say_ballot_say"), ["say"], unique=False)

    op.create_table(
        "say_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_say_batch")),
    )
    with op.batch_alter_table("say_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_say_batch_say"), ["say"], unique=False)

    op.create_table(
        "say_mark",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("is_spent", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_say_mark")),
    )
    with op.batch_alter_table("say_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_say_mark_say"), ["say"], unique=False)

    op.create_table(
        "say_option",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("nomination", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_say_option")),
        sa.UniqueConstraint("say", "number", name=op.f("uq_say_option_say")),
    )
    with op.batch_alter_table("say_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_say_option_say"), ["say"], unique=False)

    op.create_table(
        "account_grant",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_grant_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "role", "partnership", name=op.f("pk_account_grant")),
    )
    with op.batch_alter_table("account_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_grant_partnership"), ["partnership"], unique=False)

    op.create_table(
        "project_facts",
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=False),
        sa.Column("ward_name", sa.String(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("planned", sa.Date(), nullable=True),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("vests", sa.Boolean(), nullable=False),
        sa.Column("nomination", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["piece"], ["piece.id"], name=op.f("fk_project_facts_piece_piece")),
        sa.PrimaryKeyConstraint("piece", name=op.f("pk_project_facts")),
    )
    with op.batch_alter_table("project_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_facts_nomination"), ["nomination"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_facts_ward"), ["ward"], unique=False)

    op.create_table(
        "project_photo",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_small", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["piece"], ["piece.id"], name=op.f("fk_project_photo_piece_piece")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_photo")),
    )
    with op.batch_alter_table("project_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_photo_piece"), ["piece"], unique=False)

    op.create_table(
        "sitting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sitting_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_account_id"), ["account_id"], unique=False)

    op.create_table(
        "story_facts",
        sa.Column("piece_id", sa.String(), nullable=False),
        sa.Column("is_success", sa.Boolean(), nullable=False),
        sa.Column("approaches", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["piece.id"], name=op.f("fk_story_facts_piece_id_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_story_facts")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """One step down."""
    op.drop_table("story_facts")
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitting_account_id"))

    op.drop_table("sitting")
    with op.batch_alter_table("project_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_photo_piece"))

    op.drop_table("project_photo")
    with op.batch_alter_table("project_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_facts_ward"))
        batch_op.drop_index(batch_op.f("ix_project_facts_nomination"))

    op.drop_table("project_facts")
    with op.batch_alter_table("account_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_grant_partnership"))

    op.drop_table("account_grant")
    with op.batch_alter_table("say_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_say_option_say"))

    op.drop_table("say_option")
    with op.batch_alter_table("say_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_say_mark_say"))

    op.drop_table("say_mark")
    with op.batch_alter_table("say_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_say_batch_say"))

    op.drop_table("say_batch")
    with op.batch_alter_table("say_ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_say_ballot_say"))

    op.drop_table("say_ballot")
    with op.batch_alter_table("say", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_say_state"))
        batch_op.drop_index(batch_op.f("ix_say_partnership"))

    op.drop_table("say")
    op.drop_table("revision")
    op.drop_table("record_key")
    with op.batch_alter_table("piece", schema=None) as batch_op:
        batch_op.drop_index("ix_piece_state")
        batch_op.drop_index(batch_op.f("ix_piece_partnership"))
        batch_op.drop_index("ix_piece_kind_publish_at")
        batch_op.drop_index("ix_piece_author")

    op.drop_table("piece")
    op.drop_table("nomination_said")
    with op.batch_alter_table("nomination_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_picture_until"))
        batch_op.drop_index(batch_op.f("ix_nomination_picture_nomination"))

    op.drop_table("nomination_picture")
    with op.batch_alter_table("nomination_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_letter_nomination"))

    op.drop_table("nomination_letter")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_state"))
        batch_op.drop_index(batch_op.f("ix_nomination_partnership"))
        batch_op.drop_index(batch_op.f("ix_nomination_erase_at"))

    op.drop_table("nomination")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_state"))

    op.drop_table("letter")
    op.drop_table("housekeeping")
    op.drop_table("conviction_photograph")
    with op.batch_alter_table("conviction_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conviction_fact_partnership"))
        batch_op.drop_index(batch_op.f("ix_conviction_fact_decided_at"))

    op.drop_table("conviction_fact")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_partnership"))

    op.drop_table("concern")
    with op.batch_alter_table("brand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brand_partnership"))

    op.drop_table("brand")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject_number")
        batch_op.drop_index(batch_op.f("ix_audit_entry_partnership"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_act"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_what_who_at")
        batch_op.drop_index("ix_attempt_at")

    op.drop_table("attempt")
    op.drop_table("account")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
