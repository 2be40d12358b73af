"""The day on which a document was issued, with the words that say so.

Candidates are gathered from stamps, datelines, closing credits, addresses and file names; the most trusted
one wins, unless another contradicts it. An open order of day and month is settled by the same document or by those
beside it in the library, a missing year by the same document, or not at all.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from cajad_cli.lexicon.order import Order, decided
from cajad_cli.lexicon.stamps import Role, Written, dates, is_of_event, month_first, rules
from cajad_cli.model import PublishedFrom, Quote
from cajad_cli.read.body import Layout
from cajad_cli.read.dateline import Dateline
from cajad_cli.read.entry import LITTLE, MUCH, NAMES
from cajad_cli.read.headed import headed
from cajad_cli.read.header import Header
from cajad_cli.read.order import votes
from cajad_cli.read.stamp import Stamp
from cajad_cli.read.year import inferred_year, owned_year

# Trust, best first. What stands in the text beats the address, which beats the file's name.
HEADER, LABELLED, CLOSING, STAMP, DATELINE, TODAY, LOOSE, FAINT, TAIL, ADDRESS, UPDATED, NAME = range(12)

_ADDRESS_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_.-]?)(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{4,400}")
_MONTHS = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_PICTURE = re.compile(r"photo|image|picture|getty|video|graphic|©|copyright", re.IGNORECASE)
_FAR = timedelta(days=31)
_KEY_LINE = 160  # characters of a line that begins with a key
_SAYS_TODAY = ("oday", " reports on ", " informs on ")  # what the rules of "today" begin with
_UTC = re.compile(r"\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]00:?00)")


class Published(NamedTuple):
    """A document's day with its evidence."""

    day: date | None
    how: PublishedFrom
    evidence: Quote | None


class Candidate(NamedTuple):
    """One date that may be the document's: its trust, possible days, and the span of its evidence."""

    trust: int
    written: Written
    start: int
    end: int
    lent: bool = False  # its order of day and month is that of other documents

    @property
    def day(self) -> date | None:
        """The day, where only one is possible."""
        return self.written.certain


class Clues(NamedTuple):
    """All that says when a document was issued."""

    text: str
    name: str  # document id
    header: Header
    page: Layout
    datelines: tuple[Dateline, ...]
    closings: tuple[tuple[Written, int, int], ...]
    url: str | None
    order: Order | None  # of day and month in the library's other stamps


def published(clues: Clues, today: date) -> Published:
    """Give the day of publication; None where a careful reader could not tell it."""
    found = _resolved([_possible(c, today) for c in _candidates(clues)], clues)
    sure = [c for c in found if c.day is not None]
    best = _best(sure, clues)
    if best is not None and best.day is not None:
        how: PublishedFrom = "inferred" if best.trust == NAME or best.lent else "text"
        return Published(best.day, how, _quote(clues.text, best))
    without = _without_year(found, clues, today)
    return without if without.day is not None else _headed(clues, today) or without


def _headed(clues: Clues, today: date) -> Published | None:
    """Give the day of a line above the text that is no stamp, where nothing else tells one."""
    found = headed(clues.text, clues.page)
    if found is None or found[0].days[0] > today + timedelta(days=1):
        return None
    start, end = found[1]
    return Published(found[0].days[0], "text", Quote(start, end, clues.text[start:end]))


def _possible(candidate: Candidate, today: date) -> Candidate:
    """Leave out the days on which the document cannot have been issued: those to come."""
    written = candidate.written
    if not written.days:
        return candidate
    days = tuple(d for d in written.days if date(1700, 1, 1) <= d <= today + timedelta(days=1))
    return candidate._replace(written=written._replace(days=days, month=written.month if days else 0))


def _quote(text: str, candidate: Candidate) -> Quote | None:
    start, end = candidate.start, candidate.end
    return Quote(start, end, text[start:end]) if end > start else None


# ---------------------------------------------------------------- candidates


