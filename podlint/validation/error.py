"""What the API server says about an object: errors, warnings and the list that gathers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .path import Path, plain, spell

__all__ = ["Errors", "FieldError", "ServerWarning", "Warnings"]

_WITHOUT_VALUE = frozenset({"Required value", "Forbidden", "Too long"})
"""The types of errors whose message does not show the value."""


class FieldError(NamedTuple):
    """One reason why the server refuses an object.

    `field` and `type` are the server's words; `path` leads to the place in the given object, or
    to where the missing value would be.
    """

    field: str
    type: str
    detail: str
    path: Path

    def __str__(self) -> str:
        """The error as the server prints it, without the value."""
        return ": ".join(filter(None, (self.field, self.type, self.detail)))


class ServerWarning(str):
    """A warning in the server's words, with the path of what it is about."""

    path: Path
    __slots__ = ("path",)

    def __new__(cls, text: str, path: Path) -> ServerWarning:
        """A warning about what is at `path`, of which odd steps are made plain."""
        warning = super().__new__(cls, text)
        warning.path = plain(path)
        return warning


class Errors:
    """Gathers errors in the order in which the server finds them.

    The methods are the constructors of `k8s.io/apimachinery/pkg/util/validation/field`.
    """

    __slots__ = ("found", "messages")

    def __init__(self) -> None:
        self.found: list[FieldError] = []
        self.messages: list[tuple[Any, ...]] = []
        """What tells the server's messages apart: field, type, detail and value of each error."""

    def __len__(self) -> int:
        """How many errors there are so far."""
        return len(self.found)

    def distinct(self) -> list[FieldError]:
        """The errors without those whose message the server has given before.

        Go: `ErrorList.ToAggregate`.
        """
        first: dict[object, FieldError] = {}
        for message, error in zip(self.messages, self.found, strict=True):
            first.setdefault(message, error)
        return list(first.values())

    def add(
        self, at: Path, kind: str, detail: str, shown: Path | None = None, value: object = None
    ) -> None:
        """An error of any type.

        `shown` is the place where the server sees another one. `value` is what the server shows of
        the value, where it gives one field for values at several places.
        """
        field, place = spell(at if shown is None else shown), plain(at)
        self.found.append(FieldError(field, kind, detail, place))
        given = None if kind in _WITHOUT_VALUE else place if value is None else value
        self.messages.append((field, kind, detail, given))

    def add_at(self, place: Path, others: Errors) -> None:
        """Other errors, which are all about what is at `place`."""
        self.found += [error._replace(path=place) for error in others.found]
        self.messages += others.messages

    def invalid(
        self, at: Path, detail: str, shown: Path | None = None, value: object = None
    ) -> None:
        """A value that breaks a rule."""
        self.add(at, "Invalid value", detail, shown, value)

    def invalid_each(
        self, at: Path, details: Iterable[str], shown: Path | None = None, value: object = None
    ) -> None:
        """A value that breaks several rules."""
        for detail in details:
            self.add(at, "Invalid value", detail, shown, value)

    def required(self, at: Path, detail: str = "", shown: Path | None = None) -> None:
        """A value that is missing or empty."""
        self.add(at, "Required value", detail, shown)

    def forbidden(self, at: Path, detail: str, shown: Path | None = None) -> None:
        """A value that is not allowed here."""
        self.add(at, "Forbidden", detail, shown)

    def duplicate(self, at: Path, value: object = None) -> None:
        """A value that was there before."""
        self.add(at, "Duplicate value", "", value=value)

    def not_found(self, at: Path, detail: str = "") -> None:
        """A name that nothing bears."""
        self.add(at, "Not found", detail)

    def not_supported(
        self, at: Path, supported: Sequence[str], shown: Path | None = None, value: object = None
    ) -> None:
        """A value outside the closed list."""
        listed = ", ".join(f'"{each}"' for each in supported)
        self.add(at, "Unsupported value", f"supported values: {listed}", shown, value)

    def too_long(self, at: Path, limit: int, shown: Path | None = None) -> None:
        """A string of more bytes than allowed."""
        self.add(at, "Too long", f"may not be more than {limit} bytes", shown)

    def too_many(self, at: Path, limit: int) -> None:
        """A list of more items than allowed."""
        self.add(at, "Too many", f"must have at most {limit} items")

    def negative(self, at: Path, value: int) -> None:
        """Refuses a value below 0.

        Go: `ValidateNonnegativeField`.
        """
        if value < 0:
            self.add(at, "Invalid value", "must be greater than or equal to 0")


class Warnings:
    """Gathers warnings in the order in which the server finds them."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[ServerWarning] = []

    def at(self, at: Path, text: str) -> None:
        """A warning that begins with its place."""
        self.found.append(ServerWarning(f"{spell(at)}: {text}", at))

    def say(self, at: Path, text: str) -> None:
        """A warning that does not name its place."""
        self.found.append(ServerWarning(text, at))
