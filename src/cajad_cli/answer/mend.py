"""Slips of typing: words that the library does not have, and other spellings of names that it does have."""

from collections.abc import Iterator, Sequence
from typing import Final

from cajad_cli.index.match import Clause, Either, Group, Near, Node, Term
from cajad_cli.index.plan import Plan, found, known, parts, plan, quoted
from cajad_cli.index.store import Store
from cajad_cli.lexicon.names import sound
from cajad_cli.model import Correction, Variant

_SHORTEST: Final = 4  # shorter words have too many neighbours to be corrected
_ONE_SLIP: Final = 5  # longest word in which more than one slip leaves too little of it
_MOST_VARIANTS: Final = 3  # offered for one word
_LOOKED_AT: Final = 3  # documents that tell whether a word is a name

Mended = tuple[list[Clause], tuple[Correction, ...]]


def corrected(store: Store, clauses: Sequence[Clause], made: Plan) -> Mended:
    """Put a known word in the place of each of which the library has neither the form nor the stem; tell which.

    Of the library's forms the one that sounds alike comes first, then the nearest (restricted Damerau-Levenshtein
    distance), then the most frequent. Phrases, figures and words of three letters or fewer stay as they are.
    """
    used: dict[str, str] = {}
    for word in dict.fromkeys((*(u.word for u in made.units), *_inner_words(store, clauses))):
        plain = _mendable(word)
        if plain and not _is_known(store, word, made) and (near := nearest(store, plain)):
            used[word] = near
    swaps = {c.node.text: s for c in clauses if isinstance(c.node, Term) and (s := _other_order(store, c))}
    told = (Correction(_as_typed(word), near) for word, near in used.items())
    swapped = (Correction(text, other) for text, other in swaps.items())
    return [c._replace(node=_mend(c.node, used | swaps)) for c in clauses], (*told, *swapped)


def _inner_words(store: Store, clauses: Sequence[Clause]) -> Iterator[str]:
    """Give the words of title:, NEAR and an OR of which nothing is found, which are no units of their own."""
    for clause in clauses:
        match clause.node:
            case Term(text=text, kind="word", column="title") if not clause.negated:
                yield text
            case Group(inner) if not clause.negated:
                yield from _inner_words(store, inner)
            case Near(terms) if not clause.negated:
                yield from (t.text for t in terms if t.kind == "word")
            case Either(items) if not clause.negated and not found(store, plan(store, [clause])):
                yield from (t.text for t in items if isinstance(t, Term) and t.kind == "word")


def _mendable(word: str) -> str:
    """Give the one word of letters in what was typed, "" where a slip of it could not be told: @names, figures."""
    words = parts(word)
    if len(words) != 1 or len(words[0]) < _SHORTEST or not words[0].isalpha() or word[:1] in "@#":
        return ""
    inner = word.lower().find(words[0]) + 1
    return words[0] if word[inner:].islower() or word[inner:].isupper() or not word.isascii() else ""


def _as_typed(word: str) -> str:
    """Give the word in what was typed without the signs around it."""
    plain = _mendable(word)
    start = word.lower().find(plain)
    return word[start : start + len(plain)]


def _is_known(store: Store, word: str, made: Plan) -> bool:
    units = [u for u in made.units if u.word == word]
    if units:
        return any(known(store, u) for u in units)
    return store.db.execute("SELECT 1 FROM fts WHERE fts MATCH ? LIMIT 1", (quoted(word),)).fetchone() is not None


def nearest(store: Store, word: str) -> str | None:
    """Find the library's own form that a slip made into `word`, None where none is near enough."""
    heard = sound(word, store.sounds())
    alike = next(store.sounding(heard), None) if heard else None
    if alike is not None:
        return alike[0]
    from rapidfuzz.distance import OSA

    for slips in (1,) if len(word) <= _ONE_SLIP else (1, 2):
        fitting = (
            (OSA.distance(word, form, score_cutoff=slips), -documents, form)
            for form, documents in store.neighbours(word, slips)
            if form.isalpha()
        )
        best = min((f for f in fitting if f[0] <= slips), default=None)
        if best is not None:
            return best[2]
    return None


def _other_order(store: Store, clause: Clause) -> str:
    """Give a quoted name in the other order, where the library has it only so; "" for all else."""
    node = clause.node
    words = node.text.split() if isinstance(node, Term) and node.kind == "phrase" else []
    if clause.negated or len(words) != 2 or not all(w.isalpha() for w in words):
        return ""
    other = f"{words[1]} {words[0]}"
    here, there = (plan(store, [Clause(Term(text, "phrase"), must=True)]) for text in (" ".join(words), other))
    if found(store, here) or not found(store, there) or not all(_is_name(store, w.lower()) for w in words):
        return ""
    return other


def _mend(node: Node, used: dict[str, str]) -> Node:
    match node:
        case Term(text=text, kind=kind) if kind != "prefix" and text in used:
            return node._replace(text=used[text])
        case Near(terms):
            return node._replace(terms=tuple(t._replace(text=used.get(t.text, t.text)) for t in terms))
        case Either(items):
            return Either(tuple(_mend(item, used) for item in items))
        case Group(clauses):
            return Group(tuple(c._replace(node=_mend(c.node, used)) for c in clauses))
    return node


def variants(store: Store, made: Plan) -> Iterator[Variant]:
    """Give other spellings of the names asked for that the library has too: Toqaev beside Tokayev."""
    rules = store.sounds()
    for word in dict.fromkeys(u.word for u in made.units if u.word):
        plain = _mendable(word)
        heard = sound(plain, rules)
        others = [form for form, _ in store.sounding(heard) if form != plain] if heard else []
        if others and _is_name(store, plain):
            apart = [o for o in others if not _is_same(store, plain, o) and _is_name(store, o)]
            yield from (Variant(plain, other) for other in apart[:_MOST_VARIANTS])


def _is_same(store: Store, word: str, other: str) -> bool:
    """Tell whether a search for `word` finds `other` anyhow, being of one stem or one name."""
    only = store.db.execute("SELECT 1 FROM fts WHERE fts MATCH ? LIMIT 1", (f"{quoted(other)} NOT {quoted(word)}",))
    if only.fetchone() is None:
        return True
    sql = "SELECT 1 FROM alias a JOIN alias b USING (family) WHERE a.first = ? AND a.folded = ? AND b.folded = ?"
    return store.db.execute(sql, (word, word, other)).fetchone() is not None


def _is_name(store: Store, form: str) -> bool:
    """Tell whether the library writes a form with a capital wherever it was looked at."""
    found = store.db.execute(f"SELECT rowid FROM fts WHERE fts MATCH ? LIMIT {_LOOKED_AT}", (quoted(form),)).fetchall()
    capital = False
    for (key,) in found:
        written = {word for word in store.content(key).text.split() if form in word.lower()}
        if any(form in word for word in written):
            return False
        capital = capital or bool(written)
    return capital
