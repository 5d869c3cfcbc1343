"""Bytes on disk become records, records become facts in the workspace."""
