"""The faults of an object, as the API server's decoder finds them."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Path, Place

__all__ = ["DecodeFault", "FaultKind"]

FaultKind: TypeAlias = Literal[
    "unknown-field", "wrong-type", "missing-required-field", "unsupported-value"
]


class DecodeFault(Frozen):
    """A fault in an object.

    Attributes:
        kind: The kind of the fault.
        message: What was found and what is expected, usually in at most 120 characters.
        at: The place of the faulty value or the unknown field; for a missing field, its place.
        key: Mark the key rather than the value.
        help: What to write instead, in one or two sentences.
        suggestion: The key or value to write instead, if podlint can guess it.
        fits: The value of a misspelled field is one that the suggested field supports.
        home: The path in the document at which an unknown field belongs, if there is only one.
    """

    kind: FaultKind
    message: str
    at: "Place"
    key: bool = False
    suggestion: str | None = None
    fits: bool = True
    home: "Path | None" = None
    help: str | None = None
