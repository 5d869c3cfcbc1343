"""`/aliases`: the user's own names of companies."""

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from api.deps import API, StateDep, Tagged, check_unchanged, tag_of
from api.problems import REFUSALS, RESPONSES
from graph.company_aliases import company_key
from graph.errors import NotFoundError
from graph.stores.alias_keys import OwnAlias
from schemas.aliases import AliasesOut, AliasOut

router = APIRouter(prefix="/aliases", tags=["aliases"], responses=RESPONSES)

IfMatch = Annotated[str | None, Header(description="The tag under which the aliases were read.")]


class AliasIn(BaseModel):
    """That the company called `old` is the one called `new`, both as one would type them."""

    model_config = ConfigDict(extra="forbid")

    old: str = Field(min_length=1, max_length=300, examples=["Northwind Automation"])
    new: str = Field(min_length=1, max_length=300, examples=["Northwind Robotics"])


class AliasNotFoundError(NotFoundError):
    """The user made no alias for that name."""

    def __init__(self, old: str) -> None:
        super().__init__(f"'{old}' has no alias of yours")


@router.get("", operation_id="listAliases", dependencies=[Tagged])
async def list_aliases(state: StateDep) -> AliasesOut:
    """Every alias the user made. The reviewed ones that come with the program are not among them."""
    found = await state.run(state.workspace.own_aliases)
    return AliasesOut(items=[AliasOut(old=alias.old, new=alias.new) for alias in found])


@router.post("", operation_id="addAlias", status_code=201, responses=REFUSALS)
async def add_alias(state: StateDep, alias: AliasIn, if_match: IfMatch = None) -> AliasOut:
    """Say that two names are one company: it is applied to everything imported, before and after."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/aliases"))
        state.workspace.add_alias(OwnAlias(alias.old.strip(), alias.new.strip()))

    await state.run(work)
    return AliasOut(old=alias.old.strip(), new=alias.new.strip())


@router.delete("/{old:path}", operation_id="removeAlias", status_code=204, responses=REFUSALS)
async def remove_alias(state: StateDep, old: str, if_match: IfMatch = None) -> None:
    """Take an alias back: everything is where its source put it again."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/aliases"))
        if company_key(old) not in {company_key(alias.old) for alias in state.workspace.own_aliases()}:
            raise AliasNotFoundError(old)
        state.workspace.remove_alias(old)

    await state.run(work)
