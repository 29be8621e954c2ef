"""The parts of a run that podlint did not judge, and the reasons."""

from __future__ import annotations

from enum import StrEnum

from podlint.startup.frozen import Frozen

__all__ = ["CheckedFile", "Skipped", "Unchecked", "Unjudged"]


class Unchecked(StrEnum):
    """Why something that may be part of a manifest was not judged.

    Attributes:
        UNREADABLE: A document is not valid YAML or JSON.
        FRAGMENT: An object is only a part, and podlint does not know what completes it.
        PLACEHOLDER: Another tool fills in a value before it reaches the API server.
        TEMPLATE: A document is only readable after rendering.
        UNKNOWN_KIND: podlint does not know the kind, or whether it has Pods.
    """

    UNREADABLE = "unreadable"
    FRAGMENT = "fragment"
    PLACEHOLDER = "placeholder"
    TEMPLATE = "template"
    UNKNOWN_KIND = "unknown-kind"


class Skipped(Frozen):
    """A document that was not checked, and why.

    Attributes:
        path: The file.
        document: The document's number within the file, from 0.
        line: The 1-based line on which the document starts.
        reason: Why, in words.
        cause: The cause, if the document may be a manifest that podlint should check. None for
            others, such as a Role.
        chart: The folder of the Helm chart with the template; empty for none.
    """

    path: str
    document: int
    line: int
    reason: str
    cause: Unchecked | None = None
    chart: str = ""

    def __str__(self) -> str:
        """The reason, as a short text."""
        return f"not checked: {self.reason}"


class Unjudged(Frozen):
    """A part of a document that was not judged, although the rest was.

    Attributes:
        path: The file.
        line: The 1-based line; None for an object that was passed as data.
        field: The field as Kubernetes writes it; empty for an object as a whole.
        reason: Why, in words.
        cause: `Unchecked.FRAGMENT` or `Unchecked.PLACEHOLDER`.
    """

    path: str
    line: int | None
    field: str
    reason: str
    cause: Unchecked

    def __str__(self) -> str:
        """The part and the reason, as a short text."""
        return (
            f"{self.field}: not checked: {self.reason}"
            if self.field
            else f"not checked: {self.reason}"
        )


class CheckedFile(Frozen):
    """A file that was checked.

    Attributes:
        path: The file.
        objects: The number of Kubernetes objects in it.
        pods: The number of Pods and Pod templates that were checked.
    """

    path: str
    objects: int = 0
    pods: int = 0
