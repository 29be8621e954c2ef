"""Warnings about workloads that the API server accepts.

Source: `WarningsOnCreate` of the strategies in `pkg/registry`, and `pkg/api/job/warnings.go`.
"""

from __future__ import annotations

from typing import Any

from .annotations import APPARMOR, copied_apparmor, named_profile
from .containers_in_spec import containers_of
from .error import ServerWarning, Warnings
from .features import Features
from .fraction_warnings import warn_of_fraction
from .names import dns_label
from .path import Key, Path
from .pod_warnings import OLD_APPARMOR, warn_of_pod

__all__ = ["warn_of_apparmor", "warn_of_object"]

_NAMED_AFTER = ("Deployment", "ReplicaSet", "Job", "CronJob", "ReplicationController")


def warn_of_apparmor(pod: dict[str, Any], features: Features) -> list[ServerWarning]:
    """Profiles in annotations of a Pod; the server says this before it validates.

    Where profiles in fields become annotations, a container finds that of another of its name.

    Go: `applyAppArmorVersionSkew`.
    """
    warnings = Warnings()
    spec, annotations = pod["spec"], pod["metadata"].get("annotations", {})
    inherited = spec["securityContext"].get("appArmorProfile")
    copied = features.apparmor_fields_annotated
    if not (annotations or copied) or spec.get("os", {}).get("name") == "windows":
        return []
    added: dict[str, str] = {}
    for container, _ in containers_of(spec, ("spec",)):
        key = APPARMOR + container.get("name", "")
        annotation = annotations.get(key, added.get(key))
        own = container.get("securityContext", {}).get("appArmorProfile")
        if annotation is None and copied and (named := named_profile(own or inherited or {})):
            added[key] = named
        if annotation is None or own is not None:
            continue
        profile = copied_apparmor(annotation)
        if profile is None or profile != inherited:
            warnings.at(("metadata", "annotations", Key(key)), OLD_APPARMOR)
    return warnings.found


def warn_of_object(
    obj: dict[str, Any], kind: str, template: Path, features: Features
) -> list[ServerWarning]:
    """The warnings about a valid object of a kind, whose template of Pods is at `template`.

    Go: `WarningsOnCreate`.
    """
    warnings = Warnings()
    _warn_of_name(warnings, obj["metadata"].get("name", ""), kind)
    if kind in ("Job", "CronJob"):
        _warn_of_huge_job(warnings, obj, template[:-1])
    pod: Any = obj
    for step in template:
        pod = pod[step]
    warn_of_pod(warnings, pod, features, template)
    if kind == "StatefulSet":
        _warn_of_stateful_set(warnings, obj["spec"])
    return warnings.found


def _warn_of_name(warnings: Warnings, name: str, kind: str) -> None:
    """Warn about a name that is not a DNS label, for kinds whose Pods get host names from it."""
    messages = dns_label(name)
    if not messages:
        return
    if kind == "Pod":
        used = "this is used in the Pod's hostname"
    elif kind in _NAMED_AFTER:
        used = "this is used in Pod names and hostnames"
    else:
        return
    listed = f"[{' '.join(messages)}]"
    warnings.at(
        ("metadata", "name"),
        f"{used}, which can result in surprising behavior; a DNS label is recommended: {listed}",
    )


def _warn_of_huge_job(warnings: Warnings, obj: dict[str, Any], at: Path) -> None:
    """Warn about more indexes than the server can track reliably.

    Go: `WarningsForJobSpec`.
    """
    from .job import MANY_COMPLETIONS, MOST_PARALLEL_OF_MANY

    spec: Any = obj
    for step in at:
        spec = spec[step]
    many = spec.get("completions", 0) > MANY_COMPLETIONS
    parallel = spec.get("parallelism", 0) > MOST_PARALLEL_OF_MANY
    if spec.get("completionMode") == "Indexed" and many and parallel:
        warnings.at(
            at,
            "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism "
            "higher than 10^4, Kubernetes might not be able to track completedIndexes when a big "
            "number of indexes fail",
        )


def _warn_of_stateful_set(warnings: Warnings, spec: dict[str, Any]) -> None:
    for index, claim in enumerate(spec.get("volumeClaimTemplates", ())):
        for which in ("requests", "limits"):
            amounts = claim["spec"].get("resources", {}).get(which, {})
            place = ("spec", "volumeClaimTemplates", index, "resources", which)
            warn_of_fraction(warnings, amounts, "storage", place)
    if spec.get("revisionHistoryLimit", 0) < 0:
        warnings.at(
            ("spec", "revisionHistoryLimit"),
            "a negative value retains all historical revisions; a value >= 0 is recommended",
        )
