"""The Linux capabilities (`capabilities(7)`)."""

from __future__ import annotations

__all__ = ["KNOWN", "is_known", "without_prefix"]

KNOWN = frozenset(
    """
    AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE
    DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN
    MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID
    SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE
    SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM
    """.split()
)
"""Their names as in Kubernetes manifests, without ``CAP_``."""


def is_known(name: str) -> bool:
    """Whether all container runtimes know the name. They ignore case."""
    return name.upper() in KNOWN or name.upper() == "ALL"


def without_prefix(name: str) -> str:
    """The name in upper case, without ``CAP_``."""
    return name.upper().removeprefix("CAP_")
