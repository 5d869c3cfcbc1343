"""One contract, two homes of the graph: whatever is asked of the local file and of a real Neo4j server, in every way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from neo4j_helpers import listing
from neo4j_server import RealServer
from scenes import ANN, EVE, IVO, Scene, put
from serving import serving
from strategies import networks

from api.app import Options
from cli.main import app
from graph.centrality import measure, ranking
from graph.columns import NetworkColumns, no_pairs
from graph.communities import communities
from graph.days import until
from graph.export import node_link
from graph.home import Home, LocalHome
from graph.measures import MEASURES
from graph.model import Basis, Mark, Person
from graph.neo4j.client import Address, Server
from graph.neo4j.drop import drop
from graph.neo4j.pull import pull
from graph.neo4j.push import push
from graph.neo4j.shared_workspace import SharedWorkspace
from graph.neo4j.source import Neo4jHome
from graph.network import Network
from graph.paths import best_paths, reach_companies
from graph.stores.own_records import OwnRecords
from graph.stores.workspace import Workspace
from referral.desk import Desk
from referral.vacancy import Vacancy
from synthetic import make_pool

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]
FEW = settings(max_examples=8, deadline=None)
ROLE = "Senior Software Engineer"


@dataclass(frozen=True)
class World:
    """A workspace and what to ask about in it."""

    path: Path
    egos: tuple[str, ...]
    companies: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True)
class Engine:
    """One engine on one workspace."""

    workspace: OwnRecords
    network: Network
    desk: Desk


@dataclass(frozen=True)
class Both:
    """The same world at both homes; `address`: of the server."""

    world: World
    address: Address
    local: Engine
    shared: Engine


def environment(address: Address) -> dict[str, str]:
    """What tells the program where the server is."""
    told = {"URI": address.uri, "USER": address.user, "PASSWORD": address.password, "DATABASE": address.database}
    return {f"GOODWORD_NEO4J_{name}": value for name, value in told.items()}


def run(address: Address, workspace: Path, *arguments: str, ok: bool = True) -> Result:
    result = CliRunner().invoke(app, ["--workspace", str(workspace), *arguments], env=environment(address))
    assert not ok or result.exit_code == 0, result.output
    return result


def made_pool(folder: Path, address: Address) -> World:
    """Three made-up archives through the importer."""
    pool = make_pool(folder / "archives", seed=7)
    path = folder / "pool.sqlite"
    run(address, path, "import", *map(str, pool.archives))
    with Workspace.open(path) as workspace:
        owners = tuple(p.id for p in workspace.owners())
        ego = workspace.owner(pool.ego_slug)
        workspace.set_mark(ego.id, workspace.person(pool.direct_people[0]).id, Mark(close=True))
        workspace.set_mark(ego.id, workspace.person(pool.direct_people[1]).id, Mark(do_not_ask=True))
    companies = (pool.direct_company, pool.indirect_company, pool.unreachable_company)
    return World(path, owners, companies, (*pool.direct_people[:2], *pool.indirect_people[:2]))


def made_scenes(folder: Path, _: Address) -> World:
    """Three archives by hand, one of them out of reach."""
    return World(scene_file(folder / "scenes.sqlite", ANN, EVE, IVO), ("ann",), ("Acme", "Dune", "Far Away"), ("gus",))


def scene_file(path: Path, *scenes: Scene) -> Path:
    with Workspace.open(path) as workspace:
        for scene in scenes:
            put(workspace, scene)
    return path


def asked(home: Home, day: date | None = None) -> Engine:
    """A home of the graph, loaded as of a day and ready for questions."""
    newest = home.workspace.latest_as_of()
    assert newest is not None
    network = home.load(until=until(day or newest))
    assert network.notes == ()
    return Engine(home.workspace, network, Desk(home.workspace, network, as_of=newest))


def opened(stack: ExitStack, world: World, server: Server) -> Both:
    """Both homes, the graph having been pushed."""
    local = stack.enter_context(Workspace.open(world.path))
    shared = stack.enter_context(SharedWorkspace.beside(world.path, server))
    return Both(world, server.address, asked(LocalHome(local)), asked(Neo4jHome(server, shared)))


@pytest.fixture(scope="module")
def server(neo4j_real: RealServer) -> Iterator[Server]:
    with Server(neo4j_real.address) as found:
        drop(found)
        yield found
        drop(found)


@dataclass(frozen=True)
class Setting:
    """Which world on which server."""

    make: Callable[[Path, Address], World]
    server: str = "neo4j_real"


SETTINGS = {
    "scenes": Setting(made_scenes),
    "pool": Setting(made_pool),
    "scenes on the newest server": Setting(made_scenes, "neo4j_newest"),
}


@pytest.fixture(scope="module", params=SETTINGS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    setting = SETTINGS[cast("str", request.param)]
    real: RealServer = request.getfixturevalue(setting.server)
    world = setting.make(tmp_path_factory.mktemp("world"), real.address)
    with ExitStack() as stack:
        server = stack.enter_context(Server(real.address))
        drop(server)
        run(real.address, world.path, "neo4j", "push")
        yield opened(stack, world, server)
        drop(server)


def without_basis(answer: object) -> object:
    """An answer but for what it rests on, which differs."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return {f.name: getattr(answer, f.name) for f in fields(answer) if f.name != "basis"}
    return answer


