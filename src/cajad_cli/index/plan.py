"""The tree of what was typed → units to score and one expression that picks the documents."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from cajad_cli.index.match import Clause, Either, Group, Near, Node, Term
from cajad_cli.index.script import is_unspaced, pairs, runs, spaced
from cajad_cli.index.store import Store
from cajad_cli.lexicon.names import fold
from cajad_cli.noun import NamedTuple

_TOKEN: Final = re.compile(r"[^\W_]+")
_DOTTED: Final = r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?"  # compiled by the first word with a full stop
_ACRONYM: Final = range(2, 5)  # letters
_LONGEST_NAME: Final = 8  # words in one spelling
_PAIR_WEIGHT: Final = 0.1  # best of 0, 0.1, 0.25 and 0.5 on three public collections
_PAIR_DISTANCE: Final = 2
_FAMILY_PREFIX: Final = 5  # letters that make two words of one family: migra-tion, migra-nt
_MOST_UNITS: Final = 64  # a pasted page is a query too: the first words of it decide


class Unit(NamedTuple):
    """One thing to score: any of `alternatives` (engine expressions) counts as the same word.

    `word` is the bare word as typed where it is one, for correction; "" for all else.
    """

    alternatives: tuple[str, ...]
    weight: float = 1.0
    word: str = ""
    pair: bool = False


class Plan(NamedTuple):
    """What to look for: `units` rank documents, all of `must` have to be there, `unwanted` drops documents."""

    units: tuple[Unit, ...]
    must: tuple[str, ...]
    unwanted: str

    @property
    def wanted(self) -> str:
        """Give the expression that picks documents: all that must be there, else any unit; "" for all."""
        if self.must:
            return " AND ".join(f"({m})" for m in self.must)
        return " OR ".join(dict.fromkeys(a for u in self.units if not u.pair for a in u.alternatives))


def plan(store: Store, clauses: Sequence[Clause], *, exact: bool = False) -> Plan:
    """Turn clauses into a plan: names in all their spellings, function words out, repeated words counted.

    `exact` True takes every word as it is typed. Every typed character stands inside a quoted engine string.
    """
    wanted = [c for c in clauses if not c.negated]
    units = tuple(_units(store, _without_function_words(store, wanted), exact=exact))
    must = tuple(_required(store, c.node, exact=exact) for c in wanted if c.must)
    drops = " OR ".join(_expression(c.node) for c in clauses if c.negated)
    return Plan(units, must, drops)


def _required(store: Store, node: Node, *, exact: bool) -> str:
    """Give what must be there: of a quoted name, any of its spellings."""
    if exact or not isinstance(node, Term) or not _longest_name(store, [Clause(node)]):
        return _expression(node)
    return " OR ".join(_family(store, node.text))


def loosened(store: Store, made: Plan) -> Plan:
    """Let a word that the library does not have stand for its parts and its family, at half its weight.

    "Trans-Caspian" without a hit finds "Caspian", "migration" finds "migrant"; words that are there stay as
    they are.
    """
    return made._replace(units=tuple(u if u.pair or known(store, u) else _loose(store, u) for u in made.units))


def known(store: Store, unit: Unit) -> bool:
    """Tell whether the library has the unit at all."""
    return any(
        store.db.execute("SELECT 1 FROM fts WHERE fts MATCH ? LIMIT 1", (a,)).fetchone() for a in unit.alternatives
    )


def found(store: Store, made: Plan) -> bool:
    """Tell whether any document holds what the plan picks."""
    expression = f"{{body title}} : ({made.wanted})"
    return store.db.execute("SELECT 1 FROM fts WHERE fts MATCH ? LIMIT 1", (expression,)).fetchone() is not None


def _loose(store: Store, unit: Unit) -> Unit:
    if is_unspaced(unit.word):
        return unit._replace(alternatives=tuple(map(quoted, pairs(unit.word))), weight=unit.weight / 2)
    words = dict.fromkeys(w for a in unit.alternatives for w in parts(a) if len(w) >= _FAMILY_PREFIX)
    forms = dict.fromkeys(form for word in words for form in (*_relatives(store, word), *_senses(store, word)))
    return unit._replace(alternatives=tuple(map(quoted, forms)), weight=unit.weight / 2) if forms else unit


def broadened(store: Store, made: Plan) -> Plan:
    """Let every word stand for those of its sense too: a topic is more than a word."""

    def broad(unit: Unit) -> Unit:
        found = () if unit.pair or not unit.word else (quoted(w) for p in parts(unit.word) for w in _senses(store, p))
        return unit._replace(alternatives=tuple(dict.fromkeys((*unit.alternatives, *found))))

    return made._replace(units=tuple(map(broad, made.units)))


def _senses(store: Store, word: str) -> Iterator[str]:
    """Give the words of one sense with `word`."""
    found = store.db.execute(
        "SELECT DISTINCT b.folded FROM alias a JOIN alias b USING (family)"
        " WHERE a.first = ? AND a.folded = ? AND a.loose ORDER BY b.folded",
        (word, word),
    )
    for (folded,) in found:
        yield folded


def _relatives(store: Store, word: str) -> Iterator[str]:
    """Give the library's words that share the beginning of `word`, and more than half of either."""
    prefix = word[: max(_FAMILY_PREFIX, len(word) // 2)]
    found = store.db.execute(
        "SELECT form FROM word WHERE form >= ? AND form < ? ORDER BY form", (prefix, prefix + "\U0010ffff")
    )
    for (form,) in found:
        if 2 * len(prefix) >= max(len(form), len(word)) - 1:
            yield form


def quoted(text: str) -> str:
    """Quote `text` as one engine string: several words in it are a phrase."""
    return '"' + spaced(text.replace('"', '""').replace("\0", " ")) + '"'


def quoted_words(expression: str) -> tuple[str, ...]:
    """Give the words that an engine expression asks for, without its operators and columns."""
    return tuple(word for string in expression.split('"')[1::2] for word in parts(string))


def parts(text: str) -> tuple[str, ...]:
    """Give the words of `text` as the engine cuts them, in lower case."""
    return tuple(_TOKEN.findall(text.lower()))


def _without_function_words(store: Store, clauses: Sequence[Clause]) -> list[Clause]:
    function_words = store.function_words()

    def is_function_word(clause: Clause) -> bool:
        node = clause.node
        return isinstance(node, Term) and node.kind == "word" and _bare(node.text) in function_words

    kept = [c for c in clauses if not is_function_word(c)]
    return kept or list(clauses)


def _bare(text: str) -> str:
    return text.lower().replace("’", "'").strip("?!.,;:'‘…*[]{}<>")


def _units(store: Store, clauses: Sequence[Clause], *, exact: bool) -> Iterator[Unit]:
    singles: dict[Unit, float] = {}
    order: list[Unit] = []
    for unit in _singles(store, clauses, exact=exact):
        order.append(unit)
        singles[unit] = singles.get(unit, 0.0) + 1.0
        if len(singles) >= _MOST_UNITS:
            break
    for unit, count in singles.items():
        yield unit._replace(weight=count)
    for one, other in dict.fromkeys(pairwise(order)):
        if one != other and one.word and other.word:
            near = " ".join((one.alternatives[0], other.alternatives[0]))
            yield Unit((f"NEAR({near}, {_PAIR_DISTANCE})",), _PAIR_WEIGHT, pair=True)


def _singles(store: Store, clauses: Sequence[Clause], *, exact: bool) -> Iterator[Unit]:
    at = 0
    while at < len(clauses):
        node = clauses[at].node
        run = 0 if exact else _longest_name(store, clauses[at:])
        if run:
            words = [_text(c.node) for c in clauses[at : at + run]]
            yield Unit(_family(store, " ".join(words)), word=words[0] if run == 1 else "")
            at += run
            continue
        yield from _node_units(node, exact=exact)
        at += 1


def _node_units(node: Node, *, exact: bool) -> Iterator[Unit]:
    match node:
        case Term(text=text, kind="word", column="") if is_unspaced(text):
            yield from (Unit((quoted(run),), word=run) for run in runs(text))
        case Term(kind="word", column=""):
            alternatives = (quoted(node.text),) if exact else (quoted(node.text), *_acronyms(node.text))
            yield Unit(tuple(dict.fromkeys(alternatives)), word=node.text)
        case Either(items):
            yield Unit(tuple(_expression(item) for item in items))
        case Group(clauses):
            for clause in clauses:
                if not clause.negated:
                    yield from _node_units(clause.node, exact=exact)
        case Term(kind="phrase") if not exact:
            yield Unit((_expression(node), *_other_order(node)))
        case _:
            yield Unit((_expression(node),))


def _expression(node: Node) -> str:
    match node:
        case Term(text, kind, column, _):
            term = quoted(text) + (" *" if kind == "prefix" else "")
            term = " OR ".join((term, *_other_order(node)))
            return f"({column} : {term})" if column else (f"({term})" if " OR " in term else term)
        case Near(terms, distance):
            return f"NEAR({' '.join(quoted(t.text) for t in terms)}, {distance})"
        case Either(items):
            return "(" + " OR ".join(_expression(item) for item in items) + ")"
        case Group(clauses):
            good = [_expression(c.node) for c in clauses if not c.negated]
            bad = [_expression(c.node) for c in clauses if c.negated]
            inner = "(" + " OR ".join(good or bad) + ")"
            return f"({inner} NOT ({' OR '.join(bad)}))" if good and bad else inner


def _other_order(term: Term) -> tuple[str, ...]:
    """Give "HAYASHI Yoshimasa" beside "Yoshimasa Hayashi": two capitalised words are a name in either order."""
    words = term.text.split()
    if term.kind == "phrase" and len(words) == 2 and all(w.isalpha() and w[0].isupper() for w in words):
        return (quoted(f"{words[1]} {words[0]}"),)
    return ()


def _acronyms(word: str) -> tuple[str, ...]:
    """Give UN beside U.N., and U.N. beside UN."""
    if "." in word and re.fullmatch(_DOTTED, word):
        return (quoted(word.replace(".", "")),)
    if len(word) in _ACRONYM and word.isascii() and word.isalpha() and word.isupper():
        return (quoted(" ".join(word)),)
    return ()


def _text(node: Node) -> str:
    return node.text if isinstance(node, Term) else ""


def _longest_name(store: Store, clauses: Sequence[Clause]) -> int:
    """Count how many of the clauses, from the first, are together one spelling of a name in the index."""
    words: list[str] = []
    lengths: list[tuple[int, str]] = []
    for count, clause in enumerate(clauses[:_LONGEST_NAME], 1):
        node = clause.node
        if not isinstance(node, Term) or node.kind == "prefix" or node.column or (node.kind == "phrase" and count > 1):
            break
        words += fold(node.text)
        lengths.append((count, " ".join(words)))
        if node.kind == "phrase":
            break
    if not words:
        return 0
    found = store.db.execute("SELECT folded FROM alias WHERE first = ? AND NOT loose", (words[0],))
    known = {folded for (folded,) in found}
    return max((count for count, folded in lengths if folded in known), default=0)


def _family(store: Store, text: str) -> tuple[str, ...]:
    folded = " ".join(fold(text))
    found = store.db.execute(
        "SELECT DISTINCT b.folded FROM alias a JOIN alias b USING (family)"
        " WHERE a.first = ? AND a.folded = ? AND NOT a.loose ORDER BY b.folded",
        (folded.split(" ", 1)[0], folded),
    )
    return tuple(dict.fromkeys((quoted(folded), *(quoted(spelling) for (spelling,) in found))))
