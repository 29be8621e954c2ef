"""Security contexts of Pods and containers."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .scalar import Int64

if TYPE_CHECKING:
    from .security_option import (
        AppArmorProfile,
        SELinuxOptions,
        Sysctl,
        WindowsSecurityContextOptions,
    )
else:
    SELinuxOptions = lazy(".security_option", "SELinuxOptions")
    WindowsSecurityContextOptions = lazy(".security_option", "WindowsSecurityContextOptions")
    AppArmorProfile = lazy(".security_option", "AppArmorProfile")
    Sysctl = lazy(".security_option", "Sysctl")

__all__ = ["Capabilities", "PodSecurityContext", "SeccompProfile", "SecurityContext"]


class Capabilities(Node):
    """Linux capabilities added to or dropped from the default set.

    API type: `core/v1 Capabilities`.
    """

    add: list[str] = []
    drop: list[str] = []


class SeccompProfile(Node):
    """The system calls that are allowed.

    API type: `core/v1 SeccompProfile`.
    """

    type: str | None = field(required=True, one_of=("Localhost", "RuntimeDefault", "Unconfined"))
    localhost_profile: str | None = None


class SecurityContext(Node):
    """Security settings of one container, which override those of the Pod.

    API type: `core/v1 SecurityContext`.
    """

    capabilities: Capabilities | None = None
    privileged: bool | None = None
    se_linux_options: SELinuxOptions | None = None
    windows_options: WindowsSecurityContextOptions | None = None
    run_as_user: Int64 | None = None
    run_as_group: Int64 | None = None
    run_as_non_root: bool | None = None
    read_only_root_filesystem: bool | None = None
    allow_privilege_escalation: bool | None = None
    proc_mount: str | None = field(one_of=("Default", "Unmasked"))
    seccomp_profile: SeccompProfile | None = None
    app_armor_profile: AppArmorProfile | None = field(since="1.30")


class PodSecurityContext(Node):
    """Security settings for all containers and for volumes.

    API type: `core/v1 PodSecurityContext`.
    """

    se_linux_options: SELinuxOptions | None = None
    windows_options: WindowsSecurityContextOptions | None = None
    run_as_user: Int64 | None = None
    run_as_group: Int64 | None = None
    run_as_non_root: bool | None = None
    supplemental_groups: list[Int64] = []
    supplemental_groups_policy: str | None = field(since="1.31", one_of=("Merge", "Strict"))
    fs_group: Int64 | None = None
    sysctls: list[Sysctl] = []
    fs_group_change_policy: str | None = field(one_of=("OnRootMismatch", "Always"))
    seccomp_profile: SeccompProfile | None = None
    app_armor_profile: AppArmorProfile | None = field(since="1.30")
    se_linux_change_policy: str | None = field(since="1.32", one_of=("Recursive", "MountOption"))
