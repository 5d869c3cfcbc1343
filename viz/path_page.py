"""The path page as one self-contained file: it opens from disk and loads nothing from the network."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from markupsafe import Markup

from graph.model import Person
from referral.path_results import Paths
from referral.results import Referrers
from referral.wording import count
from viz.network import OPTIONS, network_of, refuse_if_too_many, vis_network
from viz.page_data import PageData, kinds_in, page_data
from viz.svg import still_of
from viz.templating import environment
from viz.views import ALONE, PictureLimits, all_paths, bundled, views_of
from viz.words import target_name

EMPTY: PageData = {
    "target": "",
    "day": "",
    "you": True,
    "people": {},
    "ties": {},
    "paths": [],
    "bundles": [],
    "kinds": {},
    "stronger": "",
    "extremes": {},
    "meaning": "",
    "order": [],
    "views": [],
}


def sentence(answer: Paths) -> str:
    """One line on what is shown, such as "The best 20 introduction paths to 3 people; 2 of them direct"."""
    paths = all_paths(answer)
    if not paths:
        return "No way leads there."
    ends = {p.people[-1].id for p in paths}
    direct = sum(p.hops == 1 for p in paths)
    people = count(len(ends), "person", "people")
    whose = f" for {answer.ego.name}" if answer.ego else ""
    tail = "; all of them direct" if direct == len(paths) else f"; {direct} of them direct" if direct else ""
    if (first := paths[0].rank) > 1:
        return f"Introduction paths {first} to {first + len(paths) - 1}{whose}, to {people}{tail}."
    if len(paths) == 1:
        return f"One introduction path{whose}{', a direct one' if direct else ''}."
    if answer.may_be_more:
        return f"The best {len(paths)} introduction paths{whose} to {people}{tail}."
    return f"{count(len(paths), 'introduction path')}{whose} to {people}, best first{tail}."


def _nowhere(person: str) -> str:
    """A file has no other pages to lead to."""
    return "" if person else person


def render(
    answer: Paths,
    template: str,
    shared: dict[str, object],
    *,
    href: Callable[[str], str] = _nowhere,
    room: PictureLimits = ALONE,
) -> str:
    """Draw `answer` and render `template` with it.

    `shared` holds the nonce and what the page adds; `href` gives the address of a person's page, or ''; `room` is what
    the picture may take.

    Raises:
        TooManyNodesError: more people than a picture can show.
    """
    paths = all_paths(answer)
    common: dict[str, object] = {
        "answer": answer,
        "target": target_name(answer),
        "sentence": sentence(answer),
        "at_first": room.paths,
        "before": paths[0].rank - 1 if paths else 0,
    }
    if not paths:
        blank = {"page": {**EMPTY, "target": target_name(answer)}, "nodes": [], "edges": [], "vis_options": {}}
        env = environment({**common, **blank, "still": None, "kinds": (), "people": (), "bundles": (), **shared})
        return env.get_template(template).render()
    refuse_if_too_many(len({p.id for path in paths for p in path.people}))
    views, bundles = views_of(answer, room), bundled(answer, room)
    people: list[Person] = sorted(views[0].scene.people.values(), key=lambda p: (p.name, p.id))
    drawn: dict[str, object] = {
        "page": page_data(answer, views, href, bundles),
        "still": still_of(answer, views[0]),
        "kinds": kinds_in(views),
        "bundles": bundles,
        "people": people,
        "vis_options": OPTIONS,
    }
    env = environment({**common, **drawn, **shared})
    html: str = network_of(views, env=env, template=template).generate_html()
    return html


def path_page(answer: Paths, *, referrers: Referrers | None = None) -> str:
    """The interactive page for `answer`, with the library inside (about 0.5 MB). `referrers` adds who to ask first.

    Raises:
        TooManyNodesError: more paths than a picture can show.
    """
    nonce = secrets.token_urlsafe(16)
    library = Markup(vis_network())  # noqa: S704  (the installed library, not user text)
    return render(
        answer,
        "paths.html",
        {"nonce": nonce, "vis": library, "referrers": referrers, "further": "", "standalone": True},
    )
