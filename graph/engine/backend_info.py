"""What NetworkX reads about this backend at import time; imports nothing heavy."""


def get_info() -> dict[str, object]:
    """Describe the backend to NetworkX."""
    return {"backend_name": "goodword", "project": "goodword", "package": "graph.engine"}
