"""Write a library of made-up news stories, the same every time, for measuring at any size.

    python benchmarks/corpus.py FOLDER COUNT [--words N] [--seed N]

Stories belong to matters; a matter has parties, a place, figures and dated events that several stories tell, some with
another number or day, some as a plan, some as a reprint. Between such sentences stands running text: function words at
their rate in English, content words by the law of Zipf and Mandelbrot over an open vocabulary, so that rare words grow
rarer with the size of the library, as in real ones.
"""

import argparse
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple


def _listed(words: str) -> list[str]:
    return words.split()


FIRST, LAST = date(2004, 1, 5), date(2025, 12, 20)
_FOLDER = 1000  # files in one folder
_STORIES = 8  # of one matter, on average
_ZIPF = 1.07  # exponent of the content words
_SHIFT = 30.0  # the head of the curve are the function words, which are drawn apart
_FORMS = 60_000  # words of the first draw; one in _FRESH is made up for the story alone
_FRESH = 400
_FUNCTION = _listed(
    "the the the the the the the of of of of to to to and and and in in in a a a that is for for it on with as was by"
    " at be from are this have has not but its an they were which been their will had or who more than one he his we"
)
_ONSETS = _listed("b c d f g h k l m n p r s t v w z br ch cl cr dr fl gr pl pr sh sl sp st str th tr")
_VOWELS = _listed("a e i o u ai ea io ou")
_CODAS = _listed("b ck d l ll m n nd nt p r rd rt s ss st t x")
_ENDINGS = ["", "", "", "s", "ed", "ing", "er", "al", "ion", "ment", "ly", "ist"]
_GIVEN = _listed(
    "Aigul Bolat Chiara Daniyar Elena Farid Gulnara Hiroshi Irina Jun Kenji Laila Marat Nadia Olim Pavel Rustam Saule"
)
_DEEDS = ("met in", "signed a treaty in", "opened a forum in", "visited", "held talks in")
_OFFICES = ("foreign minister", "president", "prime minister", "ambassador", "trade minister", "spokesman")
_THINGS = ("agreements", "documents", "delegates", "companies", "students", "projects", "visitors", "experts")
_OUTLETS = ("Reuters", "AFP", "Kyodo", "Interfax", "Xinhua", "The Daily Courier", "Kazinform", "Evening Post")


class Event(NamedTuple):
    """What one day of a matter brought."""

    day: date
    deed: str
    figure: int
    thing: str


class Matter(NamedTuple):
    """What several stories are about."""

    name: str
    city: str
    person: str
    office: str
    events: tuple[Event, ...]


class Corpus:
    """The words, names and matters of one seed."""

    def __init__(self, seed: int = 7) -> None:
        self._seed = seed
        random = Random(seed)
        self._forms = list(dict.fromkeys(_word(random) for _ in range(_FORMS)))
        self._weights = list(accumulate((rank + _SHIFT) ** -_ZIPF for rank in range(1, len(self._forms) + 1)))
        self._surnames = [_word(random, plain=True).capitalize() for _ in range(4000)]
        self._cities = [_word(random, plain=True).capitalize() for _ in range(1500)]

    @property
    def forms(self) -> list[str]:
        """Give the content words of the first draw, the commonest first."""
        return self._forms

    def stories(self, count: int, words: int) -> Iterator[tuple[str, str]]:
        """Yield `count` stories of about `words` words: file name and text."""
        for number in range(count):
            random = Random(f"{self._seed} {number}")
            yield f"{number // _FOLDER:04d}/{number:07d}.txt", self._story(number, words, random)

    def _matter(self, number: int) -> Matter:
        random = Random(f"{self._seed} matter {number}")
        day = FIRST + timedelta(random.randrange((LAST - FIRST).days))
        events = []
        for _ in range(random.randint(2, 6)):
            events.append(Event(day, random.choice(_DEEDS), random.randint(3, 900), random.choice(_THINGS)))
            day += timedelta(random.randint(3, 200))
        return Matter(
            f"{random.choice(self._cities)} {random.choice(('Dialogue', 'Forum', 'Initiative', 'Council'))}",
            random.choice(self._cities),
            f"{random.choice(_GIVEN)} {random.choice(self._surnames)}",
            random.choice(_OFFICES),
            tuple(events),
        )

    def _story(self, number: int, words: int, random: Random) -> str:
        matter = self._matter(random.randrange(max(1, number // _STORIES + 1)))
        event = random.choice(matter.events)
        published = event.day + timedelta(random.choice((-9, -2, 0, 1, 1, 1, 2, 4, 60)))
        outlet = random.choice(_OUTLETS)
        head = f"{outlet}\n{published:%d %B %Y}\n\n{matter.name}: {' '.join(self._content(random, 4))}\n\n"
        others = [e for e in matter.events if e is not event]
        told = [self._telling(matter, e, published, random) for e in (event, random.choice(others))]
        paragraphs = []
        budget = words
        while budget > 0:
            sentences = [self._sentence(random) for _ in range(random.randint(2, 4))]
            if told:
                sentences.insert(0, told.pop(0))
            paragraphs.append(" ".join(sentences))
            budget -= len(paragraphs[-1].split())
        return head + "\n\n".join(paragraphs) + "\n"

    def _telling(self, matter: Matter, event: Event, published: date, random: Random) -> str:
        off = (event.day - published).days
        when = f"on {event.day:%B} {event.day.day}, {event.day.year}"
        if -6 <= off <= 0:
            when = f"on {event.day:%A}"
        elif abs(off) < 90:
            when = f"on {event.day:%B} {event.day.day}"
        what = f"{event.deed} {matter.city}"
        if off > 0:
            what = "will meet in " + matter.city
        figure = event.figure + (random.randint(1, 9) if random.random() < 0.05 else 0)
        lead = f"The parties of the {matter.name} {what} {when}, {matter.office} {matter.person} said"
        return f"{lead}. {figure} {event.thing} were counted." if off <= 0 else f"{lead}."

    def _content(self, random: Random, count: int) -> list[str]:
        last = self._weights[-1]
        return [
            _word(random)
            if random.randrange(_FRESH) == 0
            else self._forms[bisect(self._weights, random.random() * last)]
            for _ in range(count)
        ]

    def _sentence(self, random: Random) -> str:
        content = self._content(random, random.randint(6, 13))
        words = [
            w for word in content for w in ((random.choice(_FUNCTION), word) if random.random() < 0.75 else (word,))
        ]
        return " ".join(words).capitalize() + "."


def _word(random: Random, plain: bool = False) -> str:
    syllables = random.choice((1, 2, 2, 3))
    stem = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables)) + random.choice(_CODAS)
    return stem if plain else stem + random.choice(_ENDINGS)


def write(folder: Path, count: int, words: int = 340, seed: int = 7) -> int:
    """Write `count` stories below `folder`; give their size in bytes. What is there already is left as it is."""
    size = 0
    for name, text in Corpus(seed).stories(count, words):
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def main() -> None:
    """Write a library of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--words", type=int, default=340, help="words of a story, about")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    size = write(chosen.folder, chosen.count, chosen.words, chosen.seed)
    print(f"{chosen.count} stories, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
