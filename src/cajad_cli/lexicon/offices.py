"""Who held which office when: data/en/offices.toml, as bounds of the day on which a text was written."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.source import load

_NO_LONGER = re.compile(
    r"\b(?:former|then|late|ex|ousted|previous|first|past|vice|deputy|future|next)[- ]\Z", re.IGNORECASE
)


class Term(NamedTuple):
    """The days from which and until which somebody held an office."""

    since: date
    until: date | None


@cache
def _titled() -> tuple[re.Pattern[str], dict[tuple[int, str], list[tuple[str, Term]]]]:
    terms: dict[tuple[int, str], list[tuple[str, Term]]] = {}
    forms = []
    for number, office in enumerate(load("en/offices")["office"]):
        for given, surname, since, until in office["holders"]:
            term = Term(date.fromisoformat(since), date.fromisoformat(until) if until else None)
            terms.setdefault((number, surname.lower()), []).append((given.lower(), term))
        titles = "|".join(re.escape(t) for t in sorted(office["titles"], key=len, reverse=True))
        names = "|".join(sorted({re.escape(h[1]) for h in office["holders"]}, key=len, reverse=True))
        givens = "|".join(sorted({re.escape(h[0]) for h in office["holders"]}, key=len, reverse=True))
        forms.append(rf"(?:{titles})\s(?:(?P<given{number}>{givens})\s)?(?P<name{number}>{names})(?![\w-]|\s\d)")
    return re.compile("|".join(forms)), terms  # no digit after it: "4:12 PM May 3" names nobody


def terms(text: str) -> list[Term]:
    """Give the term of every office holder that the text names with the title, without "former" before it."""
    pattern, known = _titled()
    found = []
    for match in pattern.finditer(text):
        if _NO_LONGER.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        number = int((match.lastgroup or "name0").removeprefix("name"))
        given = (match[f"given{number}"] or "").lower()
        held = [t for g, t in known[number, match[f"name{number}"].lower()] if given in ("", g)]
        if len(held) == 1:
            found.append(held[0])
        elif held:
            found.append(
                Term(
                    min(t.since for t in held),
                    None if any(t.until is None for t in held) else max(t.until for t in held if t.until),
                )
            )
    return found
