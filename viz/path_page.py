"""The path page as one self-contained file: it opens from disk and loads nothing from the network."""

from __future__ import annotations

import secrets

from markupsafe import Markup

from graph.model import Person
from referral.results import IntroPath, Paths, Referrers
from referral.wording import count
from viz.layout import lay_out
from viz.network import OPTIONS, network_of, vis_network
from viz.page_data import PageData, page_data, target_name
from viz.scene import scene_of
from viz.style import Kind, kind_of
from viz.svg import still_of
from viz.templating import environment

EMPTY: PageData = {
    "target": "",
    "you": True,
    "people": {},
    "ties": {},
    "paths": [],
    "kinds": {},
    "order": [],
    "box": [],
    "columns": [],
    "headings": [],
    "bounds": [],
}


def all_paths(answer: Paths) -> tuple[IntroPath, ...]:
    """Known paths, then the inferred ones."""
    return (*answer.paths, *answer.inferred)


def sentence(answer: Paths) -> str:
    """One line on what is shown, such as "5 introduction paths to 3 people, best first; 2 of them direct"."""
    paths = all_paths(answer)
    if not paths:
        return f"Nobody is reached within {answer.max_hops} hops."
    ends = {p.people[-1].id for p in paths}
    direct = sum(p.hops == 1 for p in paths)
    people = count(len(ends), "person", "people")
    whose = f" for {answer.ego.name}" if answer.ego else ""
    tail = f"; {direct} of them direct" if direct else ""
    return f"{count(len(paths), 'introduction path')}{whose} to {people}, best first{tail}."


def render(answer: Paths, template: str, shared: dict[str, object]) -> str:
    """Draw `answer` and render `template` with it; `shared` holds the nonce and what the page adds."""
    paths = all_paths(answer)
    common: dict[str, object] = {"answer": answer, "target": target_name(answer), "sentence": sentence(answer)}
    if not paths:
        blank = {"page": {**EMPTY, "target": target_name(answer)}, "nodes": [], "edges": [], "vis_options": {}}
        env = environment({**common, **blank, "still": None, "kinds": (), "people": (), **shared})
        return env.get_template(template).render()
    scene = scene_of(paths)
    picture, you = lay_out(scene), answer.ego is not None
    people: list[Person] = sorted(scene.people.values(), key=lambda p: (p.name, p.id))
    drawn: dict[str, object] = {
        "page": page_data(answer, scene, picture),
        "still": still_of(scene, picture, target=target_name(answer), you=you),
        "kinds": tuple(k for k in Kind if any(kind_of(t) is k for t in scene.ties.values())),
        "people": people,
        "vis_options": OPTIONS,
    }
    env = environment({**common, **drawn, **shared})
    html: str = network_of(scene, picture, env=env, template=template, you=you).generate_html()
    return html


def path_page(answer: Paths, *, referrers: Referrers | None = None) -> str:
    """The interactive page for `answer`, with the library inside (about 0.5 MB). `referrers` adds who to ask first.

    Raises:
        TooManyNodesError: more paths than a picture can show.
    """
    nonce = secrets.token_urlsafe(16)
    library = Markup(vis_network())  # noqa: S704  (the installed library, not user text)
    return render(answer, "paths.html", {"nonce": nonce, "vis": library, "referrers": referrers, "standalone": True})
