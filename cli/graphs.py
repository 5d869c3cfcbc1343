"""`central`, `communities`, `graph export`: the network as a whole."""

from __future__ import annotations

import click

from cli.base import WHOLE, on_server_option, pass_settings
from cli.context import context_of
from cli.output import Cell, Table, as_json, emit, note, notes, write_text
from cli.settings import Settings
from graph.centrality import ranking
from graph.communities import communities as find_communities
from graph.export import Format, NodeLink, as_csv, as_gexf, as_graphml, node_link
from graph.measures import MEASURES
from referral.wording import size_of
from schemas.network import CentralityOut, CommunitiesOut


@click.command()
@click.option("--by", "measure", type=click.Choice(sorted(MEASURES)), default="pagerank", show_default=True)
@click.option("--company", metavar="COMPANY", help="Only people who work there, within their part of the graph.")
@click.option("--top", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--seed", type=WHOLE, default=0, show_default=True, help="For the measures that sample.")
@on_server_option
@pass_settings
def central(settings: Settings, measure: str, company: str | None, top: int, seed: int, *, on_server: bool) -> None:
    """Who holds the network together, by a centrality measure."""
    with context_of(settings, on_server=on_server) as context:
        workspace, network = context.workspace, context.network
        where = workspace.company(company).id if company else None
        found = ranking(network, measure, company=where, top=top, seed=seed)
        people, basis = workspace.people_shown([r.person for r in found.rows]), network.basis
    notes((*context.notes, *found.notes))
    drawn = found.error is not None
    named = [(r, people[r.person]) for r in found.rows]
    rows: list[tuple[Cell, ...]] = [
        (r.rank, who.id, who.name, who.title, who.company_name, r.value, *([r.margin] if drawn else []))
        for r, who in named
    ]
    columns = ("rank", "id", "name", "title", "company", measure, *(["margin"] if drawn else []))
    value = CentralityOut.naming(measure, found, people, basis).model_dump(mode="json")
    emit(settings.format, table=Table(columns, tuple(rows)), value=lambda: value)


@click.command()
@click.option("--top", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--seed", type=WHOLE, default=0, show_default=True)
@on_server_option
@pass_settings
def communities(settings: Settings, top: int, seed: int, *, on_server: bool) -> None:
    """The groups the network falls into, largest first."""
    with context_of(settings, on_server=on_server) as context:
        workspace, network = context.workspace, context.network
        found = find_communities(network, seed=seed)
        shown = found.groups[:top]
        people, basis = workspace.people_shown([m for g in shown for m in g.central]), network.basis
    notes((*context.notes, *found.notes))
    rows: list[tuple[Cell, ...]] = [
        (i + 1, g.size, ", ".join(people[m].name for m in g.central)) for i, g in enumerate(shown)
    ]
    columns = ("community", "people", "most central")
    value = CommunitiesOut.naming(found, top, people, basis).model_dump(mode="json")
    emit(settings.format, table=Table(columns, tuple(rows)), value=lambda: value)


@click.group()
def graph() -> None:
    """The graph for other tools."""


def _render(data: NodeLink, form: Format) -> str:
    match form:
        case Format.GRAPHML:
            return as_graphml(data)
        case Format.GEXF:
            return as_gexf(data)
        case Format.CSV:
            return as_csv(data)
        case Format.JSON:
            return as_json(data)


@graph.command()
@click.option("--to", "form", type=click.Choice([f.value for f in Format]), default="json", show_default=True)
@click.option("--out", default="-", show_default=True, metavar="FILE")
@pass_settings
def export(settings: Settings, form: str, out: str) -> None:
    """Write the graph for Gephi, NetworkX or a spreadsheet."""
    with context_of(settings) as context:
        workspace, columns, basis = context.workspace, context.network.columns, context.network.basis
        people = workspace.people_shown([i.decode() for i in columns.people.id.tolist()])
        companies = workspace.companies_by_id([i.decode() for i in columns.companies.id.tolist()])
    notes((*context.notes, *context.network.notes))
    write_text(out, _render(node_link(columns, people, companies, basis=basis), Format(form)))
    if out != "-":
        note(f"wrote {out}: {size_of(len(people), len(companies), len(columns.ties.a))}")
