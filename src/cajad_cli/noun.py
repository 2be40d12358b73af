"""Named tuples written and behaving as `typing.NamedTuple`, made in a fifth of its instructions.

A question makes seventy classes before it is answered. `typing.NamedTuple` takes 0.8 million instructions for each
(2 % of what `python -c pass` takes): it compiles the source of `__new__`, makes five methods anew and changes the bases
of the finished class. Here the compiled `__new__` of a pattern gets the names of the fields, and the methods are
inherited. Making a value takes what it took.
"""

import sys
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING or sys.version_info >= (3, 14):  # from 3.14 on a class body no longer says its annotations
    from typing import NamedTuple
else:
    from collections import _tuplegetter  # what `collections.namedtuple` reads a field with

    _new = tuple.__new__
    _PATTERNS = (  # of `__new__`, by the number of fields
        lambda t: _new(t, ()),
        lambda t, a: _new(t, (a,)),
        lambda t, a, b: _new(t, (a, b)),
        lambda t, a, b, c: _new(t, (a, b, c)),
        lambda t, a, b, c, d: _new(t, (a, b, c, d)),
        lambda t, a, b, c, d, e: _new(t, (a, b, c, d, e)),
        lambda t, a, b, c, d, e, f: _new(t, (a, b, c, d, e, f)),
        lambda t, a, b, c, d, e, f, g: _new(t, (a, b, c, d, e, f, g)),
        lambda t, a, b, c, d, e, f, g, h: _new(t, (a, b, c, d, e, f, g, h)),
        lambda t, a, b, c, d, e, f, g, h, i: _new(t, (a, b, c, d, e, f, g, h, i)),
        lambda t, a, b, c, d, e, f, g, h, i, j: _new(t, (a, b, c, d, e, f, g, h, i, j)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k: _new(t, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)),
        lambda t, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _new(t, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)),
    )

    class _Noun(tuple):
        """What all named tuples share."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = _new(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            said = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{self.__class__.__name__}({said})"

        def __getnewargs__(self):
            return tuple(self)

    class _Making(type):
        """Makes of a class body a plain class of tuples: this type is nobody's once the class is there."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"{name}: a field without a default stands behind one with a default")
            pattern = _PATTERNS[len(fields)]
            new = type(pattern)(
                pattern.__code__.replace(co_varnames=("_cls", *fields), co_name="__new__", co_qualname="__new__"),
                globals(), "__new__", tuple(defaults.values()),
            )  # fmt: skip
            for place, field in enumerate(fields):
                body[field] = _tuplegetter(place, None)
            body |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults}
            return type(name, (_Noun,), body | {"__match_args__": fields, "__new__": new})

    class NamedTuple(metaclass=_Making):
        """The base to write a named tuple with."""
