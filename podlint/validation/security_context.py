"""Security contexts of containers and Pods.

Source: `ValidateSecurityContext` and `validatePodSpecSecurityContext`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .local_path import refuse_descent
from .names import size, strip_spaces
from .path import Path
from .user_ids import refuse_id

__all__ = ["refuse_apparmor", "refuse_pod_security_context", "refuse_security_context"]

LONGEST_PROFILE = 4095
PROC_MOUNTS = ("Default", "Unmasked")
PROFILE_TYPES = ("Localhost", "RuntimeDefault", "Unconfined")
_POLICIES = {
    "fsGroupChangePolicy": ("Always", "OnRootMismatch"),
    "supplementalGroupsPolicy": ("Merge", "Strict"),
    "seLinuxChangePolicy": ("MountOption", "Recursive"),
}


def refuse_security_context(
    errors: Errors,
    context: dict[str, Any],
    at: Path,
    *,
    host_users: bool,
    allow_privileged: bool,
) -> None:
    """Refuse unknown settings of a container, and settings that contradict each other.

    Go: `ValidateSecurityContext`.
    """
    if context.get("privileged") and not allow_privileged:
        errors.forbidden((*at, "privileged"), "disallowed by cluster policy")
    for name in ("runAsUser", "runAsGroup"):
        refuse_id(errors, context.get(name, 0), (*at, name))
    proc_mount = context.get("procMount", "Default")
    if proc_mount not in PROC_MOUNTS:
        errors.not_supported((*at, "procMount"), PROC_MOUNTS)
    if host_users and proc_mount == "Unmasked":
        errors.invalid((*at, "procMount"), "`hostUsers` must be false to use `Unmasked`")
    _refuse_profiles(errors, context, at)
    if context.get("allowPrivilegeEscalation") is False:
        _refuse_escalation(errors, context, at)
    _refuse_windows_options(errors, context, at)


def _refuse_escalation(errors: Errors, context: dict[str, Any], at: Path) -> None:
    """Refuse a ban on privilege escalation together with privileges that imply it."""
    if context.get("privileged"):
        errors.invalid(
            at, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"
        )
    for name in context.get("capabilities", {}).get("add", ()):
        if name == "CAP_SYS_ADMIN":
            errors.invalid(
                at,
                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` "
                "CAP_SYS_ADMIN",
            )


def refuse_pod_security_context(
    errors: Errors, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse unknown settings of a Pod, and settings that contradict each other.

    Go: `validatePodSpecSecurityContext`.
    """
    context = spec["securityContext"]
    place = (*at, "securityContext")
    if spec.get("shareProcessNamespace") and spec.get("hostPID"):
        errors.invalid(
            (*at, "shareProcessNamespace"),
            "ShareProcessNamespace and HostPID cannot both be enabled",
            shown=(*place, "shareProcessNamespace"),
        )
    if not context:
        return
    for name in ("fsGroup", "runAsUser", "runAsGroup"):
        refuse_id(errors, context.get(name, 0), (*place, name))
    for index, group in enumerate(context.get("supplementalGroups", ())):
        refuse_id(errors, group, (*place, "supplementalGroups", index))
    if "sysctls" in context:
        from .host_namespaces import refuse_sysctls

        refuse_sysctls(errors, spec, (*place, "sysctls"))
    for name, known in _POLICIES.items():
        old = name == "seLinuxChangePolicy" and not features.selinux_mount
        policies = known[1:] if old else known
        if name in context and context[name] not in policies:
            errors.not_supported((*place, name), policies)
    _refuse_profiles(errors, context, place)
    _refuse_windows_options(errors, context, place)


def _refuse_windows_options(errors: Errors, context: dict[str, Any], at: Path) -> None:
    if "windowsOptions" in context:
        from .windows import refuse_windows_options

        refuse_windows_options(errors, context["windowsOptions"], (*at, "windowsOptions"))


def _refuse_profiles(errors: Errors, context: dict[str, Any], at: Path) -> None:
    if "seccompProfile" in context:
        _refuse_seccomp(errors, context["seccompProfile"], (*at, "seccompProfile"))
    if "appArmorProfile" in context:
        refuse_apparmor(errors, context["appArmorProfile"], (*at, "appArmorProfile"))


def _refuse_seccomp(errors: Errors, profile: dict[str, Any], at: Path) -> None:
    """Refuse an unknown type, a local profile without a valid path, and a path for another type.

    Go: `validateSeccompProfileField`.
    """
    kind, path = profile.get("type", ""), profile.get("localhostProfile")
    if not kind:
        errors.required((*at, "type"), "type is required when seccompProfile is set")
    elif kind not in PROFILE_TYPES:
        errors.not_supported((*at, "type"), PROFILE_TYPES)
    place = (*at, "localhostProfile")
    if kind != "Localhost":
        if path is not None:
            errors.invalid(place, "can only be set when seccomp type is Localhost")
    elif path is None:
        errors.required(place, "must be set when seccomp type is Localhost")
    else:
        refuse_descent(errors, path, place)


def refuse_apparmor(errors: Errors, profile: dict[str, Any], at: Path) -> None:
    """Refuse an unknown type, a local profile without a valid name, and a name for another type.

    Go: `ValidateAppArmorProfileField`.
    """
    kind, name = profile.get("type", ""), profile.get("localhostProfile")
    place = (*at, "localhostProfile")
    if kind == "Localhost":
        missing = "must be set when AppArmor type is Localhost"
        if name is None:
            errors.required(place, missing)
        else:
            if strip_spaces(name) != name:
                errors.invalid(place, "must not be padded with whitespace")
            elif not name:
                errors.required(place, missing)
            if size(name) > LONGEST_PROFILE:
                errors.too_long(place, LONGEST_PROFILE)
    elif kind in PROFILE_TYPES:
        if name is not None:
            errors.invalid(place, "can only be set when AppArmor type is Localhost")
    elif kind:
        errors.not_supported((*at, "type"), PROFILE_TYPES)
    else:
        errors.required((*at, "type"), "type is required when appArmorProfile is set")
