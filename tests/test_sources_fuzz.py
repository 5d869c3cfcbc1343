"""Every reader under arbitrary bytes, and under real files with bytes changed, doubled, cut or moved."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzz.readers import SEEDS, TARGETS, survive

SPLICE = st.tuples(
    st.integers(0, 1 << 16),
    st.integers(0, 40),
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [
                b"\n",
                b"\r\n\r\n",
                b'"',
                b",",
                b":",
                b";",
                b"\x00",
                b"\xff",
                b"=",
                b"<",
                b"]",
                b"99999999",
                b"-1",
                b"0000",
            ]
        ),
    ),
    st.integers(0, 3),
)


def spliced(seed: bytes, cuts: list[tuple[int, int, bytes, int]]) -> bytes:
    """Some bytes taken out, some put in, some doubled."""
    for at, length, new, again in cuts:
        place = at % (len(seed) + 1)
        seed = seed[:place] + new + seed[place : place + length] * again + seed[place + length :]
    return seed[:20_000]


@pytest.mark.parametrize("target", TARGETS)
@given(content=st.binary(max_size=400))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_arbitrary_bytes(target: str, content: bytes) -> None:
    survive(target, content)


@pytest.mark.parametrize("target", TARGETS)
@given(cuts=st.lists(SPLICE, max_size=6), which=st.integers(0, 9))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files(target: str, cuts: list[tuple[int, int, bytes, int]], which: int) -> None:
    survive(target, spliced(SEEDS[target][which % len(SEEDS[target])], cuts))
