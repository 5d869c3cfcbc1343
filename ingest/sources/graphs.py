"""Graph files: GraphML, GEXF, GML and node-link JSON, read by NetworkX; edges are ties that the file declares.

XML with a document type is refused before it is parsed: no graph needs one, and entities in it may unpack without end.
Our own exports are read back by the ids in them, which are the same in every workspace; how strong a tie was is counted
anew from messages, of which an export holds none.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable, Hashable, Mapping
from typing import cast
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx

from graph.names import clean_name
from ingest.bundle import Member
from ingest.csv_rows import heading
from ingest.decode import text_of
from ingest.errors import GraphFileError
from ingest.reading import FiledRecord, Tally
from ingest.report import Skip
from ingest.sources.mentions import names_somebody, someone_of
from ingest.sources.records import Edge, PersonMention, SourceRecords, Stay

MOST_BYTES = 128 * 2**20
"""A graph file is read in memory, several times its size."""
MOST_NESTED = 200
"""Brackets inside each other in GML or JSON; deeper ones are none of ours."""
_BROKEN = (
    *(nx.NetworkXException, ParseError, expat.ExpatError, ValueError, TypeError, KeyError, AttributeError, IndexError),
    *(OverflowError, RecursionError, AssertionError, StopIteration),
)
_NAMELESS_KEY = re.compile(
    rb"<((?:\w+:)?key)\b(?![^>]{0,1000}\battr\.name=)([^>]{0,1000}?\bid=[\"']([\w.-]{1,80})[\"'])"
)
"""A key of GraphML without a name, as yEd writes it."""
_WEIGHT = re.compile(rb"(<(?:\w+:)?edge\b[^>]{0,1000}?)\sweight=(?:\"[^\">]*\"|'[^'>]*')")
"""A weight, which is not read, and may be written in a way that would break the reading of all else ("2,5")."""
_NAMES = ("name", "label", "full name", "title")
_WORK = frozenset(("works at", "employment", "employed by"))
_OWN = re.compile(r"p[0-9a-f]{16}")


def read_graph(member: Member, tally: Tally, _tell: Callable[[int], None]) -> SourceRecords:
    """Every edge of a graph file; nodes that no edge ends at are counted.

    Raises:
        GraphFileError: it cannot be read as a graph, or not safely.
    """
    with member.open() as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise GraphFileError(member.path, f"is a graph of over {MOST_BYTES // 2**20} MB, more than is read at once")
    return told_by(_parsed(content, member), tally)


def _parsed(content: bytes, member: Member) -> nx.Graph[Hashable]:
    head = text_of(content[:4096]).lstrip("\ufeff \t\r\n")
    try:
        if head.startswith("<"):
            _check_plain(content)
            return _from_xml(content, head)
        if head.startswith("{"):
            return _from_json(content)
        return cast("nx.Graph[Hashable]", nx.parse_gml(_flat_text(content), label="id"))
    except _BROKEN as error:
        why = "it declares a document type or entities" if isinstance(error, _EntityError) else "it is broken"
        raise GraphFileError(member.path, f"cannot be read as a graph: {why}; export it anew") from error


class _EntityError(ValueError):
    """XML that declares what it could unpack to."""


def _check_plain(content: bytes) -> None:
    """Raise if XML has a document type."""

    def refuse(*_: object) -> None:
        raise _EntityError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(content, True)


def _from_xml(content: bytes, head: str) -> nx.Graph[Hashable]:
    if re.search(r"<(?:\w+:)?gexf\b", head):
        content = _WEIGHT.sub(rb"\1", content)
        return cast("nx.Graph[Hashable]", nx.read_gexf(io.BytesIO(content)))
    content = _NAMELESS_KEY.sub(rb'<\1 attr.name="\3"\2', content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # keys without a type are text
        return cast("nx.Graph[Hashable]", nx.read_graphml(io.BytesIO(content)))


def _from_json(content: bytes) -> nx.Graph[Hashable]:
    data = json.loads(_flat_text(content))
    if "elements" in data:
        return cast("nx.Graph[Hashable]", nx.cytoscape_graph(_with_values(data)))
    for number, node in enumerate(data["nodes"]):
        if isinstance(node.get("attributes"), dict):  # as Graphology writes it
            node.update({"id": node.get("key", number), **node.pop("attributes")})
        node.setdefault("id", number)  # older files number their nodes by place
    edges = "links" if "links" in data else "edges"
    return cast("nx.Graph[Hashable]", nx.node_link_graph(data, edges=edges))


def _with_values(data: dict[str, dict[str, list[dict[str, dict[str, object]]]]]) -> dict[str, object]:
    """Cytoscape's JSON as NetworkX wants it: every node with a value and a name."""
    elements = data["elements"]
    for node in elements["nodes"]:
        inner = node["data"]
        inner.setdefault("value", inner["id"])
        inner.setdefault("name", inner.get("label", inner["id"]))
    return {"data": [], "directed": False, "multigraph": False, "elements": elements}


