"""Readers that go through libraries in C, in a process of their own: what hangs, swells or crashes there ends there.

The process starts with the first file that needs it and reads one file after another; requests and answers are pickles
on its pipes. It ends with ours: its standard input is then at its end.
"""

import os
import pickle
import subprocess
import sys
import threading
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import Flaw, Part, Source

SECONDS: Final = 60.0  # for one file; a report of a thousand pages takes ten
MEMORY: Final = 320 << 20  # bytes of data of the process, its libraries among them
_START: Final = "import sys; sys.path[:] = sys.argv[1:]; from cajad_cli.read.guard import serve; serve()"

_INSIDE: list[bool] = []  # True in the guarded process itself
_PROCESS: list[tuple[int, "subprocess.Popen[bytes]"]] = []  # with the id of the process that started it


def guarded(form: str, name: str, data: bytes, depth: int = 0) -> list[Part | Flaw]:
    """Read bytes of a format in the guarded process; raises ReadError where that fails, runs out of bounds or dies.

    What lies in a file that is read there already, `depth` files deep, is read beside it.
    """
    if _INSIDE:
        return _parts(form, name, data, depth)
    process = _process()
    late = threading.Timer(SECONDS, process.kill)
    late.start()
    try:
        assert process.stdin is not None and process.stdout is not None
        pickle.dump((form, name, data, depth), process.stdin)
        process.stdin.flush()
        made, error = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        _end(process)
        if late.finished.is_set():
            raise ReadError(f"{name} took more than {SECONDS:.0f} seconds: not read") from None
        raise ReadError(f"{name} is damaged: its reader broke down on it") from None
    except BaseException:
        _end(process)
        raise
    finally:
        late.cancel()
    if error:
        raise ReadError(error)
    found: list[Part | Flaw] = made
    return found


def _process() -> "subprocess.Popen[bytes]":
    """Give the running process, a new one where there is none: a fork of ours must not share it."""
    if _PROCESS and _PROCESS[0][0] == os.getpid() and _PROCESS[0][1].poll() is None:
        return _PROCESS[0][1]
    _PROCESS.clear()
    command = [sys.executable, "-c", _START, *sys.path]
    null = subprocess.DEVNULL
    made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=null)
    _PROCESS.append((os.getpid(), made))
    return made


def _end(process: "subprocess.Popen[bytes]") -> None:
    _PROCESS.clear()
    process.kill()
    process.wait()


# ---------------------------------------------------------------- within the guarded process


def serve() -> None:
    """Answer requests until there are no more."""
    import signal

    _INSIDE.append(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is ours
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is none of our answers
    _bound_memory()
    while True:
        try:
            request = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(_answer(*request), answers)
        answers.flush()


def _parts(form: str, name: str, data: bytes, depth: int) -> list[Part | Flaw]:
    from io import BytesIO

    from cajad_cli.read.formats import named_format, parts

    return list(parts(Source(BytesIO(data), name, depth), named_format(form)))


def _answer(form: str, name: str, data: bytes, depth: int) -> tuple[list[Part | Flaw], str]:
    try:
        return _parts(form, name, data, depth), ""
    except ReadError as error:
        return [], str(error)
    except MemoryError:
        return [], f"{name} needs more than {MEMORY >> 20} MB of memory: not read"
    except RecursionError:
        return [], f"{name} is nested too deep: not read"
    except Exception as error:  # noqa: BLE001 - whatever a library stumbles on, the file is named and the rest is read
        return [], f"{name} is damaged: {type(error).__name__} {' '.join(str(error).split())[:120]}"


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # no such bound on Windows; the time is bounded there too
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    del soft
    bound = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
