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
from graph.text import clean
from viz.layout import Picture
from viz.page_data import card_line, initials
from viz.scene import Scene
from viz.style import LOOKS, kind_of

MOST_NODES = 2_000
ZERO_WIDTH = "\u200b"
FONT = 'Inter, system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif'

OPTIONS: Mapping[str, object] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "zoomView": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 120,
        "multiselect": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {
        "borderWidth": 1.2,
        "borderWidthSelected": 2.2,
        "labelHighlightBold": False,
        "margin": {"top": 7, "bottom": 7, "left": 14, "right": 8},
        "shapeProperties": {"borderRadius": 8},
        "font": {
            "multi": "html",
            "face": FONT,
            "size": 12,
            "align": "left",
            "bold": {"size": 14, "face": FONT, "mod": "bold"},
        },
    },
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.55},
        "arrows": {"to": {"enabled": False}},
        "selectionWidth": 0,
        "hoverWidth": 0,
        "chosen": False,
    },
}


class TooManyNodesError(UsageError):
    """A picture of this size would freeze a browser and say nothing."""

    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        super().__init__(f"{nodes} nodes are too many to draw (at most {MOST_NODES}); ask for fewer paths")


def _label(text: str, most: int) -> str:
    """`text` cut to `most` characters, with what the canvas would read as markup broken up."""
    text = clean(text)
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return cut.replace("<", "<" + ZERO_WIDTH).replace("&", "&" + ZERO_WIDTH)


def _nodes(scene: Scene, picture: Picture, *, you: bool) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for card in picture.cards:
        person = scene.people[card.person]
        place = {"id": card.person, "x": round(card.x, 1), "y": round(card.y, 1), "fixed": True}
        if card.column == 0:
            found.append(
                {
                    **place,
                    "kind": "ego",
                    "shape": "circle",
                    "label": "You" if you else initials(person.name),
                    "margin": 10,
                }
            )
            continue
        end = card.person in scene.ends
        lines = f"<b>{_label(person.name, 21)}</b>\n{_label(card_line(person, at_target=end) or ' ', 27)}"
        width = {"minimum": card.width - 23, "maximum": card.width - 23}
        kind = "end" if end else "between"
        found.append({**place, "kind": kind, "shape": "box", "label": lines, "widthConstraint": width})
    return found


def _strands(scene: Scene, picture: Picture) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    nodes: list[dict[str, object]] = []
    edges: list[dict[str, object]] = []
    for number, strand in enumerate(picture.strands):
        kind = kind_of(scene.ties[strand.key])
        for i, (x, y) in enumerate(strand.points):
            dot = {"shape": "dot", "size": 0.01, "label": " ", "fixed": True, "chosen": False, "kind": "port"}
            nodes.append({**dot, "id": f"~{number}.{i}", "x": round(x, 1), "y": round(y, 1)})
        for i in range(len(strand.points) - 1):
            edge: dict[str, object] = {"id": f"{number}.{i}", "from": f"~{number}.{i}", "to": f"~{number}.{i + 1}"}
            edge |= {"tie": "|".join(strand.key), "part": i, "kind": kind.value, "width": round(strand.width, 1)}
            dashes = list(LOOKS[kind].dashes)
            edges.append({**edge, **({"dashes": dashes} if dashes else {})})
    return nodes, edges


def network_of(scene: Scene, picture: Picture, *, env: Environment, template: str, you: bool) -> Network:
    """A Pyvis network with every node placed, ready to render `template` of `env`; `you`: the reader is its ego.

    Raises:
        TooManyNodesError: more than MOST_NODES, ports included.
    """
    ports, edges = _strands(scene, picture)
    nodes = _nodes(scene, picture, you=you) + ports
    if len(nodes) > MOST_NODES:
        raise TooManyNodesError(len(nodes))
    net = Network(directed=True)
    net.nodes, net.edges, net.options = nodes, edges, OPTIONS
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
