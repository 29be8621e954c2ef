"""Recognizes data in the shape of a Pod or workload, whatever its kind."""

from collections.abc import Iterator
from typing import Any

from .kinds import holds_pods, model_of
from .served_kinds import SERVED

__all__ = ["shape_of", "unmodelled"]

_MOST_ITEMS = 1000


def shape_of(data: dict[str, Any]) -> str | None:
    """The kind of built-in workload that data is most similar to; None if there is none."""
    spec, template = data.get("spec"), data.get("template")
    if _has_containers(spec):
        return "Pod"
    if isinstance(template, dict) and _has_containers(template.get("spec")):
        return "PodTemplate"
    if not isinstance(spec, dict):
        return None
    job = spec.get("jobTemplate")
    if isinstance(job, dict) and _has_template(job.get("spec")):
        return "CronJob"
    if not _has_template(spec):
        return None
    if "serviceName" in spec or "volumeClaimTemplates" in spec:
        return "StatefulSet"
    if "completions" in spec or "backoffLimit" in spec or "parallelism" in spec:
        return "Job"
    if "updateStrategy" in spec:
        return "DaemonSet"
    return "Deployment" if "selector" in spec else "Job"


def unmodelled(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths in a document of data that may be meant as a workload, but has no kind that podlint
    knows.
    """
    if not isinstance(data, dict):
        return
    items, kind, version = data.get("items"), data.get("kind"), data.get("apiVersion")
    if isinstance(items, list) and isinstance(kind, str):
        # For example, the items of a PodList may omit their kind.
        typed = kind.endswith("List") and kind != "List"
        for index, item in enumerate(items[:_MOST_ITEMS]):
            if not (typed and isinstance(item, dict) and "kind" not in item):
                yield from unmodelled(item, (*path, "items", index))
        return
    if isinstance(kind, str) and isinstance(version, str) and model_of(version, kind):
        return
    if shape_of(data) or _is_named_so(kind, version):
        yield path


def _is_named_so(kind: object, version: object) -> bool:
    """Whether a kind and a version that Kubernetes does not have may be meant as those of a
    workload.
    """
    if not isinstance(kind, str) or not isinstance(version, str):
        return False
    served = SERVED.get(version.rpartition("/")[0])
    return holds_pods(kind) or (served is not None and kind not in served)


def _has_template(spec: object) -> bool:
    template = spec.get("template") if isinstance(spec, dict) else None
    return isinstance(template, dict) and _has_containers(template.get("spec"))


def _has_containers(spec: object) -> bool:
    containers = spec.get("containers") if isinstance(spec, dict) else None
    if not isinstance(containers, list) or not containers:
        return False
    return all(
        isinstance(each, dict) and ("image" in each or "name" in each) for each in containers
    )