def same(both: Both, ask: Callable[[Engine], object]) -> None:
    """Both homes give the same answer, and each says whose it is."""
    here, there = ask(both.local), ask(both.shared)
    for answer, asked in ((here, both.local), (there, both.shared)):
        basis = getattr(answer, "basis", None)
        assert basis in {None, Basis(asked.network.engine, asked.network.generation)}
    assert without_basis(here) == without_basis(there)


def every_ego(both: Both) -> list[str | None]:
    return [*both.world.egos, None]


def referrers_of(at: Engine, name: str, ego: str | None) -> object:
    who = at.workspace.owner(ego) if ego else None
    return at.desk.referrers(at.workspace.company(name), ego=who, role=ROLE, top=100)


def verdicts_of(at: Engine, name: str, ego: str | None) -> object:
    who, company = at.workspace.owner(ego) if ego else None, at.workspace.company(name)
    sized = at.desk.verdict(company, ego=who, role=ROLE, job=Vacancy(posting="public", company_size=40))
    return [sized, at.desk.verdict(company, ego=who, job=Vacancy(contract=True, knows_hiring_manager=True))]


def test_referrers_and_verdicts(both: Both) -> None:
    for name in both.world.companies:
        for ego in every_ego(both):
            same(both, partial(referrers_of, name=name, ego=ego))
            same(both, partial(verdicts_of, name=name, ego=ego))


@dataclass(frozen=True)
class Way:
    """How paths are asked for."""

    k: int = 5
    max_hops: int = 3
    disjoint: bool = False
    include_inferred: bool = False


WAYS = (
    Way(),
    Way(k=12),
    Way(disjoint=True),
    Way(max_hops=1),
    Way(k=3, max_hops=5),
    Way(include_inferred=True),
    Way(k=3, disjoint=True, include_inferred=True),
)


def paths_of(at: Engine, ref: str, ego: str | None, way: Way, *, company: bool) -> object:
    return at.desk.paths(
        at.workspace.company(ref) if company else at.workspace.person(ref),
        ego=at.workspace.owner(ego) if ego else None,
        k=way.k,
        max_hops=way.max_hops,
        disjoint=way.disjoint,
        include_inferred=way.include_inferred,
    )


@pytest.mark.parametrize("way", WAYS, ids=repr)
def test_paths(both: Both, way: Way) -> None:
    for ref in (*both.world.companies, *both.world.people):
        for ego in every_ego(both):
            same(both, partial(paths_of, ref=ref, ego=ego, way=way, company=ref in both.world.companies))


def test_every_number_opened(both: Both) -> None:
    name = both.world.companies[0]
    ego = both.local.workspace.owner(both.world.egos[0])
    ranked = both.local.desk.referrers(both.local.workspace.company(name), ego=ego).referrers
    assert ranked
    for referrer in ranked[:3]:

        def ask(at: Engine, person: Person = referrer.person) -> object:
            return at.desk.explain(at.workspace.company(name), person, ego=ego)

        same(both, ask)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_centrality(both: Both, name: str) -> None:
    def everybody(at: Engine) -> object:
        found = measure(at.network, name)
        return [found.notes, found.error, np.nan_to_num(found.values, nan=-1.0).tolist()]

    same(both, everybody)
    same(both, partial(ranked_by, name=name, company=None))
    same(both, partial(ranked_by, name=name, company=both.world.companies[0]))


