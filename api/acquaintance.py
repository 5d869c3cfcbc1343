"""What the person page says of two people, in lines."""

from datetime import date

from api.deps import tag_of_marks
from api.forms import fresh_key
from graph.days import until
from graph.dossiers import dossiers
from graph.model import Dossier, Employment, Person
from referral.asking.circumstances import ledger_of
from referral.asking.ledger import Ledger
from referral.asking.states import ENDS, WORDS, FavourKind
from referral.context import Context
from referral.generation import own_ties
from referral.own_ties import one_sided
from referral.owners_asked import tied_to
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
from referral.wording import answered_of, count, day, first_upper, in_words, month
from viz.timeline import Moment, exchanges, in_order, moment
from viz.web_pages import MARKS, Acquaintance, AskLine


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


def _stay(stay: Employment) -> Moment:
    what = " ".join(
        x for x in (stay.title and f"as {stay.title}", stay.company_name and f"at {stay.company_name}") if x
    )
    if stay.start:
        end = f"until {month(stay.end)}" if stay.end else f"and still there on {day(stay.as_of)}"
        return Moment(stay.start, month(stay.start), f"Began {what}, {end}", "")
    if stay.end:
        return Moment(stay.end, month(stay.end), f"Ended {what}", "")
    return Moment(stay.as_of, day(stay.as_of), f"Works {what}, as an archive of that day says", "")


def _stays(stays: tuple[Employment, ...]) -> tuple[Moment, ...]:
    """A line a stay. A connection row says no more than a dated stay of the same title does, nor than another row."""
    dated = {(stay.company_id, stay.title.casefold()) for stay in stays if stay.start}
    shown: list[Employment] = []
    for stay in stays:
        key = (stay.company_id, stay.title.casefold())
        if stay.start or key not in dated:
            shown.append(stay)
            dated.add(key)
    return tuple(map(_stay, shown))


def _strength(context: Context, ego: Person, person: Person, dossier: Dossier) -> tuple[str, ...]:
    """How strong the tie is, in words, and what it is made of."""
    network = context.network
    me, other = network.index(ego.id), network.index(person.id)
    tie = network.tie(me, other)
    you = context.ego is not None
    if tie < 0:
        return (f"There is no tie between {'you' if you else 'the two'}: nothing shows a talk, a meeting or a link.",)
    strength = float(network.columns.ties.strength[tie])
    place = in_words(0 if one_sided(dossier) else own_ties(network, me).place(other, strength))
    of_theirs = place if you else place.replace("your", f"{ego.name}'s")
    parts = [f"{first_upper(of_theirs)}.", _chance(strength, you=you)]
    exchange = dossier.exchange
    if exchange.sent or exchange.received:
        parts.append(f"{exchange.sent} sent and {exchange.received} received, what is recent counting most.")
    if not dossier.connected:
        parts.append(f"{'You' if you else 'The two'} are not connected on LinkedIn, as far as the archive shows.")
    return tuple(parts)


def _chance(strength: float, *, you: bool) -> str:
    of_100 = min(99, max(1, round(100 * strength)))
    return f"The chance that {'you' if you else 'the two'} write to each other within a year is about {of_100} in 100."


def _answering(context: Context, ego: Person, dossier: Dossier) -> str:
    exchange = dossier.exchange
    if not exchange.asked:
        return "Nothing shows yet whether they answer: no conversation was opened with them."
    own = exchange.opened_by_them
    theirs = f" They opened {count(own, 'conversation')} themselves." if own else ""
    answered = answered_of(exchange.answered, exchange.asked)
    return f"They {answered if context.ego else answered.replace('you opened', f'{ego.name} opened')}.{theirs}"


def _asks(ledger: Ledger, person: Person) -> tuple[AskLine, ...]:
    """What they were asked, newest first."""
    lines = []
    for ask in reversed(ledger.of(person.id)):
        about = " at ".join(x for x in (ask.role, ask.company_name) if x)
        on = ask.day_of(ask.state)
        when = f", {day(on)}" if on else ""
        lines.append(AskLine(ask.id, f"{about}: {WORDS[ask.state]}{when}", ask.state not in ENDS))
    return tuple(lines)


def _favours(ledger: Ledger, person: Person) -> tuple[str, ...]:
    said = {FavourKind.THEY_HELPED: "They helped you", FavourKind.I_HELPED: "You helped them"}
    return tuple(f"{said[f.kind]}, {day(f.day)}: {f.note}" for f in reversed(ledger.favours) if f.person == person.id)


def _between(context: Context, ego: Person, person: Person) -> Dossier:
    return dossiers(context.workspace, context.network, ego.id, [person.id], context.as_of)[person.id]


def acquaintance(context: Context, person: Person) -> Acquaintance:
    """What is known between the ego and `person`; of all owners together, the one who knows most of them."""
    held = [(ego, _between(context, ego, person)) for ego in tied_to(context, context.egos, person)]
    ego, dossier = max(held, key=lambda each: (each[1].connected, each[1].exchange.strength))
    mine = ego.id == person.id
    pair = Pair(YOU if context.ego else Name.of(ego))
    contacts = context.workspace.contacts_between(ego.id, [person.id]).get(person.id, ())
    seen = [one for one in contacts if one.at < until(context.as_of)]
    between = () if mine else (*map(moment, _facts(dossier, pair, context.as_of)), *exchanges(seen))
    mark, ledger = dossier.mark, ledger_of(context.workspace, ego.id)
    return Acquaintance(
        ego=ego,
        self=mine,
        moments=in_order((*between, *_stays(dossier.employments))),
        strength=() if mine else _strength(context, ego, person, dossier),
        answering="" if mine else _answering(context, ego, dossier),
        mark={name: bool(getattr(mark, name)) for name, _ in MARKS},
        note=mark.note or "",
        tag=tag_of_marks(ego.id, person.id, mark),
        asks=_asks(ledger, person),
        favours=_favours(ledger, person),
        key=fresh_key(),
    )