def _candidates(clues: Clues) -> list[Candidate]:
    found: list[Candidate] = []
    if clues.header.published:
        span = next(
            (s for s in clues.header.spans if s.start <= clues.header.published.start < s.end),
            clues.header.published,
        )
        found.append(Candidate(HEADER, clues.header.published, span.start, span.end))
    found += _stamped(clues)
    found += [Candidate(CLOSING, w, start, end) for w, start, end in clues.closings]
    found += [Candidate(DATELINE, d.written, *d.said) for d in clues.datelines if d.written]
    found += _today(clues)
    found += _addressed(clues)
    return found


def _stamped(clues: Clues) -> list[Candidate]:
    found: list[Candidate] = []
    page = clues.page
    for index, stamp in enumerate(page.stamps):
        if stamp is None or not _is_stamp(page, index, clues.text):
            continue
        head = index < max(page.first, 1) or _near_top(stamp, index, page)
        tail = index > page.last and "list" not in page.labels[page.last + 1 : index]
        if _is_of_event(page, index, clues.text):
            continue
        for dated in stamp.dates:
            if dated.role is None and stamp.tells > (LITTLE if head else NAMES) and not (head and stamp.closes):
                continue  # an entry of a list of other stories
            if dated.role == "published" and not head and stamp.tells == MUCH:
                continue  # "the certificate issued on 3 May 2011 is declared invalid"
            trust = _trust(dated.role, stamp.pure, head, tail)
            if trust == LOOSE and stamp.tells > NAMES:
                trust = FAINT
            if trust is not None:
                found.append(Candidate(trust, dated.written, stamp.start, stamp.end))
    return _without_list(found)


def _is_of_event(page: Layout, index: int, text: str) -> bool:
    """Say whether a day stands beside the place or the hour of an event that the text announces.

    A day of its own there is that of the event: "Duration: 3 May to 4 June 2021".
    """
    beside = (*page.units[max(0, index - 1) : index], *page.units[index + 1 : index + 2])
    keys = (text[u.start : min(u.end, u.start + _KEY_LINE)] for u in beside)
    return any(is_of_event(line[:40]) and not any(w.days for w in dates(line)) for line in keys)


def _without_list(found: list[Candidate]) -> list[Candidate]:
    """Leave out the dates below the text, or beside words that tell, where they are several days: of other stories."""
    for trust in (FAINT, TAIL):
        if len({c.written.days for c in found if c.trust == trust}) > 1:
            found = [c for c in found if c.trust != trust]
    return found


def _is_stamp(page: Layout, index: int, text: str) -> bool:
    """Say whether a unit is a stamp, or a masthead or byline that one shares the line with."""
    label, stamp = page.labels[index], page.stamps[index]
    if label not in ("masthead", "credit") or stamp is None or index >= page.first:
        return label == "stamp"
    return _PICTURE.search(text, stamp.start, stamp.end) is None


def _today(clues: Clues) -> list[Candidate]:
    """Give the date that the first sentences call today."""
    page = clues.page
    for unit in page.units[page.first :][:2]:
        lead = clues.text[unit.start : min(unit.end, unit.start + 500)]
        for rule in rules("today") if any(word in lead for word in _SAYS_TODAY) else ():
            if (match := rule.pattern.search(lead)) and (found := dates(match["date"])):
                start = unit.start + match.start("date")
                written = found[0]._replace(start=start + found[0].start, end=start + found[0].end)
                return [Candidate(TODAY, written, unit.start + match.start(), unit.start + match.end())]
    return []


def _near_top(stamp: Stamp, index: int, page: Layout) -> bool:
    """Say whether a stamp without other words stands under the first sentences, a summary or a caption."""
    labelled = any(d.role == "published" for d in stamp.dates)
    return (stamp.pure or labelled) and index <= page.first + 5 and stamp.start < 2500 and index < page.last


def _trust(role: Role | None, pure: bool, head: bool, tail: bool) -> int | None:
    if role in ("event", "retrieved"):
        return None
    if role == "updated":
        return UPDATED if head or tail else None
    if role == "published":
        return LABELLED if head or tail else None
    if head:
        return STAMP if pure else LOOSE
    return TAIL if tail else None


def _addressed(clues: Clues) -> list[Candidate]:
    found: list[Candidate] = []
    if clues.url and (written := _days_in(clues.url)):
        start = clues.text.find(clues.url)
        end = start + len(clues.url) if start >= 0 else 0
        found.append(Candidate(ADDRESS, written[0], max(start, 0), end))
    if written := _days_in(clues.name):
        found.append(Candidate(NAME, written[0], 0, 0))
    return found