def ranked_by(at: Engine, name: str, company: str | None) -> object:
    where = at.workspace.company(company).id if company else None
    return ranking(at.network, name, company=where, top=50, seed=1)


def test_communities(both: Both) -> None:
    def ask(at: Engine) -> object:
        found = communities(at.network, seed=3)
        return [found.labels.tolist(), found.groups, found.modularity, found.notes]

    same(both, ask)


def test_the_whole_graph(both: Both) -> None:
    def ask(at: Engine) -> object:
        columns = at.network.columns
        people = at.workspace.people_by_id([i.decode() for i in columns.people.id.tolist()])
        companies = at.workspace.companies_by_id([i.decode() for i in columns.companies.id.tolist()])
        return node_link(columns, people, companies, basis=Basis("", 0))

    same(both, ask)


def lists_of(at: Engine, query: str) -> object:
    return [at.workspace.find_people(query, limit=1000), at.workspace.find_companies(query, limit=1000)]


def test_looking_up(both: Both) -> None:
    for query in ("", "a", "e", "bo bell", "no such name"):
        same(both, partial(lists_of, query=query))
    first = both.local.workspace.find_people("", limit=3)[-1]
    same(both, lambda at: at.workspace.find_people("", limit=3, after=first.id))
    for company in both.local.workspace.find_companies("", limit=1000):

        def staff(at: Engine, company: str = company.id) -> object:
            return at.workspace.employees(company)

        same(both, staff)
    for ref in (*both.world.people, first.name.upper(), first.id, f"https://www.linkedin.com/in/{first.slug}/"):

        def person(at: Engine, ref: str = ref) -> object:
            return at.workspace.person(ref)

        same(both, person)


COMMANDS = (
    ("referrers", "{company}", "--role", ROLE),
    ("referrers", "{company}", "--as", "anyone"),
    ("paths", "{company}", "-k", "7"),
    ("paths", "{other}", "--disjoint", "--include-inferred"),
    ("paths", "{person}"),
    ("verdict", "{company}"),
    ("people", "a"),
    ("companies",),
    ("central",),
    ("central", "--by", "betweenness", "--company", "{company}"),
    ("communities",),
    ("graph", "export"),
)


def unlike(value: object) -> object:
    """An answer on the wire, but for what it rests on."""
    if isinstance(value, Mapping):
        return {k: unlike(v) for k, v in cast("Mapping[str, object]", value).items() if k not in {"basis", "graph"}}
    return value


