"""Readers under bytes that nobody would write."""
