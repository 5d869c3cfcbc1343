"""A running application on a small pool, for tests of the API and its pages."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi.testclient import TestClient
from scenes import ANN, EVE, IVO, Scene, put

from api.app import Options, create_app
from api.head_limit import BoundedHead
from graph.stores.workspace import Workspace

ORIGIN = "http://127.0.0.1:8765"


def pool(folder: Path, *scenes: Scene) -> Path:
    """A workspace of some scenes, by default three archives, closed."""
    path = folder / "pool.sqlite"
    with Workspace.open(path) as workspace:
        for scene in scenes or (ANN, EVE, IVO):
            put(workspace, scene)
    return path


@contextmanager
def serving(path: Path, options: Options | None = None) -> Iterator[TestClient]:
    """A client of a running application."""
    with TestClient(create_app(path, options), base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield client


@contextmanager
def listening(path: Path, options: Options | None = None) -> Iterator[str]:
    """A real server on a free port of this machine; its address."""
    app = create_app(path, options)
    quiet = {"log_level": "error", "access_log": False, "server_header": False}
    server = uvicorn.Server(uvicorn.Config(app, http=BoundedHead, **quiet))  # type: ignore[arg-type]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
