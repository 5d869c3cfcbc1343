"""Compiled loops over compressed sparse rows. Plain arrays in and out; they hold no lock and no state.

Weights are whole numbers (fixed point, see `graph.engine.csr`), so sums do not depend on the order of adding: equal
costs are exactly equal and order by person id, from either end of a search.
"""
