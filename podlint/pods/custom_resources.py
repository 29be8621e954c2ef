"""Custom resources: Pods in objects of kinds for which podlint has no models.

`podlint.pods.custom_resource_table` and the configuration list the kinds that contain Pods and the
paths to these Pods. The table is loaded only when such an object occurs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from podlint.document import Path, Place
from podlint.document.field_path import value_at
from podlint.document.json_path import Match, parse
from podlint.models import Decoded, KubernetesObject
from podlint.startup.frozen import Frozen


class CustomKind(Frozen):
    """A kind of custom resource, with the JSONPaths to the Pods in such an object.

    Attributes:
        group: The API group, without the version.
        kind: The kind.
        pods: Complete Pod templates or Pod specs.
        overlays: Maps with fields of a Pod template or a Pod spec, and possibly others, that a
            controller completes. A missing field means nothing.
        containers: Containers, alone or in a list with another name, that a controller adds to a
            Pod. A missing field means nothing.
        whole: No controller sets the image of a container in `pods` and `overlays`, so that a
            container without one is an error, as in a built-in workload.
    """

    group: str
    kind: str
    pods: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    whole: bool = False


def with_pods(decoded: Decoded, kinds: Sequence[CustomKind] = ()) -> Decoded:
    """The object as a `CustomResource` with its Pods, if its kind is known.

    Args:
        decoded: The object.
        kinds: Kinds in addition to the table. They take precedence over it.

    Returns:
        The same object if its kind is not known.
    """
    obj = decoded.object
    if type(obj) is not KubernetesObject:
        return decoded
    kind = _kind_of(obj, kinds)
    return _read(obj, kind) if kind else decoded


def _kind_of(obj: KubernetesObject, kinds: Sequence[CustomKind]) -> CustomKind | None:
    for each in kinds:
        if (each.group, each.kind) == (obj.group, obj.kind):
            return each
    if "." not in obj.group:
        return None
    from podlint.pods.custom_resource_table import TABLE, WHOLE

    name = f"{obj.group}/{obj.kind}"
    paths = TABLE.get(name)
    if paths is None:
        return None
    return CustomKind(
        group=obj.group,
        kind=obj.kind or "",
        pods=paths.get("pods", ()),
        overlays=paths.get("overlays", ()),
        containers=paths.get("containers", ()),
        whole=name in WHOLE,
    )


def _maps(match: Match) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The matched value if it is a map, or the maps in it if it is a list."""
    path, value = match
    if isinstance(value, dict):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield (*path, index), item


def _read(obj: KubernetesObject, kind: CustomKind) -> Decoded:
    from podlint.models import embedded

    forms = (
        (kind.pods, embedded.read_pod),
        (kind.overlays, embedded.read_overlay),
        (kind.containers, embedded.read_container),
    )
    data = value_at(obj.at.document.data, obj.at.path)
    found = [
        read(value, Place(obj.at.document, (*obj.at.path, *place)), whole=kind.whole)
        for paths, read in forms
        for path in paths
        for match in parse(path)(data)
        for place, value in _maps(match)
    ]
    given = {"apiVersion": obj.api_version, "kind": obj.kind, "metadata": obj.metadata}
    custom = embedded.CustomResource.model_validate({**given, "pods": [pod for pod, _ in found]})
    custom.put(obj.at)
    return Decoded(custom, tuple(fault for _, faults in found for fault in faults))
