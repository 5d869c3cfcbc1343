"""The user's own names of companies over HTTP: made, listed, taken back."""

from __future__ import annotations

from pathlib import Path

from serving import serving
from workspaces import ANN, put

from graph.stores.workspace import Workspace

ALIASES = "/api/v1/aliases"


def test_an_alias_is_made_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "goodword.db"
    with Workspace.open(path) as workspace:
        put(workspace, ANN)

    def there(company: str) -> set[str]:
        with Workspace.open(path) as workspace:
            return {person.name for person in workspace.employees(workspace.company(company).id)}

    assert there("Acme") == {"Ann Archer", "Bo Bell"}
    with serving(path) as client:
        first = client.get(ALIASES)
        assert first.json() == {"items": []}
        body, condition = {"old": " Birch ", "new": "Acme"}, {"If-Match": first.headers["ETag"]}
        made = client.post(ALIASES, json=body, headers=condition)
        assert (made.status_code, made.json()) == (201, {"old": "Birch", "new": "Acme"})
        assert client.post(ALIASES, json=body, headers=condition).status_code == 412
        assert client.get(ALIASES).json() == {"items": [{"old": "Birch", "new": "Acme"}]}
        assert there("Acme") == there("Birch") == {"Ann Archer", "Bo Bell", "Cy Cook"}
        for wrong in (
            {"old": "Acme", "new": "Birch"},
            {"old": "N/A", "new": "Acme"},
            {"old": "Acme", "new": "ACME Inc."},
        ):
            told = client.post(ALIASES, json=wrong)
            assert (told.status_code, told.headers["content-type"]) == (422, "application/problem+json")
        assert client.post(ALIASES, json={"old": "Birch"}).status_code == 422
        assert client.delete(f"{ALIASES}/Birch%2FLabs").status_code == 404
        assert client.delete(f"{ALIASES}/birch%20GmbH", headers=condition).status_code == 412
        assert client.delete(f"{ALIASES}/birch%20GmbH").status_code == 204
        assert client.get(ALIASES).json() == {"items": []}
    assert there("Acme") == {"Ann Archer", "Bo Bell"}
