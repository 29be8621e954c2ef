"""What podlint did not check, and why."""

from __future__ import annotations

from enum import StrEnum

from podlint.startup.frozen import Frozen

__all__ = ["CheckedFile", "Skipped", "Unchecked", "Unjudged"]


class Unchecked(StrEnum):
    """Why something that can be meant for a cluster was not checked.

    Attributes:
        UNREADABLE: The document is not YAML or JSON.
        FRAGMENT: The object is incomplete, and podlint does not know what completes it.
        PLACEHOLDER: The value is replaced before it reaches the API server.
        TEMPLATE: The document becomes readable only when it is rendered.
        UNKNOWN_KIND: podlint does not know the kind, or whether it has Pods.
        KUSTOMIZATION: The kustomization cannot be built; its files are checked one by one.
    """

    UNREADABLE = "unreadable"
    FRAGMENT = "fragment"
    PLACEHOLDER = "placeholder"
    TEMPLATE = "template"
    UNKNOWN_KIND = "unknown-kind"
    KUSTOMIZATION = "kustomization"


class Skipped(Frozen):
    """A document that was not checked, and why.

    Attributes:
        path: The file.
        document: The number of the document in the file, from 0.
        line: The first line of the document, from 1.
        reason: Why, in words.
        cause: Why, if the document can be meant for a cluster. None for objects without rules,
            such as a Role.
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
        line: The line, from 1; None for an object that was given as data.
        field: The field as Kubernetes writes it; empty for the whole object.
        reason: Why, in words.
        cause: Why: `Unchecked.FRAGMENT`, `Unchecked.PLACEHOLDER` or `Unchecked.KUSTOMIZATION`.
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
