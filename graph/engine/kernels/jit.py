"""How kernels are compiled: machine code kept on disk, no interpreter lock held while they run.

The cache lies beside the module, or in the user's cache folder where that is read-only (numba decides), or in
`NUMBA_CACHE_DIR`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """Compile at first call, release the interpreter lock, keep the machine code on disk."""
    return cast("Function", numba.njit(nogil=True, cache=True)(function))
