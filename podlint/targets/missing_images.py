"""Containers of custom resources that have no image, though no controller gives them one."""

from __future__ import annotations

from podlint.document.field_path import field_text
from podlint.models import KubernetesObject
from podlint.models.workloads import imageless
from podlint.targets.refused import Refusal
from podlint.validation.error import FieldError

__all__ = ["refusals_of_images"]


def refusals_of_images(obj: KubernetesObject, versions: tuple[str, ...]) -> tuple[Refusal, ...]:
    """That the server refuses Pods without an image, whatever it says of the custom resource."""
    return tuple(
        Refusal(
            FieldError(field_text(path), "Required value", "", path), each.at / "image", versions
        )
        for each in imageless(obj)
        for path in [(*each.at.path[len(obj.at.path) :], "image")]
    )
