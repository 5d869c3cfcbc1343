"""Everything that is a sum over triangles: Burt's constraint and effective size, clustering; and common contacts.

Each triangle is met once, from its corner of lowest degree, O(m^1.5) altogether (Latapy 2008,
doi:10.1016/j.tcs.2008.07.017), instead of once for each pair of contacts of a hub. Places are unsigned where it counts,
which spares a test for negative ones.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import kernel


@kernel
def forward_rows(indptr: Int64, indices: Int32, tie: Int32) -> tuple[Int64, Int32, Int32]:
    """The arcs from each person to those of higher degree (then number), without self loops."""
    n = len(indptr) - 1
    start = np.zeros(n + 1, dtype=np.int64)
    for u in range(n):
        own = indptr[u + 1] - indptr[u]
        for arc in range(indptr[u], indptr[u + 1]):
            v = indices[arc]
            other = indptr[v + 1] - indptr[v]
            if other > own or (other == own and v > u):
                start[u + 1] += 1
    for u in range(n):
        start[u + 1] += start[u]
    ends, ties = np.empty(start[n], dtype=np.int32), np.empty(start[n], dtype=np.int32)
    at = 0
    for u in range(n):
        own = indptr[u + 1] - indptr[u]
        for arc in range(indptr[u], indptr[u + 1]):
            v = indices[arc]
            other = indptr[v + 1] - indptr[v]
            if other > own or (other == own and v > u):
                ends[at], ties[at] = v, tie[arc]
                at += 1
    return start, ends, ties


@kernel
def detours(
    start: Int64, ends: Int32, ties: Int32, weight: Float64, total: Float64, highest: Float64
) -> tuple[Float64, Float64]:
    """Burt's sums over all triangles, from forward rows, weight per tie, total and highest weight per person.

    Returns, per tie (u, v), the sum of a_uw a_wv / total_w; per person v the sum of a_vw a_uw / highest_u over both
    orders of the other two.
    """
    n = len(start) - 1
    detour, redundant = np.zeros(len(weight)), np.zeros(n)
    seen = np.full(n, -1, dtype=np.int32)
    for u in range(n):
        for i in range(start[u], start[u + 1]):
            seen[np.uint64(ends[i])] = ties[i]
        for i in range(start[u], start[u + 1]):
            v, uv = np.uint64(ends[i]), weight[ties[i]]
            for j in range(start[v], start[v + np.uint64(1)]):
                w = np.uint64(ends[j])
                if seen[w] < 0:
                    continue
                vw, uw = weight[ties[j]], weight[seen[w]]
                detour[ties[i]] += uw * vw / total[w]
                detour[ties[j]] += uv * uw / total[u]
                detour[seen[w]] += uv * vw / total[v]
                if uv > 0.0 and vw > 0.0 and uw > 0.0:
                    redundant[u] += uw * vw / highest[v] + uv * vw / highest[w]
                    redundant[v] += vw * uw / highest[u] + uv * uw / highest[w]
                    redundant[w] += vw * uv / highest[u] + uw * uv / highest[v]
        for i in range(start[u], start[u + 1]):
            seen[np.uint64(ends[i])] = -1
    return detour, redundant


@kernel
def closed(start: Int64, ends: Int32, ties: Int32, weight: Float64) -> tuple[Int64, Float64]:
    """Per person the number of triangles, and the sum of the cube roots of the product of their three weights."""
    n = len(start) - 1
    count, cubes = np.zeros(n, dtype=np.int64), np.zeros(n)
    seen = np.full(n, -1, dtype=np.int32)
    for u in range(n):
        for i in range(start[u], start[u + 1]):
            seen[np.uint64(ends[i])] = ties[i]
        for i in range(start[u], start[u + 1]):
            v = np.uint64(ends[i])
            for j in range(start[v], start[v + np.uint64(1)]):
                w = np.uint64(ends[j])
                if seen[w] < 0:
                    continue
                cube = np.cbrt(weight[ties[i]] * weight[ties[j]] * weight[seen[w]])
                count[u], count[v], count[w] = count[u] + 1, count[v] + 1, count[w] + 1
                cubes[u], cubes[v], cubes[w] = cubes[u] + cube, cubes[v] + cube, cubes[w] + cube
        for i in range(start[u], start[u + 1]):
            seen[np.uint64(ends[i])] = -1
    return count, cubes


@kernel
def constraint(indptr: Int64, tie: Int32, weight: Float64, total: Float64, detour: Float64) -> tuple[Float64, Float64]:
    """Burt's constraint and its hierarchy (the Coleman-Theil index of its parts) per person; nan without contacts.

    `total`: weight of all arcs of a person; `detour`: from `detours`. No self loops.
    """
    n = len(total)
    value, hierarchy = np.full(n, np.nan), np.full(n, np.nan)
    for v in range(n):
        degree = indptr[v + 1] - indptr[v]
        if degree == 0 or total[v] == 0.0:
            continue
        parts, at, whole = np.zeros(degree), 0, 0.0
        for arc in range(indptr[v], indptr[v + 1]):
            a = weight[tie[arc]]
            part = ((a + detour[tie[arc]]) / total[v]) ** 2 if a > 0.0 else 0.0
            parts[at] = part
            at, whole = at + 1, whole + part
        value[v] = whole
        if degree > 1 and whole > 0.0:
            entropy = 0.0
            for part in parts:
                if part > 0.0:
                    ratio = part * degree / whole
                    entropy += ratio * np.log(ratio)
            hierarchy[v] = max(entropy / (degree * np.log(degree)), 0.0)
        else:
            hierarchy[v] = 1.0
    return value, hierarchy


@kernel
def common_contacts(indptr: Int64, indices: Int32, share: Float64, one: Int32, other: Int32) -> Float64:
    """For each pair, the sum of `share` over common contacts other than the two. Quickest when grouped by `one`."""
    answer = np.zeros(len(one))
    seen = np.full(len(indptr) - 1, -1, dtype=np.int32)
    marked = -1
    for i in range(len(one)):
        u, v = one[i], other[i]
        if u != marked:
            for arc in range(indptr[u], indptr[u + 1]):
                seen[indices[arc]] = u
            marked = u
        for arc in range(indptr[v], indptr[v + 1]):
            w = indices[arc]
            if seen[w] == u and w not in (u, v):
                answer[i] += share[w]
    return answer
