"""Nobody waits for the compiler: after warming up, no question compiles anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

QUESTIONS = """
import pkgutil
from importlib import import_module

import numpy as np
from networks import network, random_ties, tie_columns

import graph.engine.kernels as kernels
from graph.centrality import MEASURES, measure
from graph.communities import communities
from graph.jit import Kernel
from graph.engine.warm import warm
from graph.paths import best_paths, introduction_paths, reach_companies, several_paths

def compiled():
    modules = [import_module(f"{kernels.__name__}.{m.name}") for m in pkgutil.iter_modules(kernels.__path__)]
    made = [(m.__name__, f._dispatcher) for m in modules for f in vars(m).values() if isinstance(f, Kernel)]
    found = [(name, dispatcher) for name, dispatcher in made if dispatcher is not None]
    return {(name, f.__name__, str(s)) for name, f in found for s in f.nopython_signatures}

warm()
before = compiled()
net = network(900, random_ties(np.random.default_rng(1), 900, 2_700), works=[(v, v % 30) for v in range(900)], owners=[0, 1])
for name in MEASURES:
    measure(net, name)
    measure(net, name, company=3, samples=5)
communities(net)
for options in ({}, {"max_hops": 3}, {"max_hops": 4}):
    for disjoint in (False, True):
        best_paths(net, [0, 5], net.members(7), k=5, disjoint=disjoint, **options)
    reach_companies(net, [0], **options)
    introduction_paths(net, [0, 5], net.members(7), k=5, **options)
several_paths(net, [0, 5], net.members(7), max_hops=3)
best_paths(net, [0], net.members(7), k=3, extra=tie_columns([(0, 899, 0.4)]))
print(len(before), sorted(compiled() - before))
"""


def test_after_warming_up_nothing_is_compiled() -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUESTIONS],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    count, new = done.stdout.split(maxsplit=1)
    assert int(count) > 20
    assert new == "[]\n"
