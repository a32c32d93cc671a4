"""Write the next step of the database from the models: `make migration NAME="what it does"`.

A person reads what it wrote, and mends it: no tool knows that a column was renamed, or what its old rows should hold.
Types are written as the database has them, never as our own classes: a step must not change when a class does.
"""

from __future__ import annotations

import pprint
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

from crimemap.editorial import audit, engines, migrations, tables

HEAD = '''"""{title}.

Step {number}, drawn up from the models; read before it was kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before!r}
branch_labels = None
depends_on = None
{guards}

def upgrade() -> None:
    """One step up."""
    {up}


def downgrade() -> None:
    """One step down."""
    {down}
'''
COMMENT = re.compile(r" +# ### .*\n")
GUARD_UP = "\n    for statement in GUARDS[op.get_bind().dialect.name]:\n        op.execute(statement)\n"
GUARD_DOWN = """
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
"""


def context_of(connection: sa.Connection) -> MigrationContext:
    """How the models and a database are compared."""
    options = {
        "target_metadata": tables.METADATA,
        "compare_type": True,
        "render_as_batch": True,
        "render_item": plainly,
    }
    return MigrationContext.configure(connection, opts=options)


def plainly(kind: str, thing: object, context: AutogenContext) -> str | bool:
    """Our own types as what the database holds; False: as Alembic would."""
    if kind != "type":
        return False
    while isinstance(thing, sa.TypeDecorator):
        thing = thing.impl_instance
    if isinstance(thing, sa.Enum):
        thing = sa.String(thing.length)
    return f"sa.{thing!r}"


def draft(title: str, folder: Path) -> Path | None:
    """The file of the next step after those in `folder`; None where the models and the steps agree."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = engines.engine_of(sa.make_url(f"sqlite:///{scratch}/draft.sqlite"))
        before = migrations.newest()
        if before is not None:
            migrations.upgrade(engine)
        with engine.execution_options(writing=True).connect() as connection:
            script = produce_migrations(context_of(connection), tables.METADATA)
        engine.dispose()
    if script.upgrade_ops is None or script.upgrade_ops.is_empty():
        return None
    number = f"{len(migrations.steps()) + 1:04d}"
    file = folder / f"{number}_{re.sub('[^a-z0-9]+', '_', title.lower()).strip('_')}.py"
    file.write_text(COMMENT.sub("", text_of(script, title, number, before)))
    for command in (["check", "--quiet", "--fix-only"], ["format", "--quiet"]):
        subprocess.run([Path(sys.executable).with_name("ruff"), *command, str(file)], check=True)
    return file


def text_of(script: ops.MigrationScript, title: str, number: str, before: str | None) -> str:
    """The triggers that keep the audit are no part of a model: they go with its table."""
    assert script.upgrade_ops is not None
    assert script.downgrade_ops is not None
    makes_audit = any(
        isinstance(step, ops.CreateTableOp) and step.table_name == "audit_entry"
        for step in script.upgrade_ops.ops
    )
    up, down = (
        render_python_code(steps, render_as_batch=True, render_item=plainly)
        for steps in (script.upgrade_ops, script.downgrade_ops)
    )
    return HEAD.format(
        title=title.rstrip("."), number=number, before=before,
        up=up + (GUARD_UP if makes_audit else ""), down=down + (GUARD_DOWN if makes_audit else ""),
        guards=f"\nGUARDS = {pprint.pformat(audit.GUARDS, width=100)}\n" if makes_audit else "",
    )  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what the step does: make migration NAME="Projects have a partner"')
    print(
        draft(sys.argv[1], migrations.VERSIONS)
        or "The models and the steps agree: there is nothing to write."
    )
