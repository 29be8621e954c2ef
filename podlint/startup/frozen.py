"""Immutable classes, like those of `dataclasses.dataclass(frozen=True)`, but without compiled code.

A dataclass writes, compiles and runs the code of six methods for each class, which takes longer
than importing a module. podlint has many such classes, and starts for every commit.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Frozen:
    """An immutable class whose annotations are its fields; equal if all fields are equal.

    The value of a field in the class is its default. Arguments are positional or named, as for a
    dataclass. The fields of the parent class come first.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, eq: bool = True) -> None:
        """Make fields of the annotations of a new class; without `eq`, an object is equal only to
        itself.
        """
        super().__init_subclass__()
        if not eq:
            cls.__eq__, cls.__hash__ = object.__eq__, object.__hash__  # type: ignore[method-assign]
        own = cls.__annotations__ if "__annotations__" in vars(cls) else {}
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))
        cls._known = frozenset(cls._fields)
        cls._required = frozenset(name for name in cls._fields if not hasattr(cls, name))

    def __init__(self, *args: Any, **named: Any) -> None:
        """Set the fields.

        Raises:
            TypeError: A field has no value or two, or does not exist.
        """
        values = self.__dict__
        if args:
            values.update(zip(self._fields, args, strict=False))
        if named:
            values.update(named)
        if len(values) != len(args) + len(named):
            raise TypeError(f"{type(self).__name__}: too many values: {args}, {named}")
        if len(args) == len(self._fields):
            return
        if not values.keys() <= self._known or not self._required <= values.keys():
            wanted = ", ".join(self._fields)
            raise TypeError(f"{type(self).__name__} has the fields {wanted}; given: {[*values]}")

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to set a field.

        Raises:
            AttributeError: Always.
        """
        raise AttributeError(f"{type(self).__name__} is never changed: use replace({name}=...)")

    def __delattr__(self, name: str) -> None:
        """Refuse to delete a field.

        Raises:
            AttributeError: Always.
        """
        raise AttributeError(f"{type(self).__name__} is never changed: {name}")

    def __eq__(self, other: object) -> bool:
        """Whether the other object has the same class and all fields are equal."""
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        """A hash of all fields."""
        return hash(self._values())

    def __repr__(self) -> str:
        """The class and its fields."""
        words = (f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({', '.join(words)})"

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        kept = {name: value for name, value in self.__dict__.items() if name in self._known}
        return type(self)(**{**kept, **changes})

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._fields)
