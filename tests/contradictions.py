"""What no answer may say, whatever the situation: one part of it against another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Table = Mapping[str, Any]
FAVOURS = {"ask", "ask_for_intro"}
WAITING = "Not while another ask for this job is open."
STEPS = {"ask": "ask", "warm_up_first": "warm_up", "ask_for_an_introduction": "ask_for_intro"}


def contradictions(verdict: Table, referrers: Table, paths: Table) -> Iterable[str]:
    """Sentences on what contradicts what; none where all of an answer agrees."""
    told = {key: value for key, value in verdict.items() if key != "basis"}
    if told != {key: value for key, value in referrers.get("verdict", told).items() if key != "basis"}:
        yield "the list's verdict is another than the verdict"
    rows = referrers.get("referrers", [])
    yield from _spoken_of(verdict, rows)
    for row in rows:
        yield from _row(row)
    yield from _card(verdict, rows)
    yield from _places(rows, paths)
    yield from _order(rows, paths)
    yield from _ways(verdict, rows, paths)
    if verdict["decision"] == "wait":
        yield from _waiting(rows, paths)
    yield from _colleagues(verdict, rows, paths)


def _spoken_of(verdict: Table, rows: list[Table]) -> Iterable[str]:
    step = STEPS.get(verdict["decision"])
    if step is None:
        return
    first = rows[0]
    if first["next_step"] != step:
        yield f"the verdict is {verdict['decision']}, the first of the list: {first['next_step']}"
    via = first["reach"]["via"]
    named = {via[i]["people"][0]["id"] for i in range(len(via))} or {first["person"]["id"]}
    if (verdict["person"] or {}).get("id") not in named:
        yield f"the verdict speaks of {verdict['person']}, the list begins with {first['person']['name']}"


def _row(row: Table) -> Iterable[str]:
    name, step = row["person"]["name"], row["next_step"]
    able = step in {"ask", "ask_for_intro", "wait", "talk"} or row["decides"]
    if row["tier"] == "A" and not (able and row["criteria_met"]):
        yield f"{name} is tier A, to be {step}, and meets {row['criteria_met']}"
    if step in FAVOURS and not row["acquainted"] and not row["decides"]:
        yield f"{name} is to be asked, and barely knows the user, or whoever introduces does"
    if step == "leave" and row["decides"]:
        yield f"{name} is to be left and written to"
    strong = next(c for c in row["vouch"]["criteria"] if c["name"] == "strong_connection")
    told = any(e["source"] == "your mark" for e in strong["evidence"])
    if strong["value"] >= 0.5 and not told and not row["reach"]["via"] and row["place"] < 50:
        yield f"{name} is a strong connection at place {row['place']}"


def _card(verdict: Table, rows: list[Table]) -> Iterable[str]:
    person = verdict["person"]
    lines = [*verdict["benefits"], *verdict["drawbacks"]]
    if lines and person is None:
        yield "a card about nobody"
    first = rows[0]["person"]["name"] if rows else ""
    for row in rows:
        name = row["person"]["name"]
        if name not in {first, (person or {}).get("name")} and any(name in line for line in lines):
            yield f"the card speaks of {name}"
    for row in rows:
        left = row["next_step"] == "leave" and row["hiring_role"] != "recruiter"
        if left and any(f"write to {row['person']['name']}" in reason for reason in verdict["reasons"]):
            yield f"{row['person']['name']} is to be left in peace and written to"


def _places(rows: list[Table], paths: Table) -> Iterable[str]:
    shown = {row["person"]["id"]: row["place"] for row in rows if not row["reach"]["via"]}
    for path in paths.get("paths", []):
        end = path["people"][-1]["id"]
        if len(path["people"]) == 2 and shown.get(end, path["place"]) != path["place"]:
            yield f"the tie to {path['people'][-1]['name']} is {shown[end]} in the list and {path['place']} on the path"


def _order(rows: list[Table], paths: Table) -> Iterable[str]:
    ends = list(dict.fromkeys(path["people"][-1]["id"] for path in paths.get("paths", [])))
    ranked = [row["person"]["id"] for row in rows if row["person"]["id"] in set(ends)]
    if ends != ranked and len(ends) > 1 and not paths["order"]:
        yield "paths in another order than people, without a word"


def _ways(verdict: Table, rows: list[Table], paths: Table) -> Iterable[str]:
    """Paths that were told of the job say what the list and the verdict say."""
    told = paths.get("verdict")
    if not told:
        return
    if (told["decision"], told["reasons"]) != (verdict["decision"], verdict["reasons"]):
        yield "the verdict of the paths is another than the verdict"
    by_id = {row["person"]["id"]: row for row in rows}
    for path in paths.get("paths", []):
        end, first = path["people"][-1], path["people"][1]
        row = by_id.get(end["id"])
        if row is None or not path["step"]:
            yield f"nothing is said of the path to {end['name']}"
            continue
        if row["decides"] and path["step"] != "write about the job":
            yield f"{end['name']} decides, and the path to them says {path['step']}"
        elif row["next_step"] == "ask" and len(path["people"]) == 2 and path["step"] != "ask" and not row["decides"]:
            yield f"{end['name']} is to be asked, and the path says {path['step']}"
        elif row["restraint"]["do_not_ask"] and path["step"] != "leave in peace":
            yield f"{end['name']} is not to be asked, and the path says {path['step']}"
        held = by_id.get(first["id"], {}).get("restraint", {})
        if (held.get("do_not_ask") or held.get("declined")) and "leave" not in path["step"] and not row["decides"]:
            yield f"{first['name']} is left in peace, and a path through them says {path['step']}"
        if held.get("open_asks") and path["step"] == "leave in peace" and not (held["do_not_ask"] or held["declined"]):
            yield f"{first['name']} was asked and may answer, and a path through them says {path['step']}"


def _waiting(rows: list[Table], paths: Table) -> Iterable[str]:
    """While one ask is open, whoever else is to be asked is so with a word on it."""
    for row in rows:
        held = row["restraint"]
        if held["open_asks"] and not held["do_not_ask"] and not held["declined"] and row["step"] == "leave in peace":
            yield f"{row['person']['name']} was asked and may answer, and the list says {row['step']}"
        if row["next_step"] in FAVOURS and not row["decides"]:
            yield f"the verdict is to wait, and {row['person']['name']} is to be asked"
        if (row["next_step"] == "wait") is not (WAITING in row["advice"]):
            yield f"{row['person']['name']} is to be asked later, and the advice is {row['advice']}"
    for path in paths.get("paths", []) if paths.get("verdict") else []:
        if path["step"] in {"ask", "ask for an introduction"}:
            yield f"the verdict is to wait, and the path to {path['people'][-1]['name']} says {path['step']}"
        if path["step"] == "ask later" and WAITING not in path["advice"]:
            yield f"the path to {path['people'][-1]['name']} says to ask later, and not why"


def _colleagues(verdict: Table, rows: list[Table], paths: Table) -> Iterable[str]:
    """At one's own employer nobody is warmed up, asked a favour or an introduction; elsewhere nobody is a colleague."""
    own = any("yourself: apply by the way open to employees" in reason for reason in verdict["reasons"])
    for row in rows:
        if own and row["next_step"] not in {"talk", "leave"} and not row["decides"]:
            yield f"{row['person']['name']} is a colleague and to be {row['next_step']}"
        if not own and row["next_step"] == "talk":
            yield f"{row['person']['name']} is to be talked to as a colleague, and works elsewhere"
    for path in paths.get("paths", []) if paths.get("verdict") else []:
        if own and path["step"] not in {
            "ask about the team",
            "write about the job",
            "leave in peace",
            "wait for the answer",
        }:
            yield f"the path to {path['people'][-1]['name']}, a colleague, says {path['step']}"
