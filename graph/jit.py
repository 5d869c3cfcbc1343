"""How kernels are compiled: machine code kept on disk, no interpreter lock held while they run.

The cache lies beside the module, or in the user's cache folder where that is read-only (numba decides), or in
`NUMBA_CACHE_DIR`. Numba takes longer to load than most questions take to answer, so the first call of a kernel loads
it: who looks up a name, or asks for referrers over a graph that is on disk already, does without. So does a search that
reads few ties: its kernels run as they are written (`light`), to the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock, local
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from types import ModuleType

    from numba.core.dispatcher import Dispatcher


class _Stats(Protocol):
    """What numba counts."""

    cache_misses: dict[object, int]


LIGHT = 50_000
"""Ties read one by one in about a tenth of a second, a fifth of what loading numba and some kernels takes."""
FEW = 200_000
"""Rows up to which a process that has compiled nothing yet goes through them in arrays: numba takes longer to load."""
Function = TypeVar("Function", bound=Callable[..., object])
Array = TypeVar("Array", bound=npt.NDArray[np.generic])
_loading = Lock()


class _Mode(local):
    """How this thread calls kernels."""

    as_written = False


_mode = _Mode()


class Kernel:
    """A function that becomes a numba dispatcher when it is first called, by Python or by another kernel."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.py_func = function
        self.__doc__, self.__name__, self.__module__ = function.__doc__, function.__name__, function.__module__
        self._dispatcher: Dispatcher | None = None

    @property
    def dispatcher(self) -> Dispatcher:
        """What numba made of it."""
        if self._dispatcher is None:
            numba = _numba()
            with _loading:
                if self._dispatcher is None:
                    self._dispatcher = numba.njit(nogil=True, cache=True)(self.py_func)
        return self._dispatcher

    @property
    def compiled_here(self) -> bool:
        """Whether machine code was made in this process, and not all of it found on the disk."""
        stats = cast("_Stats", self.dispatcher.stats)  # type: ignore[attr-defined]
        return bool(stats.cache_misses)

    def __call__(self, *args: object, **named: object) -> object:
        """What the function returns, compiled or as it is written."""
        return (self.py_func if _mode.as_written else self.dispatcher)(*args, **named)


@cache
def _numba() -> ModuleType:
    """Numba, told that a `Kernel` inside another is its dispatcher."""
    import numba  # noqa: PLC0415  (half a second, and only some questions need it)
    from numba.extending import typeof_impl  # noqa: PLC0415

    @typeof_impl.register(Kernel)
    def _type_of(kernel: Kernel, _: object) -> object:
        return numba.typeof(kernel.dispatcher)  # type: ignore[no-untyped-call]

    return numba


def compiling() -> bool:
    """Whether this process has loaded numba already."""
    return _numba.cache_info().currsize > 0


def compiled_pays(rows: int) -> bool:
    """Whether so many rows are gone through by a kernel: not a few, where numba would have to be loaded for them."""
    return compiling() or rows > FEW


def load_compiler() -> None:
    """Load numba, so that from now on every kernel is compiled, however few ties it reads."""
    _numba()


@contextmanager
def as_written() -> Iterator[None]:
    """Kernels that this thread calls inside the block are plain Python."""
    before, _mode.as_written = _mode.as_written, True
    try:
        yield
    finally:
        _mode.as_written = before


@contextmanager
def light(ties: int) -> Iterator[None]:
    """Kernels that this thread calls inside the block, and that read about so many ties, load no numba for a few."""
    if ties <= LIGHT and not compiling():
        with as_written():
            yield
    else:
        yield


def uncompiled(function: Function) -> Function:
    """A kernel as it is written."""
    return cast("Function", cast("Kernel", function).py_func)


def kernel(function: Function) -> Function:
    """Compile at first call, release the interpreter lock, keep the machine code on disk."""
    return cast("Function", Kernel(function))


def read_only(array: Array) -> Array:
    """A view that cannot be written through: kernels are compiled once, for read-only arrays."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view  # type: ignore[return-value]
