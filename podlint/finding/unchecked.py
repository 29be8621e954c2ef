"""What podlint did not check, and why."""

from __future__ import annotations

from enum import StrEnum

from podlint.startup.frozen import Frozen

__all__ = ["CheckedFile", "Skipped", "Unchecked", "Unjudged"]


class Unchecked(StrEnum):
    """Why podlint did not check something that may be meant for a cluster.

    Attributes:
        UNREADABLE: The document is not valid YAML or JSON.
        FRAGMENT: The object is incomplete, so podlint did not check for missing fields.
        PLACEHOLDER: Another tool replaces the value before the API server reads it.
        TEMPLATE: The document must be rendered before it can be read.
        UNKNOWN_KIND: podlint does not know the kind, so it does not know whether it has Pods.
        KUSTOMIZATION: The kustomization cannot be built, so podlint checked its files one by one.
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
        reason: The reason, in words.
        cause: The cause, if the document may be meant for a cluster. None for objects without
            rules, such as a Role.
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
        reason: The reason, in words.
        cause: `Unchecked.FRAGMENT`, `Unchecked.PLACEHOLDER` or `Unchecked.KUSTOMIZATION`.
    """

    path: str
    line: int | None
    field: str
    reason: str
    cause: Unchecked

    def __str__(self) -> str:
        """What was not checked, and why, as a message."""
        if self.cause is Unchecked.KUSTOMIZATION:
            return self.reason
        return (
            f"{self.field}: not checked: {self.reason}"
            if self.field
            else f"missing fields not checked: {self.reason}"
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
