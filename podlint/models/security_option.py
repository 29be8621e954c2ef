"""Security settings that few Pods use: SELinux, AppArmor, sysctls, Windows."""

from .fields import field
from .node import Node

__all__ = ["AppArmorProfile", "SELinuxOptions", "Sysctl", "WindowsSecurityContextOptions"]


class SELinuxOptions(Node):
    """The SELinux label of processes.

    API type: `core/v1 SELinuxOptions`.
    """

    user: str | None = None
    role: str | None = None
    type: str | None = None
    level: str | None = None


class WindowsSecurityContextOptions(Node):
    """Security settings for Windows.

    API type: `core/v1 WindowsSecurityContextOptions`.
    """

    gmsa_credential_spec_name: str | None = None
    gmsa_credential_spec: str | None = None
    run_as_user_name: str | None = None
    host_process: bool | None = None


class AppArmorProfile(Node):
    """The AppArmor profile of the processes.

    API type: `core/v1 AppArmorProfile`.
    """

    type: str | None = field(required=True, one_of=("Localhost", "RuntimeDefault", "Unconfined"))
    localhost_profile: str | None = None


class Sysctl(Node):
    """A kernel parameter, set for the whole Pod.

    API type: `core/v1 Sysctl`.
    """

    name: str | None = field(required=True)
    value: str | None = None