def basis_of(value: object) -> object:
    """What an answer says that it rests on; the node-link form keeps that among the attributes of the graph."""
    told = cast("Mapping[str, object]", value)
    return told.get("basis", told.get("graph"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_command_line(both: Both, command: tuple[str, ...]) -> None:
    world = both.world
    names = {"company": world.companies[0], "other": world.companies[1], "person": world.people[0]}
    asked = [part.format_map(names) for part in command]
    told = [run(both.address, world.path, "--engine", e, *asked, "--format", "json") for e in ("local", "neo4j")]
    here, there = (cast("object", json.loads(result.stdout)) for result in told)
    assert unlike(here) == unlike(there)
    rests = f"note: from generation {both.shared.network.generation} of the graph on the server\n"
    assert told[1].stderr == ("" if command[0] in {"people", "companies"} else rests) + told[0].stderr
    if command[0] not in {"people", "companies"}:
        assert basis_of(there) == {"engine": "neo4j", "generation": both.shared.network.generation}


ADDRESSES = (
    "/companies/{company}",
    "/companies/{company}/referrers?top=50",
    "/companies/{company}/paths?k=7",
    "/companies/{other}/paths?disjoint=true",
    "/companies/{company}/verdict",
    "/people/{person}",
    "/people/{person}/paths",
    "/people?limit=200",
    "/companies?limit=200",
    "/centrality",
    "/communities",
    "/graph",
)


def test_http(both: Both) -> None:
    names = {"company": both.world.companies[0], "other": both.world.companies[1], "person": both.world.people[0]}
    with serving(both.world.path) as here, serving(both.world.path, Options(neo4j=both.address)) as there:
        for address in ADDRESSES:
            asked = "/api/v1" + address.format_map(names)
            mine, theirs = here.get(asked), there.get(asked)
            assert (mine.status_code, theirs.status_code) == (200, 200), (asked, theirs.text)
            assert unlike(mine.json()) == unlike(theirs.json()), asked
            if {"basis", "graph"} & theirs.json().keys():
                told = {"engine": "neo4j", "generation": both.shared.network.generation}
                assert basis_of(theirs.json()) == told, asked


@FEW
@given(columns=networks())
def test_any_network_gives_the_same_numbers(server: Server, columns: NetworkColumns) -> None:
    drop(server)
    push(server, "any", listing(columns))
    here, there = (Network.of(c, no_pairs()) for c in (columns, pull(server).columns))
    n = len(columns.people.id)
    ends = list(range(n // 2, n))
    for way in (Way(), Way(disjoint=True), Way(max_hops=2)):
        found, other = (
            best_paths(at, [0], ends, k=way.k, max_hops=way.max_hops, disjoint=way.disjoint) for at in (here, there)
        )
        assert found == other
    assert reach_companies(here, [0], 3).tolist() == reach_companies(there, [0], 3).tolist()
    for name in sorted(MEASURES):
        mine, theirs = (measure(at, name).values for at in (here, there))
        assert np.allclose(mine, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)
        assert mine.argsort(kind="stable").tolist() == theirs.argsort(kind="stable").tolist()
    assert communities(here).groups == communities(there).groups


@pytest.fixture
def two(server: Server, tmp_path: Path) -> Iterator[Both]:
    """Ann's file beside the graph that she and Eve made; here, both archives in one file."""
    drop(server)
    ann, eve = scene_file(tmp_path / "ann.sqlite", ANN), scene_file(tmp_path / "eve.sqlite", EVE, IVO)
    for path in (ann, eve):
        run(server.address, path, "neo4j", "push")
    world = World(scene_file(tmp_path / "both.sqlite", ANN, EVE, IVO), ("ann",), ("Acme", "Dune", "Far Away"), ("gus",))
    with ExitStack() as stack:
        pooled = stack.enter_context(Workspace.open(world.path))
        shared = stack.enter_context(SharedWorkspace.beside(ann, server))
        day = pooled.latest_as_of()
        homes = (LocalHome(pooled), Neo4jHome(server, shared))
        yield Both(world, server.address, *(asked(home, day) for home in homes))


def test_two_workspaces_find_each_others_people(two: Both) -> None:
    pooled, shared = two.local.workspace, two.shared.workspace
    for query in ("", "e", "gu", "gray gus", "nobody"):
        mine, theirs = pooled.find_people(query, limit=100), shared.find_people(query, limit=100)
        assert [p.id for p in mine] == [p.id for p in theirs]
        assert pooled.find_companies(query, limit=100) == shared.find_companies(query, limit=100)
    page: list[str] = []
    while more := shared.find_people("", limit=2, after=page[-1] if page else None):
        page += [p.id for p in more]
    assert page == [p.id for p in pooled.find_people("", limit=100)]
    for ref in ("gus", "GUS GRAY", "https://www.linkedin.com/in/gus/", pooled.person("gus").id):
        assert shared.person(ref).id == pooled.person("gus").id
    for name in two.world.companies:
        assert pooled.company(name) == shared.company(name)
        here, there = (w.employees(w.company(name).id) for w in (pooled, shared))
        assert [p.id for p in here] == [p.id for p in there]
    assert two.local.network.person(0) == two.shared.network.person(0)


def test_two_workspaces_make_ways_through_each_others_ties(two: Both) -> None:
    for name in two.world.companies:
        here, there = (
            [
                [p.id for p in path.people]
                for path in at.desk.paths(
                    at.workspace.company(name), ego=at.workspace.owner("ann"), k=5, include_inferred=True
                ).paths
            ]
            for at in (two.local, two.shared)
        )
        assert here == there
    assert len(there) == 0
    found = two.shared.desk.paths(two.shared.workspace.company("Dune"), ego=two.shared.workspace.owner("ann"))
    assert [p.name for p in found.paths[0].people] == ["Ann Archer", "Eve Ek", "Gus Gray"]
    with serving(two.world.path.with_name("ann.sqlite"), Options(neo4j=two.address)) as site:
        for address in ("/companies/Dune", "/companies/Dune/paths", "/people/gus", "/?q=gus", "/"):
            page = site.get(address)
            assert page.status_code == 200, address
            assert "Dune" in page.text
            assert "the shared graph on the Neo4j server" in page.text
