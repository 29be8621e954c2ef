"""Namespaces of the node: user namespaces and kernel settings.

Source: `validateHostUsers` and `validateSysctls` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

import re
from typing import Any

from .containers_in_spec import containers_of
from .error import Errors
from .features import Features
from .path import Path, odd

__all__ = ["refuse_own_users", "refuse_sysctls"]

LONGEST_SYSCTL = 253
_SEGMENT = "[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?"
_is_sysctl = re.compile(rf"(?:{_SEGMENT}[./])*{_SEGMENT}").fullmatch
_IPC_SYSCTLS = {
    f"kernel.{name}"
    for name in (
        "sem",
        "shmall",
        "shmmax",
        "shmmni",
        "shm_rmid_forced",
        "shm",
        "msgmax",
        "msgmnb",
        "msgmni",
        "msg",
    )
}


def refuse_own_users(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse a user namespace for a Pod that shares other namespaces or has block devices.

    Go: `validateHostUsers`.
    """
    message = "when `hostUsers` is false"
    for name, shown in (
        ("hostNetwork", ".hostNetwork"),
        ("hostPID", ".HostPID"),
        ("hostIPC", ".HostIPC"),
    ):
        if spec.get(name):
            errors.forbidden((*at, odd(name, shown)), message)
    for container, place in containers_of(spec, at):
        if container.get("volumeDevices") and features.devices_with_own_users_refused:
            errors.forbidden((*place, "volumeDevices"), message)


def refuse_sysctls(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse kernel settings with invalid names, repeated ones, and those of a namespace of the
    node.

    Go: `validateSysctls`, `ValidateHostSysctl`.
    """
    seen = set()
    for index, sysctl in enumerate(spec["securityContext"].get("sysctls", ())):
        name, place = sysctl.get("name", ""), (*at, index, "name")
        if not name:
            errors.required(place)
        elif len(name) > LONGEST_SYSCTL or not _is_sysctl(name):
            errors.invalid(
                place,
                f"must have at most {LONGEST_SYSCTL} characters and match regex "
                "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
            )
        elif name in seen:
            errors.duplicate(place)
        namespace = _sysctl_namespace(name)
        for host in ("hostNetwork", "hostIPC"):
            if spec.get(host) and namespace == host:
                errors.invalid(place, f"may not be specified when '{host}' is true")
        seen.add(name)


def _sysctl_namespace(name: str) -> str:
    """The setting of the Pod that shares the namespace of a kernel setting; empty for none.

    Go: `sysctl.GetNamespace`, `NormalizeName`.
    """
    separator = re.search("[./]", name)
    if separator and separator[0] == "/":
        name = name.translate({ord("."): "/", ord("/"): "."})
    name = name.partition("*")[0]
    if name.startswith("net."):
        return "hostNetwork"
    return "hostIPC" if name in _IPC_SYSCTLS or name.startswith("fs.mqueue.") else ""
