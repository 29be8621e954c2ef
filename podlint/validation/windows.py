"""Windows: its options, and the fields that only Linux has.

Source: `validateWindows`, `validateLinux`, `validateOS`, `validateWindowsHostProcessPod` and
`validateWindowsSecurityContextOptions` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

import re
from typing import Any

from .containers_in_spec import containers_of
from .error import Errors
from .features import Features
from .names import dns_subdomain, size
from .path import Path

__all__ = ["refuse_host_processes", "refuse_other_system", "refuse_windows_options"]

LONGEST_SPEC = 64 * 1024
LONGEST_DOMAIN = 256
LONGEST_USER = 104
_find_control = re.compile(r"[\x00-\x1f\x7f]").search
_is_netbios = re.compile(r"[^\\/:*?\"<>|.][^\\/:*?\"<>|]{0,14}").fullmatch
_DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_is_dns_domain = re.compile(rf"{_DNS_LABEL}(?:\.{_DNS_LABEL})*").fullmatch
_find_bad_in_user = re.compile(r'["/\\:;|=,+*?<>@\[\]]').search
_is_dots_and_spaces = re.compile("[. ]+").fullmatch

_LINUX_POD = ("hostUsers", "shareProcessNamespace")
_LINUX_POD_IF_TRUE = ("hostPID", "hostIPC")
_LINUX_POD_CONTEXT = (
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "runAsUser",
    "runAsGroup",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "seLinuxChangePolicy",
)
_LINUX_CONTAINER = (
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
)


def refuse_other_system(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse an unknown operating system, and settings of another one than that of the Pod.

    Go: `validateOS`, `validateLinux`, `validateWindows`.
    """
    if "os" not in spec:
        return
    match spec["os"].get("name", ""):
        case "":
            errors.required((*at, "os", "name"))
        case "linux":
            _refuse_windows_settings(errors, spec, at)
        case "windows":
            _refuse_linux_settings(errors, spec, at)
        case _:
            errors.not_supported((*at, "os"), ("linux", "windows"))


def _refuse_windows_settings(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    places = [(spec, at), *containers_of(spec, at)]
    for owner, place in places:
        if "windowsOptions" in owner.get("securityContext", {}):
            errors.forbidden(
                (*place, "securityContext", "windowsOptions"),
                "windows options cannot be set for a linux pod",
            )


def _refuse_linux_settings(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    message = "cannot be set for a windows pod"
    context = spec["securityContext"]
    found = [(*at, name) for name in _LINUX_POD if name in spec]
    found += [(*at, name) for name in _LINUX_POD_IF_TRUE if spec.get(name)]
    found += [(*at, "securityContext", name) for name in _LINUX_POD_CONTEXT if name in context]
    if context.get("sysctls"):
        found.append((*at, "securityContext", "sysctls"))
    for container, place in containers_of(spec, at):
        context = container.get("securityContext", {})
        found += [(*place, "securityContext", name) for name in _LINUX_CONTAINER if name in context]
    for path in found:
        errors.forbidden(path, message)


def refuse_host_processes(
    errors: Errors, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse a mix of HostProcess and other containers, and HostProcess containers without the
    host's network.

    Go: `validateWindowsHostProcessPod`.
    """
    inherited = _host_process(spec)
    places = list(containers_of(spec, at))
    count = 0
    for container, place in places:
        own = _host_process(container)
        if inherited is not None and own is not None and inherited != own:
            errors.invalid(
                (*place, "securityContext", "windowsOptions", "hostProcess"),
                "pod hostProcess value must be identical if both are specified, was "
                f"{str(inherited).lower()}",
            )
        count += bool(inherited if own is None else own)
    if not count:
        return
    if count != len(places):
        errors.invalid(
            at,
            "If pod contains any hostProcess containers then all containers must be "
            "HostProcess containers",
        )
    if not spec.get("hostNetwork"):
        errors.invalid(
            (*at, "hostNetwork"),
            "hostNetwork must be true if pod contains any hostProcess containers",
        )
    if not features.allow_privileged:
        errors.forbidden(at, "hostProcess containers are disallowed by cluster policy")


def _host_process(owner: dict[str, Any]) -> bool | None:
    """The setting of a Pod or container; None if there is none."""
    context = owner.get("securityContext")
    found: bool | None = context.get("windowsOptions", {}).get("hostProcess") if context else None
    return found


def refuse_windows_options(errors: Errors, options: dict[str, Any] | None, at: Path) -> None:
    """Refuse invalid names, and credentials that are empty or too long.

    Go: `validateWindowsSecurityContextOptions`.
    """
    if not options:
        return
    if "gmsaCredentialSpecName" in options:
        messages = dns_subdomain(options["gmsaCredentialSpecName"])
        errors.invalid_each((*at, "gmsaCredentialSpecName"), messages)
    if "gmsaCredentialSpec" in options:
        length = size(options["gmsaCredentialSpec"])
        if not length:
            errors.invalid(
                (*at, "gmsaCredentialSpec"), "gmsaCredentialSpec cannot be an empty string"
            )
        elif length > LONGEST_SPEC:
            errors.invalid(
                (*at, "gmsaCredentialSpec"), "gmsaCredentialSpec size must be under 64 KiB"
            )
    if "runAsUserName" in options:
        errors.invalid_each((*at, "runAsUserName"), _user_faults(options["runAsUserName"]))


def _user_faults(name: str) -> list[str]:
    """The errors of a user name, optionally after a domain and a backslash."""
    if not name:
        return ["runAsUserName cannot be an empty string"]
    if _find_control(name):
        return ["runAsUserName cannot contain control characters"]
    if name.count("\\") > 1:
        return ["runAsUserName cannot contain more than one backslash"]
    domain, backslash, user = name.rpartition("\\")
    found = []
    if size(domain) >= LONGEST_DOMAIN:
        found.append(f"runAsUserName's Domain length must be under {LONGEST_DOMAIN} characters")
    if backslash and not (_is_netbios(domain) or _is_dns_domain(domain)):
        found.append("runAsUserName's Domain doesn't match the NetBios nor the DNS format")
    if not user:
        found.append("runAsUserName's User cannot be empty")
    elif size(user) > LONGEST_USER:
        found.append(
            f"runAsUserName's User length must not be longer than {LONGEST_USER} characters"
        )
    if _is_dots_and_spaces(user):
        found.append("runAsUserName's User cannot contain only periods or spaces")
    if _find_bad_in_user(user):
        found.append(
            "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]"
        )
    return found