def _days_in(address: str) -> list[Written]:
    days = []
    for match in _ADDRESS_DAY.finditer(address):
        month = _MONTHS.get(match["m"].lower()) or (int(match["m"]) if match["m"].isdigit() else 0)
        try:
            day = date(int(match["y"]), month, int(match["d"]))
        except ValueError:
            continue
        days.append(Written(*match.span(), (day,), day.month, day.day))
    return days


def address(text: str, page: Layout, header: Header) -> str | None:
    """Give the document's own address: that of a header line, or a line of one address around the text."""
    if quote := header.fields.get("url"):
        return quote.text
    if (quote := header.fields.get("source")) and _ADDRESS.match(quote.text):
        return quote.text
    for index, unit in enumerate(page.units):
        if (index < max(page.first, 1) or index > page.last) and unit.end - unit.start < 420:
            match = _ADDRESS.search(text, unit.start, unit.end)
            if match and unit.end - unit.start - len(match[0]) < 12:
                return match[0].rstrip(".,;")
    return None


# ---------------------------------------------------------------- open order of day and month


def _resolved(found: list[Candidate], clues: Clues) -> list[Candidate]:
    """Settle open readings by the document's other dates, those of its body, or an American time zone."""
    if all(len(c.written.days) < 2 for c in found):
        return found
    page = clues.page
    start = page.units[page.first].start if page.first < len(page.units) else 0
    body = clues.text[start : start + 20_000]
    told = frozenset((w.month, w.day) for w in dates(body) if len(w.days) < 2)
    sure = {c.day for c in found if c.day}
    settled = [c if len(c.written.days) < 2 else _settled(c, sure, told, clues.text) for c in found]
    own = decided(votes(clues.text[:20_000]))
    return [c if len(c.written.days) < 2 else _ordered(c, own, clues.order) for c in settled]


def _ordered(candidate: Candidate, own: Order | None, lent: Order | None) -> Candidate:
    """Read a date in the order of the document's other dates, else in that of the library's."""
    order = own or lent
    if order is None:
        return candidate
    return _on(candidate, candidate.written.days[0 if order == "day first" else -1])._replace(lent=own is None)


def _settled(candidate: Candidate, sure: set[date], told: frozenset[tuple[int, int]], text: str) -> Candidate:
    days = candidate.written.days
    near = [d for d in days if any(abs(s - d) <= timedelta(days=2) for s in sure)]
    if len(near) != 1:
        near = [d for d in days if _told(d, told)]
    if len(near) != 1 and month_first(text[candidate.start : candidate.end]):
        near = [days[-1]]
    return _on(candidate, near[0]) if len(near) == 1 else candidate


def _on(candidate: Candidate, day: date) -> Candidate:
    """Read a candidate as one of its possible days."""
    return candidate._replace(written=candidate.written._replace(days=(day,), month=day.month, day=day.day))


def _told(day: date, told: frozenset[tuple[int, int]]) -> bool:
    """Say whether the text itself names this day, the next or one of the two before it."""
    some = (day - timedelta(days=n) for n in range(-1, 3))
    return any((d.month, d.day) in told for d in some)


# ---------------------------------------------------------------- choice


def _best(sure: list[Candidate], clues: Clues) -> Candidate | None:
    sure = [c for c in sure if c.trust != UPDATED or _supported(c, clues)]
    if not sure:
        return None
    ranked = sorted(sure, key=lambda c: (c.trust, _distance(c, clues)))
    best = ranked[0]
    if best.trust == HEADER and _UTC.search(clues.text, best.start, best.end):
        best = _local(best, ranked)
    if best.trust in (STAMP, TAIL, LOOSE, FAINT, ADDRESS, UPDATED, NAME):
        best = _checked(best, ranked, clues) or best
        if _contradicted(best, clues) or (best.trust == STAMP and _is_clock(best, clues)):
            return None
    return best


