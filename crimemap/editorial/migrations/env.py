"""What Alembic runs: over the connection that it is handed, in the transaction of the caller."""

from alembic import context

from crimemap.editorial import tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=tables.METADATA, render_as_batch=True, compare_type=True
)
context.run_migrations()
