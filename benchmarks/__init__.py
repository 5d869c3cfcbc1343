"""Measurements: `make bench`, and NetworkX's own tests: `make nx-tests`."""
