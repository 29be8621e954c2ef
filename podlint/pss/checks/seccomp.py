"""Controls "Seccomp": no unconfined profile, and at level restricted no missing one."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.checks.profiles import is_set, setting_forbidden, types
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import containers, go_quoted, plural, quoted, setters

_POD_ANNOTATION = "seccomp.security.alpha.kubernetes.io/pod"
_CONTAINER_ANNOTATION_PREFIX = "container.seccomp.security.alpha.kubernetes.io/"


def seccomp_profile_baseline_v1_0(pod: PodData) -> Forbidden | None:
    """Annotations must be `runtime/default`, `docker/default` or `localhost/*`, and not empty.

    This applies to annotations for the Pod and for its containers. Fields do not count.
    """
    keys = [_POD_ANNOTATION, *(_CONTAINER_ANNOTATION_PREFIX + c.name for c in pod.containers)]
    forbidden: dict[Path, str] = {
        ("metadata", "annotations", key): f"{key}={go_quoted(value)}"
        for key in keys
        if (value := pod.annotations.get(key)) is not None and not _is_allowed(value)
    }
    if not forbidden:
        return None
    return Forbidden(
        "seccompProfile",
        f"forbidden {plural(forbidden, 'annotation', 'annotations')} "
        f"{', '.join(sorted(forbidden.values()))}",
        tuple(forbidden),
    )


def seccomp_profile_baseline_v1_19(pod: PodData) -> Forbidden | None:
    """`securityContext.seccompProfile.type` must be RuntimeDefault or Localhost, if it is set.

    Annotations no longer count.
    """
    bad = setting_forbidden(pod, "seccompProfile")
    if not bad:
        return None
    return Forbidden(
        "seccompProfile",
        f"{setters(bad)} must not set securityContext.seccompProfile.type "
        f"to {quoted(types(bad, 'seccompProfile'))}",
        tuple((*context.path, "seccompProfile", "type") for context in bad),
    )


def seccomp_profile_restricted_v1_19(pod: PodData) -> Forbidden | None:
    """As for baseline. Each container must also set a profile or inherit that of the Pod.

    Containers without a profile are named only if no profile is forbidden.
    """
    forbidden = seccomp_profile_baseline_v1_19(pod)
    if forbidden or is_set(pod.security_context, "seccompProfile"):
        return forbidden
    missing = [c for c in pod.container_contexts if not is_set(c, "seccompProfile")]
    if not missing:
        return None
    return Forbidden(
        "seccompProfile",
        f"pod or {containers(missing)} must set securityContext.seccompProfile.type "
        'to "RuntimeDefault" or "Localhost"',
        tuple((*context.path, "seccompProfile", "type") for context in missing),
    )


def seccomp_profile_restricted_v1_25(pod: PodData) -> Forbidden | None:
    """As before, except for Windows Pods, where the field is not allowed."""
    return None if pod.is_windows else seccomp_profile_restricted_v1_19(pod)


def _is_allowed(annotation: str) -> bool:
    return annotation in ("runtime/default", "docker/default") or annotation.startswith(
        "localhost/"
    )


SECCOMP_PROFILE_BASELINE = Check(
    id="seccompProfile_baseline",
    level="baseline",
    control="Seccomp",
    source="check_seccompProfile_baseline.go",
    revisions=(
        ("v1.0", seccomp_profile_baseline_v1_0),
        ("v1.19", seccomp_profile_baseline_v1_19),
    ),
)
SECCOMP_PROFILE_RESTRICTED = Check(
    id="seccompProfile_restricted",
    level="restricted",
    control="Seccomp",
    source="check_seccompProfile_restricted.go",
    revisions=(
        ("v1.19", seccomp_profile_restricted_v1_19),
        ("v1.25", seccomp_profile_restricted_v1_25),
    ),
    overrides="seccompProfile_baseline",
)
