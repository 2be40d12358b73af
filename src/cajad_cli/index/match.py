"""Typed words → a tree of our own. Nothing that is typed reaches the engine except as a quoted term."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from cajad_cli.errors import QueryError

Column = Literal["", "title"]


class Term(NamedTuple):
    """A word, a quoted phrase or the beginning of a word, as typed."""

    text: str
    kind: Literal["word", "phrase", "prefix"] = "word"
    column: Column = ""
    position: int = 0


class Near(NamedTuple):
    """Terms that must stand within `distance` words of each other."""

    terms: tuple[Term, ...]
    distance: int


class Either(NamedTuple):
    """Any of these."""

    items: tuple["Node", ...]


class Group(NamedTuple):
    """What stood in parentheses."""

    clauses: tuple["Clause", ...]


Node = Term | Near | Either | Group


class Clause(NamedTuple):
    """One thing asked for: `must` be there, must not (`negated`), or counts where it is there."""

    node: Node
    must: bool = False
    negated: bool = False


class Filter(NamedTuple):
    """A field that picks documents: source:, date:, document:."""

    field: Literal["source", "date", "document"]
    text: str
    negated: bool
    position: int


class Parsed(NamedTuple):
    """A query as it was read."""

    clauses: tuple[Clause, ...]
    filters: tuple[Filter, ...]


_LEX: Final = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<minus>-(?=[^\s\-)]))
      | (?P<field>(?:title|source|date|document):(?=[^\s]))
      | (?P<quote>") (?P<phrase>[^"]*) "
      | (?P<word>[^\s()"]+)
      | (?P<odd>")""",
    re.VERBOSE,
)
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))  # classes beyond Latin-1 take `re` 2 ms to compile
_NEAR: Final = re.compile(r"NEAR(?:/(\d{1,4}))?")
_HAS_WORD: Final = re.compile(r"[^\W_]")
_DEFAULT_NEAR: Final = 10
_DEEPEST: Final = 50


class _Token(NamedTuple):
    kind: str
    text: str
    position: int


def parse(typed: str) -> Parsed:
    """Read a typed query.

    Bare words, prefixes and groups count where they are found; phrases, NEAR and title: must be found;
    -anything must not. Unpaired quotes and parentheses are plain text. Raises QueryError where no letter or
    figure is left to look for.
    """
    tokens = _pair(list(_tokens(typed)))
    reader = _Reader(tokens)
    clauses = reader.clauses(0)
    if not clauses and not reader.filters:
        raise QueryError("nothing to search for: the query has no letter or figure", "type one word or more", 0)
    return Parsed(clauses, tuple(reader.filters))


def terms(clauses: Sequence[Clause]) -> Iterator[Term]:
    """Give every term that is asked for (not those that must not be there), in the order typed."""
    for clause in clauses:
        if not clause.negated:
            yield from _node_terms(clause.node)


def _node_terms(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case Near(parts):
            yield from parts
        case Either(items):
            for item in items:
                yield from _node_terms(item)
        case Group(clauses):
            yield from terms(clauses)


def _tokens(typed: str) -> Iterator[_Token]:
    for found in _LEX.finditer(typed.translate(_QUOTES)):
        kind = found.lastgroup or ""
        if kind in ("phrase", "quote"):
            yield _Token("phrase", found.group("phrase"), found.start())
        elif kind not in ("space", "odd"):
            yield _Token(kind, found.group(kind), found.start())


def _pair(tokens: list[_Token]) -> list[_Token]:
    """Drop parentheses without a partner, and those nested deeper than anybody means."""
    stack: list[int] = []
    paired: set[int] = set()
    for place, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(place)
        elif token.kind == "close" and stack:
            start = stack.pop()
            if len(stack) < _DEEPEST:
                paired |= {start, place}
    return [t for place, t in enumerate(tokens) if t.kind not in ("open", "close") or place in paired]


class _Reader:
    """Recursive descent over the tokens: clauses, joined by OR, of terms joined by NEAR."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self.filters: list[Filter] = []

    def clauses(self, depth: int) -> tuple[Clause, ...]:
        made: list[Clause] = []
        either: list[Node] = []
        joins = False
        while (token := self._peek()) is not None and not (token.kind == "close" and depth):
            if token.kind == "word" and token.text == "OR" and (either or made) and self._more():
                self._at += 1
                joins = True
                continue
            clause = self._clause(depth)
            if clause is None:
                continue
            if joins and made and not clause.negated and not made[-1].negated:
                either = either or [made[-1].node]
                either.append(clause.node)
                made[-1] = Clause(Either(tuple(either)), must=True)
            else:
                either = []
                made.append(clause)
            joins = False
        return tuple(made)

    def _clause(self, depth: int) -> Clause | None:
        negated = False
        while (token := self._peek()) is not None and token.kind == "minus":
            self._at += 1
            negated = True
        if token is None:
            return None
        self._at += 1
        if token.kind == "open":
            inner = self.clauses(depth + 1)
            self._at += 1
            return Clause(Group(inner), negated=negated) if inner else None
        if token.kind == "field":
            return self._field(token, negated)
        term = _term(token)
        if term is None:
            return None
        node = self._near(term)
        must = isinstance(node, Near) or (isinstance(node, Term) and node.kind == "phrase")
        return Clause(node, must=must and not negated, negated=negated)

    def _field(self, token: _Token, negated: bool) -> Clause | None:
        name = token.text.rstrip(":")
        value = self._peek()
        if value is None or value.kind not in ("word", "phrase"):
            term = _term(_Token("word", name, token.position))
            return None if term is None else Clause(term, negated=negated)
        self._at += 1
        if name == "title":
            term = _term(value)
            return None if term is None else Clause(term._replace(column="title"), not negated, negated)
        if name in ("source", "date", "document"):
            self.filters.append(Filter(name, value.text, negated, value.position))  # type: ignore[arg-type]
        return None

    def _near(self, term: Term) -> Node:
        parts = [term]
        distance = 0
        while (token := self._peek()) is not None and token.kind == "word" and (n := _NEAR.fullmatch(token.text)):
            after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
            other = _term(after) if after is not None and after.kind in ("word", "phrase") else None
            if other is None:
                break
            self._at += 2
            distance = max(distance, int(n.group(1) or _DEFAULT_NEAR))
            parts.append(other)
        return term if len(parts) == 1 else Near(tuple(parts), distance)

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _more(self) -> bool:
        following = self._tokens[self._at + 1 :]
        return bool(following) and following[0].kind != "close"


def _term(token: _Token) -> Term | None:
    """Make a term; None where it holds no letter or figure, for then there is nothing to look for."""
    if token.kind not in ("word", "phrase") or not _HAS_WORD.search(token.text):
        return None
    if token.kind == "phrase":
        return Term(token.text, "phrase", position=token.position)
    if token.text.endswith("*") and len(token.text.rstrip("*")) >= 3:
        return Term(token.text.rstrip("*"), "prefix", position=token.position)
    return Term(token.text, "word", position=token.position)
