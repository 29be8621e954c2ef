"""The Pods that controllers create from templates."""

from __future__ import annotations

from typing import Any

from .kinds import Object, follow, kind_named
from .path import Path
from .reading import Prepared

__all__ = ["make_pod"]


def make_pod(owner: Prepared) -> tuple[Object, dict[Path, Path]] | None:
    """A Pod as the controller creates it from a template, and the origins of its parts.

    The claims of a StatefulSet become volumes; they replace volumes with the same name.
    """
    at = kind_named(owner.kind).template
    template = follow(owner.object, at)
    if template is None:
        return None
    pod: Object = _copied(template)
    metadata, name = owner.object["metadata"], owner.object["metadata"].get("name", "")
    pod["metadata"].pop("name", None)
    pod["metadata"] |= {"namespace": metadata["namespace"], "generateName": f"{name}-"}
    moves: dict[Path, Path] = {
        ("metadata",): (*at, "metadata"),
        ("metadata", "name"): ("metadata", "name"),
        ("metadata", "generateName"): ("metadata", "name"),
        ("metadata", "namespace"): ("metadata", "namespace"),
        ("spec",): (*at, "spec"),
    }
    if owner.kind == "StatefulSet":
        pod["metadata"]["name"] = f"{name}-0"
        moves |= _mount_claims(pod, owner.object["spec"], f"{name}-0")
    return pod, moves


def _copied(value: Any) -> Any:
    """A deep copy of decoded data: a tree in which everything except lists and maps is
    immutable.
    """
    if type(value) is dict:
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if type(value) is list else value


def _mount_claims(pod: Object, spec: Object, pod_name: str) -> dict[Path, Path]:
    """Go: `updateStorage` of the StatefulSet controller."""
    claims = spec.get("volumeClaimTemplates", ())
    volumes = pod["spec"].get("volumes", [])
    positions = {volume.get("name", ""): index for index, volume in enumerate(volumes)}
    moves: dict[Path, Path] = {}
    for index, claim in enumerate(claims):
        name = claim["metadata"].get("name", "")
        position = positions.get(name, len(volumes))
        source = {"claimName": f"{name}-{pod_name}"}
        volumes[position : position + 1] = [{"name": name, "persistentVolumeClaim": source}]
        place: Path = ("spec", "volumeClaimTemplates", index)
        moves[("spec", "volumes", position)] = place
        moves[("spec", "volumes", position, "name")] = (*place, "metadata", "name")
    if volumes:
        pod["spec"]["volumes"] = volumes
    return moves
