"""Alembic's environment: it works on the connection it is given, inside the caller's transaction."""

from __future__ import annotations

from typing import cast

from alembic import context
from sqlalchemy import Connection

from graph.stores.schema import metadata

context.configure(connection=cast("Connection", context.config.attributes["connection"]), target_metadata=metadata)
context.run_migrations()
