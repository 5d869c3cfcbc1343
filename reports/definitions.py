"""What each number of the report means, in one sentence a number."""

from __future__ import annotations

DEFINITIONS = {
    "people": "Everybody any imported file names, owners included.",
    "ties": "Pairs of people with a connection row, a dated contact, a statement or your own word between them.",
    "ties with contact": "Ties with at least one dated message or meeting.",
    "two-way": "Ties in which both sides wrote at least once.",
    "direct": "People at the company you are tied to yourself.",
    "two hops": "People there whom somebody you know is tied to.",
    "three hops": "People there one step further.",
    "best path": "The path with the highest discounted strength, at most three hops.",
    "strength": "Calibrated probability of a two-way exchange in the span that follows (docs/method.md).",
    "Gini": "0: contacts are spread evenly over employers; near 1: few employers hold most of them.",
    "betweenness": "Share of all shortest paths in the pool that run through the person (Freeman 1977).",
    "dormant": "Two-way history of at least four messages, silent for half a year or more.",
}
