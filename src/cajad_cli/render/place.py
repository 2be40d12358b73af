"""Where a passage stands, as `cajad show` takes it, and on which page of the file for those who hold that."""

from cajad_cli.model import ClaimQuote, Mention, PassageHit, UndatedPassage


def place(at: PassageHit | Mention | ClaimQuote | UndatedPassage) -> str:
    """Write the place of a passage, its page behind it where it has one: "report.pdf:4.2 p. 3"."""
    return f"{at.document}:{at.paragraph}.{at.sentence}{paged(at.page)}"


def paged(page: int | None) -> str:
    """Write " p. 3", nothing where there is no page."""
    return f" p. {page}" if page else ""
