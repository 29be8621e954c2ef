"""The references of a Pod to its own labels and annotations: ``metadata.labels['app']``.

For a key that the Pod does not have, the kubelet takes the empty text. Variables get the value when
the container starts; files in volumes follow later changes.

Source: ``ExtractFieldPathAsString`` in pkg/fieldpath/fieldpath.go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from podlint.document import Place
from podlint.models.environment_source import ObjectFieldSelector
from podlint.models.guess import may_be_slip, nearest
from podlint.models.workloads import PodTarget
from podlint.startup.frozen import Frozen

__all__ = ["LabelReference", "dangling_labels"]


class LabelReference(Frozen):
    """A reference to a label or annotation that the Pod does not have.

    Attributes:
        field: ``labels`` or ``annotations``.
        key: The key.
        at: The place of the reference.
        follows: It is a file, whose content follows later changes of the label.
        meant: The key of the Pod that is probably meant; None if none is similar.
    """

    field: str
    key: str
    at: Place
    follows: bool
    meant: str | None


def dangling_labels(pod: PodTarget) -> Iterator[LabelReference]:
    """The references to labels and annotations that are not in the Pod's metadata, in order."""
    for reference, follows in _references(pod):
        match = re.fullmatch(
            r"metadata\.(labels|annotations)\['(.+)'\]", reference.field_path or ""
        )
        if match is None:
            continue
        field, key = match[1], match[2]
        there: Mapping[str, str] = getattr(pod.metadata, field) if pod.metadata else {}
        if key not in there:
            near = nearest(key, (each for each in there if may_be_slip(each, key)))
            yield LabelReference(field, key, reference.at / "fieldPath", follows, near)


def _references(pod: PodTarget) -> Iterator[tuple[ObjectFieldSelector, bool]]:
    for container in pod.spec.all_containers:
        for variable in container.env:
            if variable.value_from and variable.value_from.field_ref:
                yield variable.value_from.field_ref, False
    for volume in pod.spec.volumes:
        projected = volume.projected.sources if volume.projected else ()
        for files in (volume.downward_api, *(each.downward_api for each in projected)):
            for item in files.items if files else ():
                if item.field_ref:
                    yield item.field_ref, True
