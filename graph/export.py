"""The graph for other tools: NetworkX node-link JSON, GraphML and GEXF for Gephi, CSV for anything.

People and companies are nodes, ties and current employments are edges. Names are looked up by the caller, because the
engine holds none. Building is O(n + t) and holds the whole graph as `nx.Graph`: for pictures and other tools, not for
answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypedDict

import networkx as nx

from graph.columns import NetworkColumns, TieColumns
from graph.model import CLASS_BIT, Basis, Company, FactClass, Person
from graph.strength import cost
from graph.text import xml_safe


class Format(StrEnum):
    """What can be written."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"
    CSV = "csv"


class Node(TypedDict):
    """A person or a company."""

    id: str
    kind: str
    name: str
    slug: str | None
    company: str | None
    owner: bool


class Edge(TypedDict):
    """A tie, or a current employment (strength, cost and messages are then None)."""

    source: str
    target: str
    kind: str
    strength: float | None
    cost: float | None
    classes: list[str]
    shown_by: list[str]
    messages: int | None


class NodeLink(TypedDict):
    """NetworkX node-link data with the key `edges`."""

    directed: bool
    multigraph: bool
    graph: dict[str, str | int]
    nodes: list[Node]
    edges: list[Edge]


def class_names(bits: int) -> list[str]:
    """The fact classes in a `TieColumns.classes` value."""
    return [c.value for c in FactClass if bits & CLASS_BIT[c]]


def _text(ids: Sequence[bytes]) -> list[str]:
    return [i.decode() for i in ids]


def _tie(ties: TieColumns, i: int, ids: Sequence[str], costs: Sequence[float]) -> Edge:
    shown = ties.shown_by[ties.shown_at[i] : ties.shown_at[i + 1]]
    return Edge(
        source=ids[int(ties.a[i])],
        target=ids[int(ties.b[i])],
        kind="tie",
        strength=float(ties.strength[i]),
        cost=costs[i],
        classes=class_names(int(ties.classes[i])),
        shown_by=[ids[int(j)] for j in shown],
        messages=int(ties.messages_ab[i]) + int(ties.messages_ba[i]),
    )


def _works(source: str, target: str) -> Edge:
    return Edge(
        source=source,
        target=target,
        kind="works_at",
        strength=None,
        cost=None,
        classes=[FactClass.DECLARED.value],
        shown_by=[],
        messages=None,
    )


def node_link(
    columns: NetworkColumns, people: Mapping[str, Person], companies: Mapping[str, Company], *, basis: Basis
) -> NodeLink:
    """The graph as node-link data, nodes and edges in id order, and what it rests on. O(n + t)."""
    person_ids, company_ids = _text(columns.people.id.tolist()), _text(columns.companies.id.tolist())
    nodes = [_person_node(i, people[i]) for i in person_ids] + [_company_node(i, companies[i]) for i in company_ids]
    costs = cost(columns.ties.strength).tolist()
    edges = [_tie(columns.ties, i, person_ids, costs) for i in range(len(columns.ties.a))]
    edges += [
        _works(person_ids[p], company_ids[c])
        for p, c in zip(columns.works.person.tolist(), columns.works.company.tolist(), strict=True)
    ]
    rests: dict[str, str | int] = {"engine": basis.engine, "generation": basis.generation}
    return NodeLink(directed=False, multigraph=False, graph=rests, nodes=nodes, edges=edges)


def _person_node(node: str, person: Person) -> Node:
    return Node(
        id=node, kind="person", name=person.name, slug=person.slug, company=person.company_id, owner=person.owner
    )


def _company_node(node: str, company: Company) -> Node:
    return Node(id=node, kind="company", name=company.name, slug=company.key, company=None, owner=False)


def _flat(value: object) -> str | int | float | bool:
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, str):
        return xml_safe(value)
    return value if isinstance(value, int | float) else ""


def _networkx(data: NodeLink) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(data["graph"])
    for node in data["nodes"]:
        graph.add_node(node["id"], label=xml_safe(node["name"]), **{k: _flat(v) for k, v in node.items() if k != "id"})
    for edge in data["edges"]:
        rest = {k: _flat(v) for k, v in edge.items() if k not in {"source", "target"} and v is not None}
        graph.add_edge(edge["source"], edge["target"], **rest)
    return graph


def as_graphml(data: NodeLink) -> str:
    """GraphML 1.0 with typed attributes."""
    return "\n".join(nx.generate_graphml(_networkx(data), named_key_ids=True)) + "\n"


def as_gexf(data: NodeLink) -> str:
    """GEXF 1.2 for Gephi."""
    return "\n".join(nx.generate_gexf(_networkx(data))) + "\n"


def as_csv(data: NodeLink) -> str:
    """An edge list with Gephi's column names; ids carry no names, so no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Source", "Target", "Type", "Kind", "Weight", "Cost", "Classes", "ShownBy", "Messages"))
    for e in data["edges"]:
        numbers = (e["strength"], e["cost"], ";".join(e["classes"]), ";".join(e["shown_by"]), e["messages"])
        writer.writerow((e["source"], e["target"], "Undirected", e["kind"], *numbers))
    return out.getvalue()
