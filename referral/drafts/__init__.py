"""Drafts of messages: filled from facts of the workspace, in seven languages. Nothing is sent, nothing is kept."""
