"""The annotations of Pods that the server reads.

Source: `ValidatePodSpecificAnnotations` and the checks that compare annotations with fields.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from podlint.document.numerals import whole_number

from .containers_in_spec import containers_of
from .error import Errors
from .local_path import refuse_descent
from .path import Key, Path, plain
from .quoting import quoted

__all__ = [
    "APPARMOR",
    "MIRROR",
    "SECCOMP_CONTAINER",
    "SECCOMP_POD",
    "apparmor_profile",
    "copied_apparmor",
    "named_profile",
    "refuse_contradicted_profiles",
    "refuse_pod_annotations",
    "with_profiles",
]

MIRROR = "kubernetes.io/config.mirror"
TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
DELETION_COST = "controller.kubernetes.io/pod-deletion-cost"
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
_is_cost = partial(re.fullmatch, "-[0-9]+|0|[1-9][0-9]*")
APPARMOR = "container.apparmor.security.beta.kubernetes.io/"


def refuse_pod_annotations(
    errors: Errors,
    annotations: dict[str, str],
    spec: dict[str, Any],
    at: Path,
) -> None:
    """Refuse annotations of Pods with invalid values.

    Go: `ValidatePodSpecificAnnotations`.
    """
    if not annotations:
        return
    if MIRROR in annotations and not spec.get("nodeName"):
        errors.invalid((*at, Key(MIRROR)), "must set spec.nodeName if mirror pod annotation is set")
    if annotations.get(TOLERATIONS):
        _refuse_tolerations(errors, annotations[TOLERATIONS], at)
    cost = annotations.get(DELETION_COST)
    if cost is not None and not (_is_cost(cost) and -(2**31) <= (whole_number(cost) or 0) < 2**31):
        errors.invalid((*at, Key(DELETION_COST)), "must be a 32bit integer")
    for key, profile in annotations.items():
        if key == SECCOMP_POD or key.startswith(SECCOMP_CONTAINER):
            _refuse_seccomp_name(errors, profile, (*at, key))
        elif key.startswith(APPARMOR):
            _refuse_apparmor(errors, key, profile, spec, at)


def _refuse_tolerations(errors: Errors, text: str, at: Path) -> None:
    """Go: `ValidateTolerationsInPodAnnotations`."""
    from .toleration_annotation import read_tolerations
    from .tolerations import refuse_tolerations

    try:
        tolerations = read_tolerations(text)
    except ValueError as problem:
        errors.invalid((*at, TOLERATIONS), str(problem), shown=at)
        return
    # Only the place of the annotation can be marked; what the server shows lies inside its text.
    inner = Errors()
    refuse_tolerations(inner, tolerations, (*at, TOLERATIONS))
    errors.add_at(plain((*at, TOLERATIONS)), inner)


def _refuse_seccomp_name(errors: Errors, profile: str, at: Path) -> None:
    """A seccomp profile that an annotation cannot name.

    Go: `ValidateSeccompProfile`.
    """
    if profile in ("runtime/default", "docker/default", "unconfined"):
        return
    if profile.startswith("localhost/"):
        refuse_descent(errors, profile.removeprefix("localhost/"), at)
    else:
        errors.invalid(at, "must be a valid seccomp profile")


def _refuse_apparmor(
    errors: Errors, key: str, profile: str, spec: dict[str, Any], at: Path
) -> None:
    """An AppArmor profile for no container, or one that an annotation cannot name.

    Go: `ValidateAppArmorPodAnnotations`.
    """
    name = key.removeprefix(APPARMOR)
    if all(container.get("name", "") != name for container, _ in containers_of(spec, at)):
        errors.invalid((*at, Key(key)), "container not found")
    known = profile in ("", "runtime/default", "unconfined") or profile.startswith("localhost/")
    if not known:
        errors.invalid((*at, Key(key)), f"invalid AppArmor profile name: {quoted(profile)}")


def apparmor_profile(annotation: str) -> dict[str, str] | None:
    """The profile that an annotation names; None if it names none.

    Go: `ApparmorFieldForAnnotation`.
    """
    if annotation == "unconfined":
        return {"type": "Unconfined"}
    if annotation == "runtime/default":
        return {"type": "RuntimeDefault"}
    name = annotation.removeprefix("localhost/")
    if annotation.startswith("localhost/") and name:
        return {"type": "Localhost", "localhostProfile": name}
    return None


def copied_apparmor(annotation: str) -> dict[str, str] | None:
    """The profile that the server copies from an annotation into a field; None if it is unsound.

    Go: `applyAppArmorVersionSkew`.
    """
    from .security_context import refuse_apparmor

    profile, faults = apparmor_profile(annotation), Errors()
    if profile is not None:
        refuse_apparmor(faults, profile, ())
    return None if faults.found else profile


def refuse_contradicted_profiles(
    errors: Errors, annotations: dict[str, str], spec: dict[str, Any], at: Path, *, is_pod: bool
) -> None:
    """Profiles that an annotation and a field state differently.

    In a Pod, but not in a template, a container without the field gets what the annotation says.

    Go: `validateSeccompAnnotationsAndFields`, `validateAppArmorAnnotationsAndFieldsMatchOnCreate`.
    """
    if not annotations:
        return
    context = spec.get("securityContext", {})
    profile = context.get("seccompProfile")
    if profile is not None and SECCOMP_POD in annotations:
        place = (*at, "securityContext", "seccompProfile")
        _refuse_contradiction(errors, annotations[SECCOMP_POD], profile, "seccomp", place)
    for container, place in containers_of(spec, at):
        profile = container.get("securityContext", {}).get("seccompProfile")
        annotation = annotations.get(SECCOMP_CONTAINER + container.get("name", ""))
        if profile is not None and annotation is not None:
            where = (*place, "securityContext", "seccompProfile")
            _refuse_contradiction(errors, annotation, profile, "seccomp", where)
    if spec.get("os", {}).get("name") == "windows":
        return
    for container, place in containers_of(spec, at):
        annotation = annotations.get(APPARMOR + container.get("name", ""))
        if annotation is None:
            continue
        profile = container.get("securityContext", {}).get("appArmorProfile")
        if profile is None and is_pod:
            profile = copied_apparmor(annotation)
        if profile is None:
            profile = context.get("appArmorProfile")
        if profile is not None:
            where = (*place, "securityContext", "appArmorProfile")
            _refuse_contradiction(errors, annotation, profile, "apparmor", where)


def with_profiles(metadata: dict[str, Any], spec: dict[str, Any]) -> dict[str, str]:
    """The annotations of a Pod with one more for each AppArmor profile in a field.

    Go: `applyAppArmorVersionSkew` before 1.34.
    """
    annotations: dict[str, str] = metadata.get("annotations", {})
    if spec.get("os", {}).get("name") == "windows":
        return annotations
    inherited = spec["securityContext"].get("appArmorProfile")
    added: dict[str, str] = {}
    for container, _ in containers_of(spec, ()):
        profile = container.get("securityContext", {}).get("appArmorProfile", inherited)
        if profile and (named := named_profile(profile)):
            added.setdefault(APPARMOR + container.get("name", ""), named)
    return {**added, **annotations}


def named_profile(profile: dict[str, Any]) -> str:
    """The annotation that names a profile as a field does; empty if none can.

    Go: `appArmorAnnotationForField`.
    """
    local = profile.get("localhostProfile")
    if profile.get("type") == "Localhost" and local is not None:
        return f"localhost/{local}"
    names = {"Unconfined": "unconfined", "RuntimeDefault": "runtime/default"}
    return names.get(profile.get("type", ""), "")


def _refuse_contradiction(
    errors: Errors, annotation: str, profile: dict[str, Any], what: str, at: Path
) -> None:
    """Go: `validateSeccompAnnotationsAndFieldsMatch`."""
    default = ("runtime/default", "docker/default") if what == "seccomp" else ("runtime/default",)
    match profile.get("type"):
        case "Unconfined":
            agrees = annotation == "unconfined"
        case "RuntimeDefault":
            agrees = annotation in default
        case "Localhost":
            agrees = annotation.startswith("localhost/")
            name = annotation.removeprefix("localhost/")
            if agrees and profile.get("localhostProfile") != name:
                errors.forbidden(
                    (*at, "localhostProfile"), f"{what} profile in annotation and field must match"
                )
        case _:
            agrees = True
    if not agrees:
        errors.forbidden((*at, "type"), f"{what} type in annotation and field must match")
