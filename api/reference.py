"""The description of the API, for generating clients: `python -m api.reference > docs/openapi.json`."""

import json
import sys
import tempfile
from pathlib import Path

from api.app import create_app


def reference() -> str:
    """OpenAPI 3.1 as indented JSON; making it touches no workspace."""
    with tempfile.TemporaryDirectory() as folder:
        described = create_app(Path(folder) / "none.sqlite").openapi()
    return json.dumps(described, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
