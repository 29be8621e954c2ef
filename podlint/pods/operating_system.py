"""The operating systems that a Pod may run on."""

from __future__ import annotations

from podlint.models.pod import PodSpec

__all__ = ["OS_LABELS", "may_run_on_windows"]

OS_LABELS = ("kubernetes.io/os", "beta.kubernetes.io/os")
"""The labels with which the kubelet names the operating system of its node."""

_WINDOWS = "windows"
_WINDOWS_IMAGES = ("mcr.microsoft.com/windows", "mcr.microsoft.com/powershell:nanoserver")


def may_run_on_windows(spec: PodSpec) -> bool:
    """Whether anything in a Pod says that it is for Windows.

    The kubelet and the runtime read paths and names differently there, so that what is certain on
    Linux is not.
    """
    if spec.os and spec.os.name:
        return spec.os.name == _WINDOWS
    if any(_WINDOWS in spec.node_selector.get(label, "").lower() for label in OS_LABELS):
        return True
    required = spec.affinity.nodes() if spec.affinity else ()
    if any(_WINDOWS in (getattr(each, "values", None) or ()) for each in required):
        return True
    contexts = (spec.security_context, *(each.security_context for each in spec.all_containers))
    return any(each and each.windows_options for each in contexts) or any(
        (each.image or "").startswith(_WINDOWS_IMAGES) for each in spec.all_containers
    )
