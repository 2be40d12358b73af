"""Our named tuples are those of `typing`."""

import copy
import pickle
import sys
import typing
from typing import Any

import pytest

from cajad_cli import noun


class Ours(noun.NamedTuple):
    """What it is."""

    first: int
    second: str | None
    third: tuple[int, ...] = ()
    fourth: str = "x"

    @property
    def both(self) -> str:
        """Give two."""
        return f"{self.first}{self.second}"

    def more(self, number: int = 1) -> "Ours":
        """Count on."""
        return self._replace(first=self.first + number)


class Theirs(typing.NamedTuple):
    """What it is."""

    first: int
    second: str | None
    third: tuple[int, ...] = ()
    fourth: str = "x"

    @property
    def both(self) -> str:
        """Give two."""
        return f"{self.first}{self.second}"

    def more(self, number: int = 1) -> "Theirs":
        """Count on."""
        return self._replace(first=self.first + number)


BOTH = pytest.mark.parametrize("kind", [Ours, Theirs])


def test_the_class_says_of_itself_what_the_other_says() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__annotations__", "__doc__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name), name
    assert Ours.__module__ == __name__
    assert not hasattr(Ours(1, "b"), "__dict__")
    assert type(Ours) is type
    assert Ours.__mro__[-2:] == (tuple, object)


@BOTH
def test_values_are_made_alike(kind: Any) -> None:
    value = kind(1, "b")
    assert value == (1, "b", (), "x") == kind(fourth="x", second="b", first=1)
    assert hash(value) == hash((1, "b", (), "x"))
    assert (value.first, value.second, value.third, value.fourth) == tuple(value)
    assert repr(value) == f"{kind.__name__}(first=1, second='b', third=(), fourth='x')"
    assert value._asdict() == {"first": 1, "second": "b", "third": (), "fourth": "x"}
    assert value._replace(second=None) == kind._make([1, None, (), "x"])
    assert (value.both, value.more(2).first) == ("1b", 3)
    assert type(value.more()) is kind
    for same in (copy.copy(value), copy.deepcopy(value), *(pickle.loads(pickle.dumps(value, p)) for p in range(6))):
        assert same == value
        assert type(same) is kind


@BOTH
@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda kind: kind(1), TypeError),
        (lambda kind: kind(1, "b", (), "x", 5), TypeError),
        (lambda kind: kind(1, "b", fifth=5), TypeError),
        (lambda kind: kind(1, first=1), TypeError),
        (lambda kind: kind._make([1]), TypeError),
        (lambda kind: kind(1, "b")._replace(fifth=5), ValueError),
        (lambda kind: setattr(kind(1, "b"), "first", 2), AttributeError),
        (lambda kind: setattr(kind(1, "b"), "fifth", 2), AttributeError),
    ],
)
def test_what_cannot_be_is_refused_alike(kind: Any, call: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        call(kind)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(TypeError, match=r"__new__\(\) missing 1 required positional argument: 'second'"):
        Ours(1)  # type: ignore[call-arg]


def test_a_pattern_takes_it_apart() -> None:
    match Ours(1, "b"):
        case Ours(first, second=second):
            assert (first, second) == (1, "b")
        case _:
            raise AssertionError


def test_a_field_without_a_default_stands_before_those_with_one() -> None:
    with pytest.raises(TypeError):

        class _(noun.NamedTuple):
            first: int = 0
            second: int  # type: ignore[misc]


@pytest.mark.parametrize("number", range(16))
def test_each_number_of_fields_has_its_order(number: int) -> None:
    names = [f"field{n}" for n in range(number)]
    body = "\n".join((*(f"    {name}: int" for name in names), "    pass"))
    found: dict[str, Any] = {"NamedTuple": noun.NamedTuple, "__name__": __name__}
    exec(f"class Made(NamedTuple):\n{body}", found)  # noqa: S102 (the text of a class)
    value = found["Made"](*range(number))
    assert [getattr(value, name) for name in names] == list(range(number)) == list(value)
    assert found["Made"](**dict(zip(names, range(number), strict=True))) == value


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="NOT RUN: there typing's own class is used")
def test_it_is_ours_that_is_used() -> None:
    from cajad_cli.model import Query

    assert noun.NamedTuple is not typing.NamedTuple
    assert type(Query.__new__).__name__ == "function"
    assert Query.__new__.__code__.co_filename == noun.__file__
