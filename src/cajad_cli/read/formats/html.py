"""Web pages: their main text by trafilatura, with what the page states of itself above it.

A day of publication is taken only where the page states one (`article:published_time`, JSON-LD, `<time pubdate>`) or
shows one beside its title: trafilatura's own guess looks for any date at all.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from cajad_cli.lexicon.stamps import dates
from cajad_cli.read.decode import decode
from cajad_cli.read.formats.part import Part, Source, Told, headed
from cajad_cli.read.formats.plain import plain_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ISSUED: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date_published",
    "pubdate", "publishdate", "publish_date", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date",
)  # fmt: skip
_ARTICLE = re.compile(r"Article|Posting|Report|Publication")
_DAY = re.compile(r"\d")
_FEWEST: Final = 60  # characters of a main text; what is less is a page that is no article
_MOST_JSON: Final = 1 << 20  # characters of one JSON-LD script
_BETWEEN: Final = 25  # lines of a page between title and text, or below the text, that may hold its stamp
_STAMP: Final = 160  # characters of a line that is one
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parts(source: Source) -> Iterator[Part]:
    """Give the text of a page."""
    data = source.data()
    found = _CHARSET.search(data[:4096])
    yield page(decode(data, source.name, found[1].decode("ascii") if found else ""))


def page(text: str, url: str | None = None) -> Part:
    """Give the main text of a page, all of its text where none is told apart; `url` is where it was found."""
    from lxml import html

    text = _CONTROL.sub(" ", text)  # no XML tree holds them
    shown = plain_text(text)
    try:
        tree = html.document_fromstring(_DECLARED.sub("", text), html.HTMLParser(huge_tree=False, remove_pis=True))
        told = _metadata(tree, url)
        main = _main(tree)
    except Exception:  # noqa: BLE001 - what lxml and trafilatura make of hostile trees is theirs; the text remains
        return Part("", shown)
    if len(main) < _FEWEST and len(shown) > len(main):
        main = shown
    elif (stamps := _stamps(shown, main, told.get("title") or "")) and stamps not in main:
        main = _beside_title(main, stamps)
    return Part("", headed(((key, told.get(key)) for key in _FIELDS), main), Told(language=_language(tree)))


_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_FIELDS: Final = ("title", "author", "source", "date", "url")


# ---------------------------------------------------------------- what the page states


def _metadata(tree: "_Element", url: str | None) -> dict[str, str | None]:
    from trafilatura.metadata import extract_metadata

    made = extract_metadata(tree, default_url=url, date_config={"extensive_search": False, "original_date": True})
    return {
        "title": made.title,
        "author": made.author,
        "source": made.sitename,
        "date": _issued(tree),
        "url": made.url if made.url and made.url.startswith("http") else url,
    }


def _issued(tree: "_Element") -> str | None:
    """Give the day of publication as the page states it, None where it does not."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = (element.get("content") or "").strip()
        if name in _ISSUED and _DAY.search(value):
            stated.setdefault(name, value)
    known = [stated[name] for name in _ISSUED[:-1] if name in stated]
    known += [day for script in tree.iter("script") if (day := _linked(script))]
    known += [day for element in tree.iter("time") if (day := _timed(element))]
    known += [stated["date"]] if "date" in stated else []
    return next((value[:60] for value in known if dates(value[:60])), None)


def _linked(script: "_Element") -> str | None:
    """Give `datePublished` of an article in JSON-LD."""
    words = script.text or ""
    if "ld+json" not in (script.get("type") or "") or "datePublished" not in words or len(words) > _MOST_JSON:
        return None
    try:
        waiting: list[Any] = [json.loads(words)]
    except (ValueError, RecursionError):
        return None
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if isinstance(day := one.get("datePublished"), str) and _ARTICLE.search(str(one.get("@type"))):
                return day
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]
    return None


def _timed(element: "_Element") -> str | None:
    issued = "pubdate" in element.attrib or (element.get("itemprop") or "").lower() == "datepublished"
    return (element.get("datetime") or "".join(element.itertext())).strip() if issued else None


def _language(tree: "_Element") -> str | None:
    stated = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()[:2]
    return stated if stated.isalpha() and len(stated) == 2 else None


# ---------------------------------------------------------------- its text


def _main(tree: "_Element") -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=True)
    body = getattr(found, "body", None)
    return "" if body is None else "\n\n".join(_blocks(body))


def _blocks(body: "_Element") -> Iterator[str]:
    """Yield headings, paragraphs, items and rows of trafilatura's own elements, one a block."""
    rows: list[str] = []
    for element in body:
        tag = element.tag
        if tag == "head":
            yield "#" * int((element.get("rend") or "h2")[-1:] or 2) + " " + _words(element)
        elif tag == "list":
            yield "\n".join(f"- {words}" for item in element if (words := _words(item)))
        elif tag == "table":
            rows = [" | ".join(map(_words, row.iter("cell"))) for row in element.iter("row")]
            yield "\n".join(row for row in rows if row.strip(" |"))
        elif tag == "quote" and len(element):
            yield from _blocks(element)
        elif words := _words(element):
            yield words


def _words(element: "_Element") -> str:
    return " ".join("".join(element.itertext()).split())


def _stamps(shown: str, main: str, title: str) -> str:
    """Give the lines with a date that the page shows between its title and its text, or right below its text."""
    lines = [line.lstrip("# ").strip() for line in shown.split("\n") if line.strip()]
    blocks = [b.lstrip("#- ").strip() for b in main.split("\n") if len(b.strip()) > _FEWEST]
    if not blocks:
        return ""
    first = next((i for i, line in enumerate(lines) if blocks[0][:_FEWEST] in line), 0)
    last = max((i for i, line in enumerate(lines) if blocks[-1][:_FEWEST] in line), default=len(lines))
    top = next((i for i in range(first - 1, -1, -1) if title and lines[i] == title), max(0, first - 8))
    for some in (lines[max(top, first - _BETWEEN) : first], lines[last + 1 : last + 4]):
        if stamps := [line for line in some if len(line) < _STAMP and line != title and dates(line)]:
            return "\n".join(stamps[:3])
    return ""


def _beside_title(main: str, stamps: str) -> str:
    """Put stamps under the heading that begins the text, or above all."""
    head, gap, rest = main.partition("\n\n")
    return f"{head}\n\n{stamps}\n\n{rest}" if head.startswith("# ") and gap else f"{stamps}\n\n{main}"
