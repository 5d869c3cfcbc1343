"""A picture as a Pyvis network: the data carrier and renderer of the page. The only module that imports pyvis.

Ids are our own opaque ones, options are constants, positions are fixed, physics is off (docs/decisions/0004).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment
from pyvis.network import Network

from graph.errors import UsageError
from graph.model import PersonId
from viz.style import kind_of
from viz.views import PageNames, View

MOST_NODES = 500
"""People in a picture: of more nobody finds a name."""

OPTIONS: Mapping[str, object] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "dragView": False,
        "zoomView": True,
        "zoomSpeed": 0.6,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 150,
        "multiselect": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "custom", "fixed": True, "chosen": False},
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
        "arrows": {"to": {"enabled": False}},
        "selectionWidth": 0,
        "hoverWidth": 0,
        "chosen": False,
    },
}


class TooManyNodesError(UsageError):
    """A picture of this size would tell nobody anything."""

    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        super().__init__(f"{nodes} people are too many to draw (at most {MOST_NODES}); ask for fewer paths")


def refuse_if_too_many(people: int) -> None:
    """Say so before anything is laid out.

    Raises:
        TooManyNodesError: more than MOST_NODES.
    """
    if people > MOST_NODES:
        raise TooManyNodesError(people)


def _nodes(views: Sequence[View], cast: PageNames) -> list[dict[str, object]]:
    """Everybody of any view, where the first view that shows them has them; the page places them anew for each."""
    found: dict[PersonId, dict[str, object]] = {}
    names = cast.names
    for view in views:
        scene = view.scene
        for c in view.picture.cards:
            kind = "ego" if scene.column[c.person] == 0 else "end" if c.person in scene.ends else "between"
            place: dict[str, object] = {"x": round(c.x, 1), "y": round(c.y, 1)}
            found.setdefault(c.person, {"id": names[c.person], "kind": kind, **place, "label": " "})
    return list(found.values())


def _edges(views: Sequence[View], cast: PageNames) -> list[dict[str, object]]:
    """One a tie; its way on the picture is part of the view."""
    names, widths = cast.names, {s.key: s.width for view in reversed(views) for s in view.picture.strands}
    return [
        {
            "id": name,
            "from": names[key[0]],
            "to": names[key[1]],
            "kind": kind_of(cast.ties[key]).value,
            "place": cast.ties[key].place,
            "width": round(widths[key], 1),
        }
        for key, name in cast.tie_names.items()
    ]


def network_of(views: Sequence[View], *, env: Environment, template: str) -> Network:
    """A Pyvis network of all that `views` show, every node placed, ready to render `template` of `env`."""
    net, cast = Network(directed=True), PageNames.of(views)
    net.nodes, net.edges, net.options = _nodes(views, cast), _edges(views, cast), OPTIONS
    net.templateEnv, net.path = env, template
    return net


@cache
def vis_network() -> str:
    """The drawing library that comes inside the installed pyvis (vis-network 9.1.2), as JavaScript."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise AssertionError("pyvis is a dependency of this package")
    file = Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return file.read_text(encoding="utf-8")
