"""The errors and warnings of the API server, and the lists that collect them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .path import Path, plain, spell

__all__ = ["Errors", "FieldError", "ServerWarning", "Warnings"]

_WITHOUT_VALUE = frozenset({"Required value", "Forbidden", "Too long"})
"""The types of errors whose message does not include the value."""


class FieldError(NamedTuple):
    """A reason why the server refuses an object.

    `field` and `type` are the server's words; `path` is the place in the given object, or the place
    of a missing value.
    """

    field: str
    type: str
    detail: str
    path: Path

    def __str__(self) -> str:
        """The error as the server prints it, without the value."""
        return ": ".join(filter(None, (self.field, self.type, self.detail)))


class ServerWarning(str):
    """A warning in the server's words, with the path of its subject."""

    path: Path
    __slots__ = ("path",)

    def __new__(cls, text: str, path: Path) -> ServerWarning:
        """A warning about the value at `path`; steps with a special spelling become ordinary
        ones.
        """
        warning = super().__new__(cls, text)
        warning.path = plain(path)
        return warning


class Errors:
    """Collects errors in the order in which the server finds them.

    The methods are the constructors of `k8s.io/apimachinery/pkg/util/validation/field`.
    """

    __slots__ = ("found", "messages")

    def __init__(self) -> None:
        self.found: list[FieldError] = []
        self.messages: list[tuple[Any, ...]] = []
        """The parts that distinguish the server's messages: field, type, detail and value of each
        error.
        """

    def __len__(self) -> int:
        """The number of errors so far."""
        return len(self.found)

    def distinct(self) -> list[FieldError]:
        """The errors without those whose message the server has already reported.

        Go: `ErrorList.ToAggregate`.
        """
        first: dict[object, FieldError] = {}
        for message, error in zip(self.messages, self.found, strict=True):
            first.setdefault(message, error)
        return list(first.values())

    def add(
        self, at: Path, kind: str, detail: str, shown: Path | None = None, value: object = None
    ) -> None:
        """Add an error of any type.

        `shown` is the place that the server reports, if it is another one. `value` is the value
        that the server reports, if it reports one field for values at several places.
        """
        field, place = spell(at if shown is None else shown), plain(at)
        self.found.append(FieldError(field, kind, detail, place))
        given = None if kind in _WITHOUT_VALUE else place if value is None else value
        self.messages.append((field, kind, detail, given))

    def add_at(self, place: Path, others: Errors) -> None:
        """Add other errors, all of them at `place`."""
        self.found += [error._replace(path=place) for error in others.found]
        self.messages += others.messages

    def invalid(
        self, at: Path, detail: str, shown: Path | None = None, value: object = None
    ) -> None:
        """Add an error about a value that breaks a rule."""
        self.add(at, "Invalid value", detail, shown, value)

    def invalid_each(
        self, at: Path, details: Iterable[str], shown: Path | None = None, value: object = None
    ) -> None:
        """Add an error about a value that breaks several rules."""
        for detail in details:
            self.add(at, "Invalid value", detail, shown, value)

    def required(self, at: Path, detail: str = "", shown: Path | None = None) -> None:
        """Add an error about a value that is missing or empty."""
        self.add(at, "Required value", detail, shown)

    def forbidden(self, at: Path, detail: str, shown: Path | None = None) -> None:
        """Add an error about a value that is not allowed here."""
        self.add(at, "Forbidden", detail, shown)

    def duplicate(self, at: Path, value: object = None) -> None:
        """Add an error about a repeated value."""
        self.add(at, "Duplicate value", "", value=value)

    def not_found(self, at: Path, detail: str = "") -> None:
        """Add an error about a name that does not exist."""
        self.add(at, "Not found", detail)

    def not_supported(
        self, at: Path, supported: Sequence[str], shown: Path | None = None, value: object = None
    ) -> None:
        """Add an error about a value that is not in the list of allowed values."""
        listed = ", ".join(f'"{each}"' for each in supported)
        self.add(at, "Unsupported value", f"supported values: {listed}", shown, value)

    def too_long(self, at: Path, limit: int, shown: Path | None = None) -> None:
        """Add an error about a string with too many bytes."""
        self.add(at, "Too long", f"may not be more than {limit} bytes", shown)

    def too_many(self, at: Path, limit: int) -> None:
        """Add an error about a list with too many items."""
        self.add(at, "Too many", f"must have at most {limit} items")

    def negative(self, at: Path, value: int) -> None:
        """Refuse a value below 0.

        Go: `ValidateNonnegativeField`.
        """
        if value < 0:
            self.add(at, "Invalid value", "must be greater than or equal to 0")


class Warnings:
    """Collects warnings in the order in which the server finds them."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[ServerWarning] = []

    def at(self, at: Path, text: str) -> None:
        """Add a warning that starts with its place."""
        self.found.append(ServerWarning(f"{spell(at)}: {text}", at))

    def say(self, at: Path, text: str) -> None:
        """Add a warning that does not name its place."""
        self.found.append(ServerWarning(text, at))
