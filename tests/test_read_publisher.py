"""Who issued a text: mastheads, bodies of state, credits, file names; and the rules that read years."""

from datetime import date
from typing import Any

import pytest

from cajad_cli.lexicon import years
from cajad_cli.lexicon.mastheads import masthead, organ, unknown_name
from cajad_cli.lexicon.publishers import publishers, register
from cajad_cli.lexicon.source import load
from cajad_cli.lexicon.stamps import rules
from cajad_cli.model import Library
from cajad_cli.read.document import document_of

TITLE = "Bridge of friends is mended on the upper river\n"
BODY = """
The deputy minister of roads opened the mended bridge on the upper river, the press office said in a note.

The envoy thanked the builders of the bridge and planted a tree by the river, and the guests sang until late.

"""


def _source(text: str, name: str = "story.txt") -> str:
    return document_of(name, text, Library("/l", "l", {}), date(2026, 3, 1)).source


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("bbc", "BBC News\nAsia\n"),
        ("eurasianet", "EURASIANET\n3 May 2021\n"),
        ("mfa-kyrgyzstan", "Ministry of Foreign Affairs of the Kyrgyz Republic\n03.05.2021\n"),
        ("mfa-armenia", "Ministry of Foreign Affairs of the Republic of Armenia\n03.05.2021\n"),
        ("president-turkmenistan", "OFFICIAL WEBSITE OF THE PRESIDENT OF TURKMENISTAN\n"),
        ("akorda", "Press service of the President of the Republic of Kazakhstan\n"),
        ("kremlin", "President of Russia. Official site\n"),
        ("government-kazakhstan", "Official Information Source of the Prime Minister of the Republic of Kazakhstan\n"),
        ("adb", "Asian Development Bank\nNews Release | 3 May 2021\n"),
        ("undp", "UNDP Tajikistan\nPress Release\n"),
        ("embassy-japan-tajikistan", "Embassy of Japan in Tajikistan\n2021/5/3\n"),
        ("kyodo", "KYODO NEWS - May 3, 2021 - 19:07 | World, All\n"),
        ("asahi", "The Asahi Shimbun May 3, 2021\n"),
        ("rferl", "RFE/RL's Kyrgyz Service\nMay 03, 2021 09:12 GMT\n"),
        ("harbour-gazette", "HARBOUR GAZETTE\nMonday, May 3, 2021\n"),
        ("steppe-daily", "Steppe Daily | Politics\n3 May 2021, 10:22\n"),
        ("institute-of-tides", "Institute of Tides\nPolicy Brief No. 2 | May 2021\n"),
        ("president-kg", "Official website of the President of the Kyrgyz Republic\n3 May 2021\n"),
        ("mfa-uzbekistan", "Ministry of Foreign Affairs of the Republic of Uzbekistan | Press service | 03.05.2021\n"),
        ("tengrinews", "Tengrinews.kz\n3 May 2021 15:04\n"),
        ("harbour-info", "www.harbour.info\n3 May 2021 15:04\n"),
        ("astana-times", "By Aida Nur in Nation on 3 May 2021\n"),
        ("story", "By Aida Nur in Osh on 3 May 2021\n"),
        ("story", "Opinion\n"),
        ("story", "Trade\n"),
        ("story", "Press Center\n"),
    ],
)
def test_masthead(source: str, head: str) -> None:
    assert _source(head + "\n" + TITLE + "\n" + BODY) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("japan-times", "The Japan Times\n\n" + TITLE + "\nTOKYO, May 3 (AFP) - " + BODY.lstrip()),
        ("afp", TITLE + "\nTOKYO, May 3 (AFP) - " + BODY.lstrip()),
        ("nikkei", TITLE + "AIDA NUR, Nikkei staff writer\n" + BODY),
        ("diplomat", TITLE + "By Aida Nur, The Diplomat\n" + BODY),
        ("asahi", TITLE + BODY + "--The Asahi Shimbun, May 3, 2021\n"),
        ("uza", TITLE + BODY + "Aida Nur, UzA\n"),
        ("ria", TITLE + "MOSCOW, May 3 - RIA Novosti. " + BODY.lstrip()),
        ("rferl", TITLE + "By RFE/RL's Kyrgyz Service\n" + BODY),
        ("kabar", TITLE + BODY.replace("said in a note.", "said in a note, a Kabar correspondent reports.", 1)),
        ("eurasianet", TITLE + BODY + "Sign up for Eurasianet's weekly newsletter\n"),
        ("story", TITLE + BODY.replace("said in a note.", "told Kabar in a note.", 1)),
        ("wool-water", TITLE + BODY + "© 2021 Wool & Water, Vienna\n"),
        ("story", TITLE + BODY + "Photo: Reuters\n"),
        ("story", TITLE + BODY + "The writer has lived in Osh for years.\n"),
        ("story", TITLE + BODY + "JosÃ© Nur is the keeper of it.\n"),
    ],
)
def test_credit(source: str, text: str) -> None:
    assert _source(text) == source


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("astana-times", "2021/astanatimes_bridge.txt"),
        ("kabar", "kabar/0003.txt"),
        ("japan-times", "2021-05-03_japan-times_3.txt"),
        ("diplomat-interview", "diplomat_interview.txt"),
        ("talks-world-bank-2021", "talks_world_bank_2021.txt"),
    ],
)
def test_file_name(source: str, name: str) -> None:
    assert _source(TITLE + "\n" + BODY, name) == source


