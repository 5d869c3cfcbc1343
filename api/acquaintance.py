"""What the person page says of two people, in lines."""

from datetime import date

from graph.dossiers import dossiers
from graph.model import Dossier, Employment, Person
from referral.context import Context
from referral.pair_facts import (
    YOU,
    Name,
    Pair,
    common_facts,
    connection_facts,
    exchange_facts,
    note_facts,
    statement_facts,
)
from referral.results import Evidence
from referral.wording import day, month
from viz.web_pages import Acquaintance


def _facts(dossier: Dossier, pair: Pair, as_of: date) -> tuple[Evidence, ...]:
    """All that is on record between the two, each once."""
    statements = (evidence for _, evidence in statement_facts(dossier, pair))
    found = (
        *connection_facts(dossier),
        *exchange_facts(dossier.exchange, as_of, pair),
        *statements,
        *note_facts(dossier, pair),
        *common_facts(dossier),
    )
    return tuple(dict.fromkeys(found))


def _stay(stay: Employment) -> str:
    start = f"from {month(stay.start)}" if stay.start else "start not known"
    end = f"to {month(stay.end)}" if stay.end else f"there on {day(stay.as_of)}"
    return f"{', '.join(x for x in (stay.title, stay.company_name) if x)}: {start}, {end}"


def _stays(stays: tuple[Employment, ...]) -> tuple[str, ...]:
    """A line a stay. A connection row says no more than a dated stay of the same title does, nor than another row."""
    dated = {(stay.company_id, stay.title.casefold()) for stay in stays if stay.start}
    shown: list[Employment] = []
    for stay in stays:
        key = (stay.company_id, stay.title.casefold())
        if stay.start or key not in dated:
            shown.append(stay)
            dated.add(key)
    return tuple(dict.fromkeys(map(_stay, shown)))


def _between(context: Context, ego: Person, person: Person) -> Dossier:
    return dossiers(context.workspace, context.network, ego.id, [person.id], context.as_of)[person.id]


def acquaintance(context: Context, person: Person) -> Acquaintance:
    """What is known between the ego and `person`; of all owners together, the one who knows most of them."""
    held = [(ego, _between(context, ego, person)) for ego in context.egos]
    ego, dossier = max(held, key=lambda each: (each[1].connected, each[1].exchange.strength))
    mine = ego.id == person.id
    mark = dossier.mark
    return Acquaintance(
        ego=ego,
        self=mine,
        facts=() if mine else _facts(dossier, Pair(YOU if context.ego else Name.of(ego)), context.as_of),
        stays=_stays(dossier.employments),
        mark={
            "close": mark.close,
            "managed_me": mark.managed_me,
            "do_not_ask": mark.do_not_ask,
            "knows_i_look": mark.knows_i_look,
        },
        note=mark.note or "",
    )
