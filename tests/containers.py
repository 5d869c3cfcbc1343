"""What the container files say, read as Docker Compose and BuildKit read them; there is no engine in the tests.

The interpolation is the part of Compose's grammar that the files use; anything else after a `$` is an error here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"
EXAMPLE = ROOT / ".env.example"
VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>[A-Z][A-Z0-9_]*)(?:(?P<how>:[-?])(?P<rest>[^${}]*))?\})")
SETTING = re.compile(r"^(?P<commented>#?)(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)$", re.MULTILINE)
OF_THE_IMAGE = {"NEO4J_AUTH", "NEO4J_PLUGINS"}
"""NEO4J_ variables that the image's entry point acts on; every other one becomes a setting of the server."""


class MissingError(Exception):
    """A variable that must be set is not."""


def resolve(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in."""
    parts, at = [], 0
    for found in VARIABLE.finditer(text):
        parts += [text[at : found.start()], _value(found, values)]
        at = found.end()
    rest = [*parts[::2], text[at:]]
    assert not any("$" in part for part in rest), text
    return "".join([*parts, text[at:]])


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    if found["dollar"]:
        return "$"
    value = values.get(found["name"], "")
    if value or found["how"] is None:
        return value
    if found["how"] == ":?":
        raise MissingError(f"{found['name']}: {found['rest']}")
    return found["rest"]


def variables(text: str) -> set[str]:
    return {found["name"] for found in VARIABLE.finditer(text) if found["name"]}


def settings_of(text: str) -> dict[str, str]:
    """What an env file sets; what it only shows behind a # is left out."""
    return {m["name"]: m["value"] for m in SETTING.finditer(text) if not m["commented"]}


class Healthcheck(BaseModel):
    test: list[str]


class Needed(BaseModel):
    condition: str
    required: bool = True


class Service(BaseModel):
    """What the tests ask about; the schema looks at the rest."""

    model_config = ConfigDict(extra="allow")
    image: str = ""
    build: str = ""
    profiles: list[str] = []
    command: list[str] = []
    ports: list[str] = []
    volumes: list[str] = []
    tmpfs: list[str] = []
    environment: dict[str, str] = {}
    env_file: str = ""
    user: str = ""
    restart: str = ""
    read_only: bool = False
    cap_drop: list[str] = []
    security_opt: list[str] = []
    depends_on: dict[str, Needed] = {}
    healthcheck: Healthcheck | None = None


class Project(BaseModel):
    model_config = ConfigDict(extra="allow")
    services: dict[str, Service]
    volumes: dict[str, None]


def project(values: Mapping[str, str], *profiles: str) -> Project:
    """As Compose does it: variables of the whole file, then the profiles, then the env files of what is left."""
    whole = Project.model_validate(_filled(YAML(typ="safe").load(COMPOSE.read_text()), values))
    active = {*profiles, *filter(None, values.get("COMPOSE_PROFILES", "").split(","))}
    whole.services = {n: s for n, s in whole.services.items() if not s.profiles or active & set(s.profiles)}
    for service in whole.services.values():
        if service.env_file:
            told = settings_of((ROOT / service.env_file).read_text())
            service.environment = {k: resolve(v, values) for k, v in told.items()} | service.environment
    return whole


def _filled(node: object, values: Mapping[str, str]) -> object:
    """Every value of the tree with its variables filled in; keys stay as they are."""
    if isinstance(node, str):
        return resolve(node, values)
    if isinstance(node, list):
        return [_filled(item, values) for item in node]
    return {key: _filled(item, values) for key, item in node.items()} if isinstance(node, dict) else node


def setting_name(variable: str) -> str:
    """The server's name of a setting, as the image's entry point makes it from a variable."""
    return variable.removeprefix("NEO4J_").replace("_", ".").replace("..", "_")


def server_settings(service: Service) -> dict[str, str]:
    """What the service's variables set on the server."""
    named = {k: v for k, v in service.environment.items() if k.startswith("NEO4J_") and k not in OF_THE_IMAGE}
    return {setting_name(k): v for k, v in named.items()}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line of the Dockerfile, continuation lines joined."""

    name: str
    text: str

    def words(self) -> list[str]:
        """The words of the JSON form, after the options."""
        return [str(word) for word in json.loads(self.text[self.text.index("[") :])]


def instructions() -> list[Instruction]:
    """The Dockerfile, without comments."""
    lines = [line for line in DOCKERFILE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [Instruction(*line.split(maxsplit=1)) for line in joined]


def one(name: str) -> Instruction:
    """The only instruction of its kind."""
    (found,) = [i for i in instructions() if i.name == name]
    return found


def context_files() -> list[str]:
    """What a checkout sends to the build: what .dockerignore, a list of exceptions from *, lets in."""
    lines = [x for x in (ROOT / ".dockerignore").read_text().splitlines() if x and not x.startswith("#")]
    assert lines[0] == "*"
    assert [x for x in lines[1:] if not x.startswith("!")] == ["**/__pycache__"]
    let_in = tuple(x.removeprefix("!") for x in lines[1:-1])
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    present = [name for name in filter(None, found.split("\0")) if (ROOT / name).exists()]
    return [name for name in present if name in let_in or name.startswith(tuple(f"{x}/" for x in let_in))]