ORGANS = [(row, line, identity) for row in load("en/mastheads")["organ"] for line, identity in row["examples"]]


@pytest.mark.parametrize(("row", "line", "identity"), ORGANS, ids=lambda value: str(value)[:40])
def test_organ(row: dict[str, Any], line: str, identity: str) -> None:
    found = organ(line)
    assert found is not None
    assert found.id == identity
    for text in row["not"]:
        assert organ(text) is None, text
        assert masthead(text, register({})) is None, text


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Valley Post", "Valley Post"),
        ("Institute for Wool", "Institute for Wool"),
        (None, "Bridge of friends is mended, the Post says"),
        (None, "Media Center"),
        (None, "Aida Nur"),
    ],
)
def test_unknown_name(name: str | None, line: str) -> None:
    assert unknown_name(line) == name


def test_no_name_is_of_two_publishers() -> None:
    owners: dict[str, str] = {}
    for publisher in publishers():
        for name in {*publisher.names, *publisher.exact}:
            assert owners.setdefault(name, publisher.id) == publisher.id, name


YEARS = [(n, row) for n, row in load("en/years").items() if isinstance(row, dict) and "pattern" in row]


@pytest.mark.parametrize(("name", "row"), YEARS, ids=lambda value: value if isinstance(value, str) else "")
def test_year_examples(name: str, row: dict[str, Any]) -> None:
    pattern = years.pattern(name)
    for text in row["examples"]:
        assert pattern.search(text), text
    for text in row["not"]:
        assert not pattern.search(text), text


@pytest.mark.parametrize(("rule", "row"), list(zip(rules("issue"), load("en/stamps")["issue"], strict=True)))
def test_issue_examples(rule: Any, row: dict[str, Any]) -> None:
    assert all(rule.pattern.search(text) for (text,) in row["examples"])
    assert not any(rule.pattern.search(text) for text in row["not"])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in March 1998, less than two years ago", date(1999, 3, 1), date(2000, 4, 1)),
        ("the 12 years since 1998", date(2010, 1, 1), date(2011, 12, 31)),
        ("the 15th anniversary of a pact signed in 1998", date(2013, 1, 1), date(2013, 12, 31)),
        ("founded in 1998 to weave, it now marks its first two decades", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_ages(text: str, first: date, last: date) -> None:
    assert list(years.ages(text)) == [years.Age(first, last)]
