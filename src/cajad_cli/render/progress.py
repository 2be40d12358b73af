"""How far long work has come: a bar on a terminal."""

from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_WORTH: Final = 64  # steps; fewer are over before a bar would be read
_DRAWN: Final = 200  # times at most


class Bar:
    """A bar with rate and remaining time, drawn from the first call of `show` on and gone when the work is done."""

    def __init__(self, what: str, out: TextIO) -> None:
        self._what = what
        self._out = out
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._drawn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int) -> None:
        """Show that `done` steps of `total` are done."""
        if total < _WORTH:
            return
        if self._bar is None:
            self._bar = _bar(self._out)
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        assert self._task is not None
        draw = done == total or done - self._drawn >= total / _DRAWN
        self._bar.update(self._task, completed=done, total=total, refresh=draw)
        if draw:
            self._drawn = done


def _bar(out: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), Remaining(compact=True))
    # No thread of its own redraws it: processes are forked while it stands.
    return Progress(*columns, console=Console(file=out), transient=True, auto_refresh=False)
