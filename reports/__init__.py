"""Batch reports: built as values, then written."""