def _flat_text(content: bytes) -> str:
    """Text whose brackets do not lie too deep in each other for a reader that calls itself."""
    text, depth = text_of(content), 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        if depth > MOST_NESTED:
            raise ValueError(bracket)
    return text


def told_by(graph: nx.Graph[Hashable], tally: Tally) -> SourceRecords:
    """What a graph tells: its edges as rows, in their order. Nodes of companies make employers, not people."""
    told = SourceRecords(tally, needs_owner=False)
    nodes = {node: _fields(node, data) for node, data in graph.nodes(data=True)}
    for number, (one, other, data) in enumerate(graph.edges(data=True), start=1):
        tally.seen += 1
        reason = _edge(told, nodes[one], nodes[other], _texts(data), number)
        if reason:
            tally.skip(number, reason)
    lonely = sum(degree == 0 for _, degree in graph.degree())
    if lonely:
        tally.note(f"{lonely} nodes without any edge tell of no tie")
    if graph.number_of_edges():
        tally.note("ties are declared, not counted: weights are left, strength comes from dated contacts alone")
    return told


def _texts(data: Mapping[str, object]) -> dict[str, str]:
    return {heading(str(key)): clean_name(str(value)[:500]) for key, value in data.items() if value is not None}


def _fields(node: Hashable, data: Mapping[str, object]) -> dict[str, str]:
    return {**_texts(data), "id": clean_name(str(node)[:500])}


def _edge(
    told: SourceRecords, one: dict[str, str], other: dict[str, str], data: dict[str, str], number: int
) -> Skip | None:
    """Keep one edge, or say why not."""
    works = heading(data.get("kind") or data.get("type") or data.get("relation") or data.get("label") or "")
    companies = [node for node in (one, other) if node.get("kind", node.get("type", "")).casefold() == "company"]
    if companies or works in _WORK:
        person, company = (other, one) if companies and companies[0] is one else (one, other)
        if len(companies) == 2 or not _name(company):
            return Skip.NO_COMPANY
        told.stays.append(Stay(_someone(person, works_at=_name(company)), _name(company)))
        return None
    if heading(data.get("classes", "")) == "inferred":
        return Skip.GUESSED
    ends = _someone(one), _someone(other)
    if any(
        end.is_known_by_name_alone and not _OWN.fullmatch(end.local) and not names_somebody(end.name) for end in ends
    ):
        return Skip.NO_NAME
    if ends[0] == ends[1]:
        return Skip.ALONE
    told.edges.append(FiledRecord(Edge(*ends, data.get("since") or data.get("day") or ""), number, told.tally))
    return None


def _name(node: Mapping[str, str]) -> str:
    return next((node[field] for field in _NAMES if node.get(field)), node["id"])


def _someone(node: Mapping[str, str], works_at: str = "") -> PersonMention:
    mails = [value for field in ("email", "e mail", "mail") if (value := node.get(field, ""))]
    url = next((node[f] for f in ("profile", "url", "linkedin", "linkedin url") if node.get(f)), "")
    slug = node.get("slug", "")
    own = node["id"] if _OWN.fullmatch(node["id"]) else ""
    company = works_at or ("" if own else node.get("company", ""))
    who = someone_of(_name(node), mails, f"/in/{slug}" if slug else url, company, node.get("job title", ""))
    return who._replace(local=own or node["id"].casefold())
