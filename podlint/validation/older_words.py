"""How older versions of Kubernetes word errors that newer ones word differently.

Source: `pkg/apis/core/validation` of Kubernetes 1.33 to 1.37, and of `k8s.io/apimachinery`
`pkg/util/validation` and `pkg/api/validation`.
"""

from __future__ import annotations

from typing import NamedTuple

from podlint.startup.lazy_pattern import pattern
from podlint.version import parse_version

from .error import FieldError
from .names import SUBDOMAIN

__all__ = ["in_words_of"]


class _Change(NamedTuple):
    """New words for an error.

    Attributes:
        since: The first version that uses them.
        field: A regular expression for the end of the fields that they are about.
        new: What is replaced, a regular expression for a part of the detail.
        old: What older versions write there.
    """

    since: str
    field: str
    new: str
    old: str


_SUBDOMAIN = SUBDOMAIN.replace("\\", r"\\")
_CHANGES = tuple(
    (parse_version(each.since), pattern(f"(?:{each.field})$"), pattern(each.new), each.old)
    for each in (
        _Change("1.36", "resizePolicy", "when pod `restartPolicy`", "when `restartPolicy`"),
        _Change("1.35", r"tolerations\[\d+\]\.operator", ', "Lt", "Gt"$', ""),
        _Change("1.35", "", "^a valid label key must", "a qualified name must"),
        _Change("1.35", "", r"(must be no more than \d+) bytes$", r"\1 characters"),
        _Change("1.34", r"searches\[\d+\]", r"(?<=')_\?\[.*(?='\)$)", _SUBDOMAIN),
        _Change("1.34", r"ownerReferences\.kind", "^(?=must not be empty)", "kind "),
        _Change("1.34", r"ownerReferences\.name", "^(?=must not be empty)", "name "),
        _Change("1.34", r"ownerReferences\.uid", "^(?=must not be empty)", "uid "),
        _Change("1.34", r"os\.name", "^$", "cannot be empty"),
        _Change("1.34", "", "^when `hostUsers` is false$", "when `pod.Spec.HostUsers` is false"),
    )
)


def in_words_of(version: str, errors: list[FieldError]) -> list[FieldError]:
    """Errors in the words of a version.

    Args:
        version: The version.
        errors: Errors in the words of the newest version.
    """
    return [each._replace(detail=_detail(each, parse_version(version))) for each in errors]


def _detail(error: FieldError, version: tuple[int, int]) -> str:
    detail = error.detail
    for since, field, new, old in _CHANGES:
        if version < since and field.search(error.field):
            detail = new.sub(old, detail)
    return detail
