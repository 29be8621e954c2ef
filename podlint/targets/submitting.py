"""Objects and their units as they are submitted to a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from podlint.document import Path
from podlint.models import Decoded
from podlint.relations.object_set import ObjectSet
from podlint.targets.settled import settled_by_others
from podlint.targets.submission import Submission
from podlint.validation.features import features_of
from podlint.validation.kinds import KINDS

if TYPE_CHECKING:
    from podlint.targets.skipped_variables import SkippedVariables
    from podlint.validation import Cluster

__all__ = ["submitted"]


def submitted(
    decoded: Decoded,
    cluster: Cluster,
    objects: ObjectSet | None = None,
    filled_in: Mapping[Path, str] = MappingProxyType({}),
) -> Submission:
    """An object that is submitted to a cluster.

    Args:
        decoded: The object.
        cluster: The cluster.
        objects: The objects of its unit, which can supply what the object lacks.
        filled_in: As `Submission.filled_in`.
    """
    obj = decoded.object
    skipped: tuple[SkippedVariables, ...] = ()
    if objects and not all(features_of(each).names_relaxed for each in cluster.versions):
        # Imported here, because few manifests are for such old versions.
        from podlint.targets.skipped_variables import skipped_variables

        skipped = tuple(skipped_variables(obj, cluster, objects))
    return Submission(
        obj,
        decoded.faults,
        cluster,
        type(obj).__name__ in KINDS,
        fragment=objects is not None and objects.is_fragment(obj),
        labelled=objects is not None and obj.at in objects.labelled,
        lack=objects.unclaimed.get(obj.at) if objects else None,
        filled_in=filled_in,
        settled=settled_by_others(obj, objects) if objects else frozenset(),
        skipped=skipped,
    )
