"""The checks of the Pod Security Standards, in one module each or with related ones."""

from podlint.pss.checks.allow_privilege_escalation import ALLOW_PRIVILEGE_ESCALATION
from podlint.pss.checks.app_armor import APP_ARMOR_PROFILE
from podlint.pss.checks.capabilities import CAPABILITIES_BASELINE, CAPABILITIES_RESTRICTED
from podlint.pss.checks.host_namespaces import HOST_NAMESPACES
from podlint.pss.checks.host_ports import HOST_PORTS
from podlint.pss.checks.host_probes import HOST_PROBES_AND_HOST_LIFECYCLE
from podlint.pss.checks.privileged import PRIVILEGED
from podlint.pss.checks.proc_mount import PROC_MOUNT, PROC_MOUNT_RESTRICTED
from podlint.pss.checks.run_as import RUN_AS_NON_ROOT, RUN_AS_USER
from podlint.pss.checks.se_linux import SE_LINUX_OPTIONS
from podlint.pss.checks.seccomp import SECCOMP_PROFILE_BASELINE, SECCOMP_PROFILE_RESTRICTED
from podlint.pss.checks.sysctls import SYSCTLS
from podlint.pss.checks.volumes import HOST_PATH_VOLUMES, RESTRICTED_VOLUMES
from podlint.pss.checks.windows_host_process import WINDOWS_HOST_PROCESS

CHECKS = (
    APP_ARMOR_PROFILE,
    CAPABILITIES_BASELINE,
    HOST_NAMESPACES,
    HOST_PATH_VOLUMES,
    HOST_PORTS,
    HOST_PROBES_AND_HOST_LIFECYCLE,
    PRIVILEGED,
    PROC_MOUNT,
    SE_LINUX_OPTIONS,
    SECCOMP_PROFILE_BASELINE,
    SYSCTLS,
    WINDOWS_HOST_PROCESS,
    ALLOW_PRIVILEGE_ESCALATION,
    CAPABILITIES_RESTRICTED,
    PROC_MOUNT_RESTRICTED,
    RESTRICTED_VOLUMES,
    RUN_AS_NON_ROOT,
    RUN_AS_USER,
    SECCOMP_PROFILE_RESTRICTED,
)
"""All checks in the order of their violations: baseline before restricted, each by id."""
