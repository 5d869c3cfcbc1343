"""What the person page says of two people, in lines."""

from collections.abc import Iterator
from datetime import date

from graph.dossiers import dossiers
from graph.model import Dossier, Employment, Person, Statement, StatementKind
from referral.context import Context
from viz.web_pages import Bond

VERBS = {
    StatementKind.RECOMMENDATION: "recommended",
    StatementKind.ENDORSEMENT: "endorsed",
    StatementKind.INVITATION: "invited",
}


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _said(said: Statement, dossier: Dossier, ego: str) -> str:
    detail = f" ({said.detail})" if said.detail else ""
    when = f" on {_day(said.at)}" if said.at else ", date not known"
    if said.kind is StatementKind.NOTE:
        whose = "Your" if ego == "you" else f"{ego}'s"
        return f"{whose} note{when}: {said.detail}"
    if said.author == dossier.person.id:
        return f"They {VERBS[said.kind]} {ego}{detail}{when}"
    return f"{ego[:1].upper()}{ego[1:]} {VERBS[said.kind]} them{detail}{when}"


def _facts(dossier: Dossier, ego: str) -> Iterator[str]:
    if dossier.connected:
        yield f"Connected since {_day(dossier.connected_on)}" if dossier.connected_on else "Connected, date not known"
    exchange = dossier.exchange
    if exchange.sent or exchange.received:
        last = f", last on {_day(exchange.last)}" if exchange.last else ""
        yield f"{exchange.sent} messages from {ego}, {exchange.received} from them{last}"
    for said in dossier.statements:  # what they wrote down about the ego, they wrote for themselves
        if said.kind is not StatementKind.NOTE or said.author != dossier.person.id:
            yield _said(said, dossier, ego)
    if dossier.common_contacts:
        plural = "s" if dossier.common_contacts > 1 else ""
        yield f"{dossier.common_contacts} common contact{plural} in these archives"


def _stay(stay: Employment) -> str:
    start = f"from {stay.start:%b %Y}" if stay.start else "start not known"
    end = f"to {stay.end:%b %Y}" if stay.end else f"there on {_day(stay.as_of)}"
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


def bond(context: Context, person: Person) -> Bond:
    """What is known between the ego and `person`; of all owners together, the one who knows most of them."""
    egos = [context.ego] if context.ego else context.workspace.owners()
    held = [(ego, _between(context, ego, person)) for ego in egos]
    ego, dossier = max(held, key=lambda each: (each[1].connected, each[1].exchange.strength))
    mine = ego.id == person.id
    mark = dossier.mark
    return Bond(
        ego=ego,
        self=mine,
        facts=() if mine else tuple(dict.fromkeys(_facts(dossier, "you" if context.ego else ego.name))),
        stays=_stays(dossier.employments),
        mark={
            "close": mark.close,
            "managed_me": mark.managed_me,
            "do_not_ask": mark.do_not_ask,
            "knows_i_look": mark.knows_i_look,
        },
        note=mark.note or "",
    )
