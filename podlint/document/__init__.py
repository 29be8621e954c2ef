"""Documents: the data of a text as Kubernetes reads it, the place of each value, and all faults."""

from podlint.document.comment import Comment
from podlint.document.document import Document
from podlint.document.edit import (
    AddComment,
    CommentEdit,
    Delete,
    Edit,
    Edited,
    EditRefused,
    Insert,
    KeepLast,
    Octal,
    Rename,
    Replacement,
    SetComment,
    SetValue,
    apply_edits,
    apply_to_data,
    conflict,
    json_patch,
    replacements,
)
from podlint.document.events import NATIVE_PARSER
from podlint.document.fault import Fault, FaultKind
from podlint.document.load import load
from podlint.document.place import Place
from podlint.document.span import JSON, Path, Span

__all__ = [
    "JSON",
    "NATIVE_PARSER",
    "AddComment",
    "Comment",
    "CommentEdit",
    "Delete",
    "Document",
    "Edit",
    "EditRefused",
    "Edited",
    "Fault",
    "FaultKind",
    "Insert",
    "KeepLast",
    "Octal",
    "Path",
    "Place",
    "Rename",
    "Replacement",
    "SetComment",
    "SetValue",
    "Span",
    "apply_edits",
    "apply_to_data",
    "conflict",
    "json_patch",
    "load",
    "replacements",
]
