"""Work in other processes: in order, bounded, and a process that dies takes only its own job with it."""

import hashlib
import os
import signal
import time
from collections.abc import Sequence

import pytest

from cajad_cli.pool import Interrupts, Lost, TooLong, spread, time_limit


def work(job: int | str) -> int | str:
    if job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == "eat":
        try:
            return len(bytearray(4 << 30))
        except MemoryError:
            return "no memory"
    if job == "hang":
        with time_limit(0.1):
            hashlib.pbkdf2_hmac("sha256", b"", b"", 10**9)  # C code that no signal interrupts
    if job == "wait":
        try:
            with time_limit(0.1):
                time.sleep(60)
        except TooLong:
            return "too long"
    return job


def done(jobs: Sequence[int | str], piece: int = 3) -> list[int | str | Lost]:
    pieces = [jobs[at : at + piece] for at in range(0, len(jobs), piece)]
    results = list(spread(work, pieces, 2))
    assert [job for job, _ in results] == list(jobs)
    return [result for _, result in results]


def test_in_order() -> None:
    assert done(range(100)) == list(range(100))
    assert done([]) == []


def test_a_process_that_dies_takes_its_own_job_with_it() -> None:
    jobs = [*range(10), "die", *range(10, 20), "die", 20]
    assert done(jobs) == [*range(10), Lost(), *range(10, 20), Lost(), 20]


def test_time_and_memory_are_bounded() -> None:
    begin = time.monotonic()
    assert done([1, "wait", "eat", 2]) == [1, "too long", "no memory", 2]
    assert done(["hang", 3]) == [Lost(), 3]
    assert time.monotonic() - begin < 30


def test_a_limit_leaves_what_is_quick_alone() -> None:
    with time_limit(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_an_interrupt_waits_for_the_end_of_what_must_be_whole() -> None:
    steps = []
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            with interrupts.held():
                signal.raise_signal(signal.SIGINT)
                steps.append("whole")
            steps.append("never")
        with pytest.raises(KeyboardInterrupt), interrupts.held():
            signal.raise_signal(signal.SIGINT)  # the second one is let through at once
            steps.append("never")
    assert steps == ["whole"]


def test_an_interrupt_at_the_end_comes_too_late() -> None:
    with Interrupts() as interrupts:
        interrupts.hold()
        signal.raise_signal(signal.SIGINT)
