"""One document → all that is read out of it."""

from cajad_cli.extract.claims.tell import claims
from cajad_cli.extract.events.keys import matter
from cajad_cli.extract.events.tell import events
from cajad_cli.extract.passages import passages
from cajad_cli.extract.timex import tag
from cajad_cli.extract.undated import undated
from cajad_cli.model import Document, Extract, Span


def extract(document: Document) -> Extract:
    """Read passages, date expressions, events and claims out of a document, in this order.

    Dates inside stamps and datelines say when the text was issued, not when something happened: they anchor
    nothing and make no event.
    """
    sentences = passages(document)
    found = tag(document.text, document.published, [Span(p.start, p.end) for p in sentences])
    timexes = tuple(t for t in found if not any(s.start < t.end and t.start < s.end for s in document.stamps))
    tellings = events(document, sentences, timexes)
    said = claims(document, sentences, timexes, tellings)
    open_ones = undated(sentences, timexes, tellings)
    return Extract(sentences, timexes, tellings, said, matter(document, sentences), open_ones)
