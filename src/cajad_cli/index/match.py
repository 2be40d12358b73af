"""Typed words → a tree of our own. Nothing that is typed reaches the engine except as a quoted term."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from cajad_cli.errors import QueryError
from cajad_cli.noun import NamedTuple

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


_LEX: Final = r"""
        (?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<minus>(?<![^\s(\-])-(?=[^\s\-)]))
      | (?P<field>(?:title|source|date|document):(?=[^\s]))
      | (?P<quote>") (?P<phrase>[^"]*) "
      | (?P<word>[^\s()"]+)
      | (?P<odd>")"""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))  # classes beyond Latin-1 take `re` 2 ms to compile
_NEAR: Final = "NEAR"
_WIDEST: Final = 4  # figures of the distance behind it
_ENDS: Final = (".", "!", "?", "’", "'", "…")
_SHORTEST_PREFIX: Final = 3  # letters
_DEFAULT_NEAR: Final = 10
_DEEPEST: Final = 50
_PASTED: Final = 8  # bare words from which on a query is a text: quotation marks in it quote, they do not ask
_SHOUTED: Final = 4  # words in capitals from which on OR and NEAR among them are words too


class _Token(NamedTuple):
    kind: str
    text: str
    position: int


def parse(typed: str) -> Parsed:
    """Read a typed query.

    Bare words, prefixes and groups count where they are found; phrases, NEAR and title: must be found;
    -anything must not. In a text of eight bare words and more, quotation marks ask for nothing. Unpaired quotes and
    parentheses are plain text. Raises QueryError where no letter or figure is left to look for, and where a prefix is
    too short.
    """
    tokens = _pair(list(_tokens(typed)))
    pasted = sum(t.kind == "word" for t in tokens) >= _PASTED
    if pasted:
        tokens = list(_unquoted(tokens))
    else:
        _refuse_short_prefixes(tokens)
    reader = _Reader(tokens, operators=not _is_shouted(tokens))
    clauses = reader.clauses(0)
    if not clauses and not reader.filters:
        raise QueryError("nothing to search for: the query has no letter or figure", "type one word or more", 0)
    return Parsed(clauses, tuple(reader.filters))


def _unquoted(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Give a pasted text's words: those of its quotations, but for phrases that a field, NEAR or - asks for.

    A dash behind a quotation or the end of a sentence names who said it ("… -Socrates").
    """
    before = _Token("", "", 0)
    for token in tokens:
        asked = before.kind in ("field", "minus") or (before.kind == "word" and _distance(before.text) is not None)
        if token.kind == "phrase" and not asked:
            yield from (_Token("word", m[0], token.position + m.start()) for m in re.finditer(r"\S+", token.text))
        elif not (token.kind == "minus" and (before.kind == "phrase" or before.text.endswith(_ENDS))):
            yield token
        before = token


def _is_shouted(tokens: Sequence[_Token]) -> bool:
    """Tell a query typed with the caps lock on, in which OR is no sign."""
    words = [t.text for t in tokens if t.kind == "word" and t.text != "OR" and _distance(t.text) is None]
    return len(words) >= _SHOUTED and all(w == w.upper() for w in words) and any(len(w) > 4 for w in words)


def _is_short_prefix(text: str) -> bool:
    """Tell ab* from abc*; in other scripts one letter may say as much as three."""
    stem = text.rstrip("*")
    return stem != text and len(stem) < (_SHORTEST_PREFIX if text.isascii() else 1)


def _refuse_short_prefixes(tokens: Sequence[_Token]) -> None:
    for token in tokens:
        stem = token.text.rstrip("*")
        if token.kind == "word" and stem.isascii() and stem.isalnum() and _is_short_prefix(token.text):
            raise QueryError(
                f"{token.text} stands for too many words", "type three letters or more before the *", token.position
            )


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


def _distance(word: str) -> int | None:
    """Give how many words apart NEAR, or NEAR/5, allows; None for every other word."""
    name, slash, figures = word.partition("/")
    if name != _NEAR or (slash and not (figures.isdecimal() and len(figures) <= _WIDEST)):
        return None
    return int(figures) if slash else _DEFAULT_NEAR


def _tokens(typed: str) -> Iterator[_Token]:
    if typed.replace(" ", "").isalnum():  # nothing but words, as most of what is typed: no pattern is made for it
        at = 0
        for word in typed.split(" "):
            if word:
                yield _Token("word", word, at)
            at += len(word) + 1
        return
    for found in re.finditer(_LEX, typed.translate(_QUOTES), re.VERBOSE):
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

    def __init__(self, tokens: list[_Token], *, operators: bool = True) -> None:
        self._tokens = tokens
        self._operators = operators
        self._at = 0
        self.filters: list[Filter] = []

    def clauses(self, depth: int) -> tuple[Clause, ...]:
        made: list[Clause] = []
        either: list[Node] = []
        joins = False
        while (token := self._peek()) is not None and not (token.kind == "close" and depth):
            if self._operators and token.text == "OR" and token.kind == "word" and (either or made) and self._more():
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
        while (
            self._operators
            and (token := self._peek()) is not None
            and token.kind == "word"
            and (apart := _distance(token.text)) is not None
        ):
            after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
            other = _term(after) if after is not None and after.kind in ("word", "phrase") else None
            if other is None:
                break
            self._at += 2
            distance = max(distance, apart)
            parts.append(other)
        return term if len(parts) == 1 else Near(tuple(parts), distance)

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _more(self) -> bool:
        following = self._tokens[self._at + 1 :]
        return bool(following) and following[0].kind != "close"


def _term(token: _Token) -> Term | None:
    """Make a term; None where it holds no letter or figure, for then there is nothing to look for."""
    if token.kind not in ("word", "phrase") or not any(map(str.isalnum, token.text)):
        return None
    if token.kind == "phrase":
        return Term(token.text, "phrase", position=token.position)
    if token.text.endswith("*") and not _is_short_prefix(token.text):
        return Term(token.text.rstrip("*"), "prefix", position=token.position)
    return Term(token.text, "word", position=token.position)
