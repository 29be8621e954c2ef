"""What is wrong with an object as the API server's decoder sees it."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place

__all__ = ["DecodeFault", "FaultKind"]

FaultKind: TypeAlias = Literal[
    "unknown-field", "wrong-type", "missing-required-field", "unsupported-value"
]


class DecodeFault(Frozen):
    """A fault in an object.

    Attributes:
        kind: What sort of fault it is.
        message: What was found and what is expected, in at most 120 characters as a rule.
        at: The faulty value; of an unknown field the field, of a missing one where it would be.
        key: Whether the key is meant rather than the value.
        help: What to write, a sentence or two.
        suggestion: What to write instead of the key or the value, where that can be guessed.
    """

    kind: FaultKind
    message: str
    at: "Place"
    key: bool = False
    suggestion: str | None = None
    help: str | None = None
