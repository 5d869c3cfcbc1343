"""The store of facts: the workspace, one SQLite file."""
