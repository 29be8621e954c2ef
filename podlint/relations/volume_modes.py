"""Whether the volumes of a Pod that come from claims are file systems or raw block devices.

Source: ``createVolumeSpec`` in
pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go; the default is Filesystem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from podlint.document import Place
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models.persistent_volume_claim import PersistentVolumeClaimSpec

__all__ = ["ClaimedVolume", "claimed_volumes"]


class ClaimedVolume(Frozen):
    """A volume from a claim whose mode is known.

    Attributes:
        mode: ``Filesystem`` or ``Block``.
        at: The place of the mode, or of the claim's spec if it does not set one.
    """

    mode: str
    at: Place


def claimed_volumes(pod: PodTarget, objects: ObjectSet) -> Mapping[str, ClaimedVolume]:
    """The volumes from claims of a set, from claim templates and from ephemeral volumes, by name.

    Of claims that are fragments, the mode is not known.
    """
    found: dict[str, ClaimedVolume] = {}
    owned = getattr(pod.owner, "spec", None)
    if pod.owner.qualified_kind == "StatefulSet" and owned:
        for template in owned.volume_claim_templates:
            if template.name and template.spec:
                _put(found, template.name, template.spec)
    for volume in pod.spec.volumes:
        claim = volume.persistent_volume_claim
        if volume.ephemeral and volume.ephemeral.volume_claim_template:
            _put(found, volume.name, volume.ephemeral.volume_claim_template.spec)
        elif claim and claim.claim_name:
            named = objects.find("PersistentVolumeClaim", claim.claim_name, pod.owner)
            if named and not objects.is_fragment(named):
                _put(found, volume.name, getattr(named, "spec", None))
    return found


def _put(
    found: dict[str, ClaimedVolume], name: str | None, spec: PersistentVolumeClaimSpec | None
) -> None:
    if name and spec and not spec.is_unknown("volumeMode"):
        found[name] = ClaimedVolume(spec.volume_mode or "Filesystem", spec.at / "volumeMode")
