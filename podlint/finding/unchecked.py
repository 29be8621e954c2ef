"""What podlint did not judge, and why."""

from __future__ import annotations

from enum import StrEnum

from podlint.startup.frozen import Frozen

__all__ = ["CheckedFile", "Skipped", "Unchecked", "Unjudged"]


class Unchecked(StrEnum):
    """Why something that may be meant for a cluster was not judged.

    Attributes:
        UNREADABLE: A document is not YAML or JSON.
        FRAGMENT: An object is only part of one, and what completes it is not known.
        PLACEHOLDER: A value is filled in before it reaches the API server.
        TEMPLATE: A document is only readable after rendering.
        UNKNOWN_KIND: podlint does not know the kind, nor whether it has Pods.
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
        cause: Why, if the document may be meant for a cluster; None for what podlint has nothing to
            say about, such as a Role.
        chart: The folder of the Helm chart that a template belongs to; empty for none.
    """

    path: str
    document: int
    line: int
    reason: str
    cause: Unchecked | None = None
    chart: str = ""

    def __str__(self) -> str:
        """That it was not checked, and why."""
        return f"not checked: {self.reason}"


class Unjudged(Frozen):
    """A part of a document that was not judged although the rest was.

    Attributes:
        path: The file.
        line: The 1-based line; None for an object that was given as data.
        field: The field as Kubernetes writes it; empty for an object as a whole.
        reason: Why, in words.
        cause: Why: `Unchecked.FRAGMENT` or `Unchecked.PLACEHOLDER`.
    """

    path: str
    line: int | None
    field: str
    reason: str
    cause: Unchecked

    def __str__(self) -> str:
        """What was not checked, and why."""
        return (
            f"{self.field}: not checked: {self.reason}"
            if self.field
            else f"not checked: {self.reason}"
        )


class CheckedFile(Frozen):
    """A file that was looked at.

    Attributes:
        path: The file.
        objects: How many Kubernetes objects it holds.
        pods: How many Pods and Pod templates of them were checked.
    """

    path: str
    objects: int = 0
    pods: int = 0
