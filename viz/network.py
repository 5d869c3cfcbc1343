"""A picture as a Pyvis network: the data carrier and renderer of the page. The only module that imports pyvis.

Ids are our own opaque ones, options are constants, positions are fixed, physics is off (docs/decisions/0004).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment
from pyvis.network import Network

from graph.errors import UsageError
from viz.scene import Scene
from viz.style import kind_of
from viz.views import View

MOST_NODES = 500

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


def _nodes(scene: Scene, view: View) -> list[dict[str, object]]:
    names = scene.names
    kinds = {i: "ego" if scene.column[i] == 0 else "end" if i in scene.ends else "between" for i in scene.people}
    return [
        {"id": names[c.person], "kind": kinds[c.person], "x": round(c.x, 1), "y": round(c.y, 1), "label": " "}
        for c in view.picture.cards
    ]


def _edges(scene: Scene, view: View) -> list[dict[str, object]]:
    """One a tie; its way on the picture is part of the view."""
    names, ties = scene.names, scene.tie_names
    return [
        {
            "id": ties[s.key],
            "from": names[s.key[0]],
            "to": names[s.key[1]],
            "kind": kind_of(scene.ties[s.key]).value,
            "place": scene.ties[s.key].place,
            "width": round(s.width, 1),
        }
        for s in view.picture.strands
    ]


def network_of(view: View, *, env: Environment, template: str) -> Network:
    """A Pyvis network with every node placed, ready to render `template` of `env`."""
    net = Network(directed=True)
    net.nodes, net.edges, net.options = _nodes(view.scene, view), _edges(view.scene, view), OPTIONS
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
