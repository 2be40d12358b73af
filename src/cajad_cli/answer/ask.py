"""A typed query → what the index is asked: slips corrected, sources checked, days resolved."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from cajad_cli.answer.mend import corrected, variants
from cajad_cli.errors import DateError, QueryError, UsageError
from cajad_cli.index.match import Clause, Filter, Parsed, Term, parse
from cajad_cli.index.plan import Plan, broadened, found, loosened, parts, plan
from cajad_cli.index.store import Filters, Store
from cajad_cli.model import AskedQuery, Query
from cajad_cli.noun import NamedTuple


class Asked(NamedTuple):
    """A query as the index takes it; `plan` is None where no words were given."""

    query: AskedQuery
    plan: Plan | None
    filters: Filters


def ask(store: Store, query: Query, *, broad: bool = False) -> Asked:
    """Read a query against a library; `broad` lets every word stand for those of its sense too, as a topic asks.

    Raises QueryError where the words cannot be read, a date: is wrong or a source: is not in the library, UsageError
    for an option's source that is not.
    """
    try:
        return _ask(store, query, broad=broad)
    except QueryError as error:
        error.text = query.text
        raise


def _ask(store: Store, query: Query, *, broad: bool) -> Asked:
    parsed = parse(query.text) if query.text.strip() else Parsed((), ())
    filters = _filters(store, query, parsed.filters)
    if not parsed.clauses:
        return Asked(_asked(query, filters), None, filters)
    clauses: Sequence[Clause] = parsed.clauses
    made = plan(store, clauses, exact=query.exact)
    if _is_too_strict(store, clauses, made):
        clauses = [part for clause in clauses for part in _words_of(clause)]
        made = plan(store, clauses, exact=query.exact)
    if query.exact:
        return Asked(_asked(query, filters), made, filters)
    mended, corrections = corrected(store, clauses, made)
    if corrections:
        made = plan(store, mended, exact=False)
    asked = _asked(query, filters)._replace(corrections=corrections, also=tuple(variants(store, made)))
    return Asked(asked, loosened(store, broadened(store, made) if broad else made), filters)


def _asked(query: Query, filters: Filters) -> AskedQuery:
    since, until = (None if d is None else date.fromisoformat(d) for d in (filters.since, filters.until))
    return AskedQuery(query.text, since, until, filters.sources)


def _filters(store: Store, query: Query, typed: Sequence[Filter]) -> Filters:
    by = {(f, n): [t for t in typed if t.field == f and t.negated == n] for f in _FIELDS for n in (False, True)}
    wanted = [*query.sources, *(f.text for f in by["source", False])]
    unwanted = [f.text for f in by["source", True]]
    if wanted or unwanted:
        _check_sources(store.sources(), query.sources, [*by["source", False], *by["source", True]])
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


def _check_sources(known: Sequence[str], options: Sequence[str], typed: Sequence[Filter]) -> None:
    for source, position in (*((o, None) for o in options), *((f.text, f.position) for f in typed)):
        if source.lower() not in known:
            from rapidfuzz.process import extractOne

            near = extractOne(source.lower(), known, score_cutoff=50)
            hint = f"did you mean {near[0]}?" if near else f"the library has {', '.join(known[:12]) or 'none'}"
            message = f"there is no source {source!r} in this library"
            raise UsageError(message, hint) if position is None else QueryError(message, hint, position)


def _days(field: Filter, query: Query) -> tuple[date, date]:
    from cajad_cli.extract.asked import period

    if field.negated:
        raise QueryError("-date: cannot be read", "ask for the days wanted: date:2022-11..2022-12", field.position)
    first, dots, last = field.text.partition("..")
    today = query.today or date.max
    try:
        low = period(first, today)[0] if first else date.min
        high = period(last if dots else first, today)[1] if (last or not dots) else date.max
    except DateError as error:
        raise QueryError(error.message, error.hint, field.position) from error
    if low > high:
        raise QueryError(f"date:{field.text} ends before it begins", "change places", field.position)
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
