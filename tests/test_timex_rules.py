"""Every rule of data/en/timex.toml reads its examples and leaves its counter-examples."""

from datetime import date

import pytest

from cajad_cli.extract.timex import tag
from cajad_cli.lexicon.timex import Rule, grammar

RULES = grammar().rules
EXAMPLES = [(rule, *example) for rule in RULES for example in rule.examples]
COUNTER = [(rule, text) for rule in RULES for text in rule.counter]


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize(
    ("rule", "text", "dct", "expression", "value"), EXAMPLES, ids=[f"{e[0].name}-{e[3]}" for e in EXAMPLES]
)
def test_example(rule: Rule, text: str, dct: str, expression: str, value: str) -> None:
    found = tag(text, _day(dct))
    if rule.type == "NONE":
        begin = text.index(expression)
        assert not [t for t in found if t.start < begin + len(expression) and t.end > begin]
    else:
        assert (expression, value, rule.name) in [(t.text, t.value, t.rule) for t in found]


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{c[0].name}-{c[1][:30]}" for c in COUNTER])
def test_counter_example(rule: Rule, text: str) -> None:
    assert rule.name not in [t.rule for t in tag(text, date(2020, 3, 1))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_has_examples(rule: Rule) -> None:
    assert rule.examples
    assert rule.counter or rule.type == "NONE"


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
