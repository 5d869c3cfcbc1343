"""Values kept by key: made once, bounded by weight, least recently used first out, and safe for threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from graph.memo import Memo


def made(log: list[int], value: int) -> Callable[[], int]:
    def make() -> int:
        log.append(value)
        return value

    return make


def test_a_value_is_made_once() -> None:
    memo, log = Memo(100), list[int]()
    assert [memo.get("a", made(log, 7), lambda _: 1) for _ in range(3)] == [7, 7, 7]
    assert log == [7]
    assert (memo.held("a"), memo.held("b")) == (7, None)


def test_the_least_recently_used_go_first_and_the_weight_stays_within() -> None:
    memo, log = Memo(3), list[int]()
    for key in (1, 2, 3, 1, 4):  # 2 was used longest ago when 4 comes
        memo.get(key, made(log, key), lambda _: 1)
    assert memo.weight == 3
    for key in (1, 3, 4, 2):
        memo.get(key, made(log, key), lambda _: 1)
    assert log == [1, 2, 3, 4, 2]


def test_what_is_too_heavy_is_given_and_not_kept() -> None:
    memo, log = Memo(10), list[int]()
    memo.get("light", made(log, 1), lambda _: 4)
    for _ in range(2):
        assert memo.get("heavy", made(log, 2), lambda _: 11) == 2
    memo.get("light", made(log, 1), lambda _: 4)
    assert (log, memo.weight) == ([1, 2, 2], 4)


def test_threads_share_one_value() -> None:
    memo: Memo = Memo(1_000)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: memo.get(n % 5, object, lambda _: 1), range(400)))
    by_key = {n % 5: value for n, value in enumerate(found)}
    assert all(value is by_key[n % 5] for n, value in enumerate(found))
    assert memo.weight == 5


def test_what_others_need_too_is_worked_out_once() -> None:
    memo, log, begun = Memo(10), list[int](), Event()

    def slow() -> int:
        begun.set()
        sleep(0.05)
        log.append(1)
        return 1

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(memo.get, "a", slow, lambda _: 1)
        begun.wait()
        others = [threads.submit(memo.get, "a", slow, lambda _: 1) for _ in range(3)]
        assert [each.result() for each in (first, *others)] == [1, 1, 1, 1]
    assert log == [1]


def test_what_could_not_be_made_is_tried_again() -> None:
    memo, log = Memo(10), list[int]()

    def fails() -> int:
        raise KeyError

    with pytest.raises(KeyError):
        memo.get("a", fails, lambda _: 1)
    assert memo.get("a", made(log, 3), lambda _: 1) == 3
