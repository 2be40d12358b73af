"""A typed query → what the index is asked: slips corrected, sources checked, days resolved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from cajad_cli.errors import QueryError, UsageError
from cajad_cli.index.match import Clause, Filter, Parsed, Term, parse
from cajad_cli.index.plan import Plan, broadened, found, known, loosened, parts, plan
from cajad_cli.index.store import Filters, Store
from cajad_cli.model import AskedQuery, Correction, Query

_SHORTEST: Final = 4  # shorter words have too many neighbours to be corrected


class Asked(NamedTuple):
    """A query as the index takes it; `plan` is None where no words were given."""

    query: AskedQuery
    plan: Plan | None
    filters: Filters


def ask(store: Store, query: Query, *, broad: bool = False) -> Asked:
    """Read a query against a library; `broad` lets every word stand for those of its sense too, as a topic asks.

    Raises QueryError where the words cannot be read, DateError for a wrong date:, UsageError for a source that
    the library does not have.
    """
    parsed = parse(query.text) if query.text.strip() else Parsed((), ())
    filters = _filters(store, query, parsed.filters)
    if not parsed.clauses:
        return Asked(_asked(query, filters, ()), None, filters)
    clauses: Sequence[Clause] = parsed.clauses
    made = plan(store, clauses, exact=query.exact)
    if _is_too_strict(store, clauses, made):
        clauses = [part for clause in clauses for part in _words_of(clause)]
        made = plan(store, clauses, exact=query.exact)
    corrections: tuple[Correction, ...] = ()
    if not query.exact:
        corrections = tuple(_corrections(store, made))
        if corrections:
            made = plan(store, _corrected(clauses, corrections), exact=False)
        made = loosened(store, broadened(store, made) if broad else made)
    return Asked(_asked(query, filters, corrections), made, filters)


def _asked(query: Query, filters: Filters, corrections: tuple[Correction, ...]) -> AskedQuery:
    since, until = (None if d is None else date.fromisoformat(d) for d in (filters.since, filters.until))
    return AskedQuery(query.text, since, until, filters.sources, corrections)


def _filters(store: Store, query: Query, typed: Sequence[Filter]) -> Filters:
    by = {(f, n): [t for t in typed if t.field == f and t.negated == n] for f in _FIELDS for n in (False, True)}
    known_sources = store.sources()
    wanted = [*query.sources, *(f.text for f in by["source", False])]
    unwanted = [f.text for f in by["source", True]]
    for source in (*wanted, *unwanted):
        _check_source(source, known_sources)
    since, until = query.since, query.until
    for field in typed:
        if field.field == "date":
            first, last = _days(field, query)
            since = first if since is None else max(since, first)
            until = last if until is None else min(until, last)
    globs = [query.document] if query.document else []
    return Filters(
        None if since is None else since.isoformat(),
        None if until is None else until.isoformat(),
        tuple(dict.fromkeys(s.lower() for s in wanted)),
        tuple(dict.fromkeys(s.lower() for s in unwanted)),
        tuple(_glob(g) for g in (*globs, *(f.text for f in by["document", False]))),
        tuple(_glob(f.text) for f in by["document", True]),
    )


_FIELDS: Final = ("source", "document", "date")


def _glob(text: str) -> str:
    """Take a document's name without wildcards as any part of an id, as people type it."""
    return text if any(c in text for c in "*?[") else f"*{text}*"


def _check_source(source: str, known_sources: Iterable[str]) -> None:
    known_ids = list(known_sources)
    if source.lower() in known_ids:
        return
    from rapidfuzz.process import extractOne

    near = extractOne(source.lower(), known_ids, score_cutoff=50)
    hint = f"did you mean {near[0]}?" if near else f"the library has {', '.join(known_ids[:12]) or 'none'}"
    raise UsageError(f"there is no source {source!r} in this library", hint)


def _days(field: Filter, query: Query) -> tuple[date, date]:
    from cajad_cli.extract.asked import period

    if field.negated:
        raise QueryError("-date: cannot be read", "ask for the days wanted: date:2022-11..2022-12", field.position)
    first, dots, last = field.text.partition("..")
    today = query.today or date.max
    low = period(first, today)[0] if first else date.min
    high = period(last if dots else first, today)[1] if (last or not dots) else date.max
    return low, high


def _is_too_strict(store: Store, clauses: Sequence[Clause], made: Plan) -> bool:
    """Tell a query whose phrases no document has, while other words were typed too.

    A pasted sentence with a quotation in it is a search for its words; a phrase alone is found or not.
    """
    only_phrases = all(c.must for c in clauses if not c.negated)
    return bool(made.must) and not only_phrases and not found(store, made)


def _words_of(clause: Clause) -> Sequence[Clause]:
    node = clause.node
    if clause.negated or not isinstance(node, Term) or node.kind != "phrase":
        return (clause._replace(must=False),)
    return [Clause(Term(word, position=node.position)) for word in node.text.split() if parts(word)]


def _corrections(store: Store, made: Plan) -> Iterable[Correction]:
    """Give a known word for each typed one of which the library has neither the form nor the stem."""
    for unit in made.units:
        words = parts(unit.word)
        if len(words) != 1 or not _may_be_wrong(words[0]) or known(store, unit):
            continue
        used = _nearest(store, words[0])
        if used is not None:
            yield Correction(unit.word, used)


def _may_be_wrong(word: str) -> bool:
    return len(word) >= _SHORTEST and not any(c.isdigit() for c in word)


def _nearest(store: Store, word: str) -> str | None:
    """Find the library's own word at the least distance; the more frequent one, then the first, of several."""
    from rapidfuzz.distance import OSA

    reach = 1 if len(word) <= 5 else 2
    best: tuple[int, int, str] | None = None
    for form, documents in store.vocabulary(len(word) - reach, len(word) + reach):
        distance = OSA.distance(word, form, score_cutoff=reach)
        if distance <= reach and form[0].isalpha():
            candidate = (distance, -documents, form)
            best = candidate if best is None else min(best, candidate)
    return None if best is None else best[2]


def _corrected(clauses: Sequence[Clause], corrections: Sequence[Correction]) -> list[Clause]:
    used = {c.typed: c.used for c in corrections}

    def mend(clause: Clause) -> Clause:
        node = clause.node
        if isinstance(node, Term) and node.kind == "word" and node.text in used:
            return clause._replace(node=node._replace(text=used[node.text]))
        return clause

    return [mend(c) for c in clauses]
