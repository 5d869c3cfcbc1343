"""Other names of companies: the user's own."""

from pydantic import Field

from schemas.base import Wire


class AliasOut(Wire):
    """One company under two names."""

    old: str = Field(description="The name that leads to the other.")
    new: str = Field(description="The name under which everything counts.")


class AliasesOut(Wire):
    """Every alias the user made, by the old name."""

    items: list[AliasOut]
