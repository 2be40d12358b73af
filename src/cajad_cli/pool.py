"""Work in other processes: bounded in time and memory; a process that dies takes only its own job with it."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_AHEAD: Final = 6  # pieces of work that wait for each process: enough to keep it busy, few enough to hold in memory
_MEMORY: Final = 1 << 30  # bytes a process may take; ordinary documents need a twentieth of it


class TooLong(BaseException):
    """Report work that was stopped at its time limit; no `except Exception` of a library swallows it."""


class _State:
    worker = False  # whether this process is one of a pool


_state = _State()


class Lost(NamedTuple):
    """Stands for the result of a job whose process died."""


def spread(
    work: Callable[[_Job], _Result], pieces: Iterable[Sequence[_Job]], processes: int
) -> Iterator[tuple[_Job, _Result | Lost]]:
    """Yield each job and what `work` makes of it, in order; pieces of work are handed out whole.

    A job at which its process dies (a crash in a library, the system short of memory) is tried once more in a
    process of its own, then yields Lost; those of its neighbours that were under way are done again.
    """
    source = iter(pieces)
    waiting: deque[tuple[Sequence[_Job], Future[list[_Result]]]] = deque()
    pool = _executor(processes)
    try:
        while True:
            for piece in islice(source, _AHEAD * processes - len(waiting)):
                waiting.append((piece, pool.submit(_each, work, piece)))
            if not waiting:
                return
            piece, future = waiting.popleft()
            results = _result(future)
            if results is not None:
                yield from zip(piece, results, strict=True)
                continue
            pool.shutdown(wait=False, cancel_futures=True)
            again = [piece, *(held for held, _ in waiting)]
            waiting.clear()
            yield from _singly(work, (job for held in again for job in held))
            pool = _executor(processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(future: "Future[_Result]") -> "_Result | None":
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _singly(work: Callable[[_Job], _Result], jobs: Iterable[_Job]) -> "Iterator[tuple[_Job, _Result | Lost]]":
    pool = _executor(1)
    try:
        for job in jobs:
            results = _result(pool.submit(_each, work, (job,)))
            if results is not None:
                yield job, results[0]
                continue
            yield job, Lost()
            pool.shutdown(wait=False)
            pool = _executor(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _each(work: Callable[[_Job], _Result], piece: Sequence[_Job]) -> list[_Result]:
    return [work(job) for job in piece]


def _executor(processes: int) -> "ProcessPoolExecutor":
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(processes, initializer=_start)


def _start() -> None:
    """Let Ctrl-C reach the parent alone, end when it ends, take no more than a share of memory, leave garbage be.

    What extraction makes has no cycles: without the collector it is 10 to 20 % faster.
    """
    _state.worker = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _end_with_parent() -> None:
    """Leave when the parent was killed: nobody would ever send work or take results."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in what goes on for longer; in a worker, code that cannot be interrupted ends its process.

    Systems without these timers, and threads other than the main one, have no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds / 10)
    if _state.worker:
        # The default action of SIGPROF is to end the process, whatever C code it is in; it counts CPU time only.
        signal.setitimer(signal.ITIMER_PROF, 2 * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if _state.worker:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


class Interrupts:
    """Keep Ctrl-C out of what must not be left half done: `with interrupts.held():` puts it off until the end.

    A second Ctrl-C is let through at once. Only the main thread gets signals; elsewhere this does nothing.
    """

    def __init__(self) -> None:
        self._busy = False
        self._seen = False
        self._before: Any = None

    def __enter__(self) -> Self:
        in_main = threading.current_thread() is threading.main_thread()
        if in_main and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # ignored: it runs in the background
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._busy and not self._seen:
            self._seen = True
            return
        self._seen = True
        raise KeyboardInterrupt

    def hold(self) -> None:
        """Put a first Ctrl-C off for good: what is left to do is to finish."""
        self._busy = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put a first Ctrl-C off until the end of the block."""
        seen = self._seen
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        if self._seen and not seen:
            raise KeyboardInterrupt