def _local(stated: Candidate, ranked: list[Candidate]) -> Candidate:
    """Give the day that a page shows where its format states one in UTC: readers know the day of the place of issue."""
    shown = (c for c in ranked if c.trust in (LABELLED, CLOSING, STAMP, DATELINE))
    near = (c for c in shown if c.day and stated.day and abs(c.day - stated.day) <= timedelta(days=1))
    return next(near, stated)


def _distance(candidate: Candidate, clues: Clues) -> int:
    """Prefer among equals the stamp that stands under the title, then the one nearest to it."""
    title = clues.page.title
    if title is None:
        return candidate.start
    under = candidate.start - clues.page.units[title].end
    return under if under >= 0 else 1_000_000 - under


def _checked(best: Candidate, ranked: list[Candidate], clues: Clues) -> Candidate | None:
    """Give the full dateline or closing credit that an unlabelled stamp, a site's clock then, contradicts."""
    del clues
    strong = [c for c in ranked if c.trust in (CLOSING, DATELINE) and c.day and best.day]
    return next((c for c in strong if c.day and best.day and abs(c.day - best.day) > _FAR), None)


def _contradicted(best: Candidate, clues: Clues) -> bool:
    """Say whether a dateline without a year lies too far from the candidate's day."""
    for line in clues.datelines:
        if line.written and not line.written.days and best.day:
            return not _near(best.day, line.written, before=3, after=21)
    return False


def _is_clock(best: Candidate, clues: Clues) -> bool:
    """Say whether a weekday and date above all else is the site's clock: the lead tells of other days."""
    page = clues.page
    stamp = next((s for s in page.stamps if s and s.start <= best.start < s.end), None)
    if stamp is None or not stamp.clock or best.day is None:
        return False
    if any(label in ("headline", "masthead") for label in page.labels[: page.stamps.index(stamp)]):
        return False  # the date of a paper, under its name
    lead = "\n".join(clues.text[u.start : min(u.end, u.start + 800)] for u in page.units[page.first :][:2])
    gaps = [(best.day - n).days for w in dates(lead) for n in _in_year(w, best.day.year)]
    return bool(gaps) and not any(-30 <= g <= 10 for g in gaps)


def _near(day: date, written: Written, before: int, after: int) -> bool:
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            other = date(year, written.month, written.day)
        except ValueError:
            continue
        if -before <= (day - other).days <= after:
            return True
    return False


def _supported(candidate: Candidate, clues: Clues) -> bool:
    """Say whether the body agrees with an `updated` day: a page touched years later tells of other days."""
    day, page = candidate.day, clues.page
    if day is None:
        return False
    body = "\n".join(clues.text[u.start : min(u.end, u.start + 4000)] for u in page.units[page.first :][:40])[:20_000]
    gaps = [(day - n).days for w in dates(body) for n in _in_year(w, day.year)]
    if any(-3 <= gap <= 10 for gap in gaps):
        return True
    head = candidate.start < page.units[page.last].start
    return head and (not gaps or any(-45 <= gap <= 120 for gap in gaps))


def _in_year(written: Written, year: int) -> tuple[date, ...]:
    if written.days:
        return written.days
    try:
        return (date(year, written.month, written.day),)
    except ValueError:
        return ()


# ---------------------------------------------------------------- no year


def _without_year(found: list[Candidate], clues: Clues, today: date) -> Published:
    for candidate in sorted(found):
        if not candidate.written.days and candidate.trust <= LOOSE:
            body = clues.text[candidate.end :] if candidate.trust == DATELINE else clues.text
            month, number = candidate.written.month, candidate.written.day
            said = clues.text[candidate.start : candidate.end]
            day = inferred_year(month, number, body, today) or owned_year(month, number, said, _below(clues))
            if day:
                return Published(day, "inferred", _quote(clues.text, candidate))
    undecided = min((c for c in found if len(c.written.days) > 1), default=None)
    return Published(None, "none", undecided and _quote(clues.text, undecided))


def _below(clues: Clues) -> str:
    """Give the lines below the text, where an owner says since when and until when it owns it."""
    units = clues.page.units[clues.page.last + 1 :]
    return "\n".join(clues.text[u.start : min(u.end, u.start + 400)] for u in units[-20:])
