"""What podlint did not check, and why."""

from __future__ import annotations

from enum import StrEnum

from podlint.startup.frozen import Frozen

__all__ = ["CheckedFile", "Skipped", "Unchecked", "Unjudged"]


class Unchecked(StrEnum):
    """Why something that is possibly meant for a cluster was not checked.

    Attributes:
        UNREADABLE: The document is not valid YAML or JSON.
        FRAGMENT: The object is incomplete, so podlint does not report missing fields.
        PLACEHOLDER: Another tool replaces the value before the object is applied.
        TEMPLATE: The document is a template, which must be rendered first.
        UNKNOWN_KIND: podlint does not know the kind of the object, which may contain Pods.
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
        document: The number of the document in the file, from 0.
        line: The first line of the document, from 1.
        reason: Why, in words.
        cause: The cause, if the document is possibly meant for a cluster. None for objects that no
            rule checks, such as a Role.
        chart: The directory of the Helm chart of a template; empty for none.
    """

    path: str
    document: int
    line: int
    reason: str
    cause: Unchecked | None = None
    chart: str = ""

    def __str__(self) -> str:
        """Why it was not checked, as a message."""
        return f"not checked: {self.reason}"


class Unjudged(Frozen):
    """A part of a document that was not checked, although the rest was.

    Attributes:
        path: The file.
        line: The line, from 1; None for an object that was passed as data.
        field: The field as Kubernetes writes it; empty for the whole object.
        reason: Why, in words.
        cause: `Unchecked.FRAGMENT` or `Unchecked.PLACEHOLDER`.
    """

    path: str
    line: int | None
    field: str
    reason: str
    cause: Unchecked

    def __str__(self) -> str:
        """What was not checked, and why, as a message."""
        return (
            f"{self.field}: not checked: {self.reason}"
            if self.field
            else f"not checked: {self.reason}"
        )


class CheckedFile(Frozen):
    """A file that was checked.

    Attributes:
        path: The file.
        objects: The number of Kubernetes objects in the file.
        pods: The number of Pods and Pod templates that were checked.
    """

    path: str
    objects: int = 0
    pods: int = 0
