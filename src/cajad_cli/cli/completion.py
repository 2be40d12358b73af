"""`cajad completion`, and what a shell is told while a line is typed."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cajad_cli.errors import CajadError, UsageError
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from cajad_cli.index.store import Store

SHELLS: Final = ("bash", "zsh", "fish")
_BREAKS: Final = (":", "=")  # where bash cuts words, beside white space
_FILES, _FOLDERS = ":files", ":folders"  # left to the shell
_LONGEST: Final = 60  # characters of a description
_LETTERS: Final = 2  # typed before words of the library are offered
_PHRASES: Final = ("today", "yesterday", "last week", "last month", "last year", "this month", "this year")
_FORMATS: Final = ("table", "text", "json", "jsonl", "csv", "tsv", "markdown", "html")
_OF_WORDS: Final = frozenset({"search", "timeline", "compare"})
CHOICES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("", "color"): ("auto", "always", "never"),
    ("", "format"): _FORMATS,
    ("timeline", "format"): (*_FORMATS, "ics"),
    ("search", "by"): ("document", "passage"),
    ("search", "facet"): ("source", "year", "kind", "document"),
    ("search", "sort"): ("relevance", "date", "-date", "source", "document"),
    ("timeline", "by"): ("day", "week", "month", "quarter", "year"),
    ("timeline", "sort"): ("date", "-date", "salience"),
    ("compare", "by"): ("point", "source"),
    ("sources", "sort"): ("document", "date", "-date", "source", "title"),
}

Offer = tuple[str, str]  # what may stand here, and what it is
Program = Callable[[Sequence[str]], typer.Typer]


class Typed(NamedTuple):
    """A line as far as it is typed: the words before, and the one that is being typed."""

    before: tuple[str, ...]
    word: str
    command: str = ""


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> int:
    """Print the completion of commands, options, sources, documents and names for a shell.

    bash: source <(cajad completion bash); zsh: cajad completion zsh > "${fpath[1]}/_cajad"; fish: cajad completion
    fish > ~/.config/fish/completions/cajad.fish.
    """
    if shell not in SHELLS:
        raise UsageError(f"there is no completion for {shell!r}", f"there is one for {', '.join(SHELLS)}")
    sys.stdout.write(Path(__file__).with_name("shell").joinpath(f"cajad.{shell}").read_text(encoding="utf-8"))
    return 0


def complete(arguments: Sequence[str], program: Program) -> int:
    """Print what may stand at the end of a line, an offer a line: SHELL WORD... as typed, the last one unfinished.

    Reads an index that is there and makes none; whatever is wrong, the answer is none and no word on it.
    """
    shell, *words = arguments or ("",)
    words = words or [""]
    joined = _joined(words) if shell == "bash" else words
    cut = max(joined[-1].rfind(sign) for sign in _BREAKS) + 1 if joined[-1] != words[-1] else 0
    quoted = words[-1][:1] in ("'", '"')
    typed = Typed(tuple(joined[:-1]), joined[-1].lstrip("'\"").replace("\\ ", " "))
    try:
        for value, what in _offers(typed, program):
            print(_written(value[cut:], what, shell, quoted=quoted))
    except (CajadError, OSError, ValueError):
        return 1
    return 0


def _joined(words: Sequence[str]) -> list[str]:
    """Join what bash has cut at ":" and "="."""
    made: list[str] = []
    glue = False
    for word in words:
        if made and (glue or word in _BREAKS):
            made[-1] += word
        else:
            made.append(word)
        glue = word in _BREAKS
    return made


def _written(value: str, what: str, shell: str, *, quoted: bool) -> str:
    value, what = _safe(value), _safe(what)
    if value in (_FILES, _FOLDERS):
        return value
    if shell == "bash":
        return value if quoted else "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in value)
    said = f"{what[:_LONGEST].rstrip()}…" if len(what) > _LONGEST else what
    return f"{value}\t{said}" if said else value


def _safe(text: str) -> str:
    if text.isprintable():
        return text
    from cajad_cli.render.hygiene import clean  # with all of render: only where it is needed

    return clean(text)


_SPECIAL: Final = frozenset(" \t\\'\"`$&|;<>()[]{}*?!#~")


def _offers(typed: Typed, program: Program) -> Iterator[Offer]:
    group: Any = typer.main.get_command(program(typed.before))
    options = _options(group)
    command = _command(typed.before, group.commands, options)
    if command:
        options = _options(group.commands[command])
    typed = typed._replace(command=command)
    name, equals, value = typed.word.partition("=")
    last = typed.before[-1] if typed.before else ""
    ended = "--" in typed.before
    if not ended and equals and _takes_value(options.get(name)):
        found = _values(options[name], typed._replace(word=value))
        yield from ((f"{name}={one}" if one[:1] != ":" else one, what) for one, what in found)
    elif not ended and _takes_value(options.get(last)):
        yield from _values(options[last], typed)
    elif not ended and typed.word.startswith("-") and not _leaves_out(typed):
        long = ((option, param.help or "") for option, param in options.items() if option.startswith("--"))
        yield from _beginning(long, typed.word)
    elif not command:
        yield from _beginning(((n, _summary(one)) for n, one in group.commands.items()), typed.word)
    else:
        yield from _positional(typed)


def _options(command: Any) -> dict[str, Any]:
    found = {option: p for p in command.params if p.param_type_name == "option" for option in (*p.opts,)}
    return found | {"--help": _Help()}


class _Help:
    """Stand for --help, which is no parameter of its own."""

    is_flag = True
    help = "Show this message."


def _takes_value(option: Any) -> bool:
    return option is not None and not option.is_flag


def _command(before: Sequence[str], commands: Any, options: dict[str, Any]) -> str:
    """Find the command among the words, past the options before it and their values."""
    value = False
    for word in before:
        if not value and word in commands:
            return word
        value = not value and _takes_value(options.get(word))
    return ""


def _leaves_out(typed: Typed) -> bool:
    """Tell "-Osaka" from an option."""
    return typed.command in _OF_WORDS and len(typed.word) > _LETTERS and not typed.word.startswith("--")


def _summary(command: Any) -> str:
    return str(command.get_short_help_str(_LONGEST))


def _beginning(offers: Iterator[Offer], word: str) -> Iterator[Offer]:
    return (offer for offer in offers if offer[0].startswith(word))


def _values(option: Any, typed: Typed) -> Iterator[Offer]:
    """Yield the values of an option."""
    name = option.name
    choices = CHOICES.get((typed.command, name)) or CHOICES.get(("", name))
    if choices:
        yield from _beginning(((one, "") for one in choices), typed.word)
    elif name == "fields":
        yield from _fields(typed)
    elif name == "library":
        yield _FOLDERS, ""
    elif name in ("output", "link"):
        yield _FILES, ""
    elif name in ("source", "document", "since", "until"):
        yield from _of_library(name, typed)


def _fields(typed: Typed) -> Iterator[Offer]:
    """Yield field names behind those that are typed already."""
    from cajad_cli.cli.fields import answer_type
    from cajad_cli.render.rows import described_fields

    done, comma, word = typed.word.rpartition(",")
    answer = answer_type(typed.before)
    if answer is None:
        return
    for name, of in described_fields(answer):
        if name.startswith(word) and name not in done.split(","):
            yield f"{done}{comma}{name}", of


def _positional(typed: Typed) -> Iterator[Offer]:
    if typed.command in _OF_WORDS:
        yield from _of_library("words", typed)
    elif typed.command == "show":
        yield from _of_library("place", typed)
    elif typed.command in ("add", "dates"):
        yield _FILES, ""
    elif typed.command == "completion":
        yield from _beginning(((shell, "") for shell in SHELLS), typed.word)


def _of_library(what: str, typed: Typed) -> Iterator[Offer]:
    """Yield what the index of the library knows; nothing where there is none."""
    from cajad_cli.cli.session import index_path, library_path
    from cajad_cli.index.store import Store
    from cajad_cli.model import Library

    folder = library_path(_library(typed.before)).resolve()
    index = index_path(Library(str(folder), "", {}))
    if not index.exists():
        return
    with Store(index) as store:
        yield from _KNOWN[what](store, typed.word)


def _library(before: Sequence[str]) -> Path | None:
    """Find the library that is named on the line."""
    for word, after in zip(before, (*before[1:], ""), strict=True):
        if word in ("-L", "--library") and after:
            return Path(after)
        if word.startswith(("--library=", "-L")) and word != "-L":
            return Path(word.removeprefix("--library=").removeprefix("-L"))
    return None


def _sources(store: "Store", word: str) -> Iterator[Offer]:
    from cajad_cli.index import suggest

    return ((source, "") for source in suggest.sources(store, word))


def _documents(store: "Store", word: str) -> Iterator[Offer]:
    from cajad_cli.index import suggest

    return ((document, "") for document in suggest.documents(store, word))


def _days(store: "Store", word: str) -> Iterator[Offer]:
    from cajad_cli.index import suggest

    return _beginning(((day, "") for day in (*suggest.years(store), *_PHRASES)), word)


def _places(store: "Store", word: str) -> Iterator[Offer]:
    """Yield documents, behind "DOC:" their paragraphs, behind "DOC:3." the sentences of one."""
    from cajad_cli.index import suggest

    document, colon, number = word.rpartition(":")
    if not colon:
        yield from _documents(store, word)
        return
    known = suggest.documents(store, document)
    if len(known) == 1:
        for place, text in suggest.places(store, known[0], number):
            yield f"{document}:{place}", text


def _words(store: "Store", word: str) -> Iterator[Offer]:
    """Yield topics, names and words of the library, behind "source:" its sources, behind "document:" its documents."""
    from cajad_cli.index import suggest

    field, colon, value = word.partition(":")
    sign = "-" if field.startswith("-") else ""
    if colon and field.removeprefix("-") in ("source", "document"):
        known = _sources if field.endswith("source") else _documents
        yield from ((f"{field}:{one}", what) for one, what in known(store, value))
        return
    typed = word.removeprefix(sign)
    yield from ((f"{sign}{topic}", "topic") for topic in suggest.topics(store, typed))
    if len(typed) >= _LETTERS:
        small = typed.lower()
        for one in (*suggest.names(store, small), *suggest.words(store, small)):
            yield f"{sign}{typed}{one[len(small) :]}", ""


_KNOWN: Final[dict[str, Callable[["Store", str], Iterator[Offer]]]] = {
    "source": _sources,
    "document": _documents,
    "since": _days,
    "until": _days,
    "place": _places,
    "words": _words,
}
