"""What kind of text a document is, and in which language, by simple evidence."""

import re
from collections import Counter

from cajad_cli.lexicon.needs import small

_PRESS = re.compile(
    r"\bpress releases?\b"
    r"|\bfor immediate release\b|\bjoint (?:statement|communiqu[eé]|declaration)\b|\(reference\)"
    r"|\[reference"
    r"|\bmedia release\b|\bprovisional translation\b",
    re.IGNORECASE,
)
_OPINION_HEAD = re.compile(
    r"^\W{0,3}(?:editorials?|opinion|op-?ed|commentary|leader|viewpoint)\b", re.IGNORECASE | re.MULTILINE
)
_MODAL = re.compile(
    r"\b(?:should|must|needs? to|ought to"
    r"|it is (?:important|significant|noteworthy|essential|necessary|vital|regrettable|crucial))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]{0,600}”|\"[^\"\n]{0,600}\"")
_STOP = {
    "en": "the of and to in that is was for with his are this by from",
    "de": "der die und das den von mit ist nicht des auf für im dem ein",
    "fr": "le la les des et est une que dans pour qui sur pas du au",
    "es": "el los las del que por con una para es se su como más",
    "tr": "ve bir bu için ile olarak da de olan daha çok sonra",
    "uz": "va bilan uchun bu ham bo‘yicha o‘z edi oid hamda",
}
_WORD = re.compile(r"[^\W\d_]+(?:[’'‘ʻ][^\W\d_]+)?")
_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile("[Ѐ-ԯ]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "han": re.compile("[\u4e00-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7af]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
}
_NOT_LATIN = re.compile("[Ѐ-ԯ\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_SAMPLE = 2000


def kind(text: str, body: str, default: str | None, closing: bool) -> str:
    """Give "news", "press-release", "editorial" or "other"; `closing`: a newspaper's credit ends the text."""
    if default and default != "news":
        return default
    plain = _QUOTED.sub(" ", body[:20_000])
    words = plain.count(" ") + 1
    modal = _modal(plain, words) if words > 80 else 0.0
    if words > 80 and (modal >= 1.2 or (modal >= 0.6 and (closing or _OPINION_HEAD.search(text[:300])))):
        return "editorial"
    if _PRESS.search(text[:400]) and not default:
        return "press-release"
    return default or ("news" if words > 30 else "other")


def _modal(plain: str, words: int) -> float:
    """Give how many of a hundred words say what should be; 0 where a rough count tells that it is less than 0.6."""
    low = small(plain)
    most = sum(low.count(word) for word in ("should", "must", "need", "ought to", "it is"))
    return len(_MODAL.findall(plain)) * 100 / words if most * 100 >= 0.6 * words else 0.0


def language(text: str, stated: str = "") -> str:
    """Give the ISO 639-1 code by letters, then by a vote of common words; `stated` or else "en" in doubt."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and (code := _by_letters(sample)):
        return code
    if sample.count(" the ") * 250 > len(sample):
        return "en"  # a word of no other language here, and most texts end here: counting takes ten times longer
    words = Counter(_WORD.findall(sample.lower()))
    votes = {code: sum(words[w] for w in stop) for code, stop in _STOP_SETS.items()}
    best = max(votes, key=lambda code: (votes[code], code == "en"))
    if votes[best] > 1.3 * votes["en"]:
        return best
    return stated if stated and votes["en"] * 20 < words.total() else "en"


def _by_letters(sample: str) -> str | None:
    if len(_NOT_LATIN.findall(sample)) * 40 < len(sample):
        return None
    letters = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    total = max(1, sum(letters.values()))
    if letters["kana"] * 20 > total:
        return "ja"
    for script, code in (("hangul", "ko"), ("han", "zh"), ("arabic", "ar")):
        if letters[script] * 3 > total:
            return code
    return _cyrillic(sample.lower()) if letters["cyrillic"] * 2 > total else None


_STOP_SETS = {code: frozenset(words.split()) for code, words in _STOP.items()}


def _cyrillic(sample: str) -> str:
    for code, letters in (
        ("kk", "әғқұһ"),
        ("tg", "ҷӣӯ"),
        ("uz", "ўҳ"),
        ("ky", "ңөү"),
        ("uk", "їєґ"),
        ("mn", "өү"),
    ):
        if sum(sample.count(c) for c in letters) * 200 > len(sample):
            return code
    return "ru"
