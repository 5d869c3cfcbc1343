"""Print `docs/report-schema.json`: the shape of a report's JSON."""

from __future__ import annotations

import sys

from reports.writers.json_file import schema_text

if __name__ == "__main__":
    sys.stdout.write(schema_text())
