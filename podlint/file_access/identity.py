"""The user, groups and capabilities of the main process of a container.

User and group: ``determineEffectiveSecurityContext`` in pkg/kubelet/kuberuntime/security_context.go
of Kubernetes 1.36. What the manifest does not set comes from the image.

Capabilities: ``withCapabilities`` in containerd's pkg/cri/opts and its default profile, and the
default capabilities of CRI-O. Kubernetes sets no ambient capabilities, so a user other than root
has none, except those of an executable file (``capabilities(7)``).
"""

from __future__ import annotations

from podlint.file_access.answers import Answer
from podlint.models import Container
from podlint.pods.capabilities import KNOWN, without_prefix
from podlint.pods.images.users import user_of
from podlint.startup.frozen import Frozen

__all__ = ["Identity", "identity_of"]

_IN_BOTH = frozenset(
    "CHOWN DAC_OVERRIDE FOWNER FSETID KILL NET_BIND_SERVICE SETGID SETPCAP SETUID".split()
)
"""Capabilities that root has by default in containerd and in CRI-O."""
_IN_ONE = frozenset("AUDIT_WRITE MKNOD NET_RAW SETFCAP SYS_CHROOT".split())
"""Capabilities that root has by default in containerd only."""


class Identity(Frozen):
    """The process of a container, as far as it is known.

    Attributes:
        user: The user ID; None if it is not known.
        is_root: Whether the user is root.
        groups: The groups that it is certainly in.
        has_only_these: Whether it is in no other group.
        bounding: The capabilities that its programs can have at most: those of root.
        perhaps_bounding: The same, and the ones that only some runtimes grant.
        no_new_privileges: Whether set-user-ID bits and capabilities of files are without effect.
    """

    user: int | None = None
    is_root: Answer = None
    groups: frozenset[int] = frozenset()
    has_only_these: bool = False
    bounding: frozenset[str] = _IN_BOTH
    perhaps_bounding: frozenset[str] = _IN_BOTH | _IN_ONE
    no_new_privileges: bool = False

    def has(self, capability: str) -> Answer:
        """Whether the process has a capability, such as ``CHOWN``."""
        if self.is_root is False or capability not in self.perhaps_bounding:
            return False
        return True if self.is_root and capability in self.bounding else None

    def is_in(self, group: int | None) -> Answer:
        """Whether the process is in a group."""
        if group is None:
            return None
        return True if group in self.groups else False if self.has_only_these else None

    @property
    def name(self) -> str:
        """The user as in a sentence: ``root``, ``user 1000``, ``a non-root user``, and so on."""
        if self.is_root:
            return "root"
        if self.user is not None:
            return f"user {self.user}"
        return "the image's user" if self.is_root is None else "a non-root user"


def identity_of(container: Container) -> Identity:
    """The process that the runtime starts for a container, and for its probes and hooks."""
    user = _user_of(container)
    context = container.security_context
    certain, possible = _capabilities_of(container)
    groups, complete = _groups_of(container)
    return Identity(
        user=user,
        is_root=user == 0 if user is not None else _may_be_root(container),
        groups=groups,
        has_only_these=complete,
        bounding=certain,
        perhaps_bounding=possible,
        no_new_privileges=bool(context and context.allow_privilege_escalation is False),
    )


def _user_of(container: Container) -> int | None:
    number = container.effective_run_as_user
    if number is not None:
        return number
    known = user_of(container.image or "")
    if known is None or (known.number == 0 and container.effective_run_as_non_root):
        return None
    return known.number


def _may_be_root(container: Container) -> Answer:
    """Whether an unknown user is root: not if the kubelet would refuse to start it."""
    return False if container.effective_run_as_non_root else None


def _groups_of(container: Container) -> tuple[frozenset[int], bool]:
    """The groups of the process, and whether it has no others.

    Without ``runAsGroup``, the primary group is that of the user in the image, or 0. The user's
    other groups in the image count as well, unless ``supplementalGroupsPolicy`` is ``Strict``.
    """
    pod = container.pod.security_context if container.pod else None
    group = container.effective_run_as_group
    groups = {group} if group is not None else set()
    if pod:
        groups.update(pod.supplemental_groups)
        if pod.fs_group is not None:
            groups.add(pod.fs_group)
    strict = pod is not None and pod.supplemental_groups_policy == "Strict"
    return frozenset(groups), strict and group is not None


def _capabilities_of(container: Container) -> tuple[frozenset[str], frozenset[str]]:
    """The capabilities that root certainly has, and the most that it can have.

    containerd adds ``ALL``, drops ``ALL``, adds the others, and drops the others, in this order. It
    does not know names with ``CAP_``, which CRI-O accepts.
    """
    if container.effective_privileged:
        return KNOWN, KNOWN
    context = container.security_context
    changes = context.capabilities if context else None
    certain, possible = _IN_BOTH, _IN_BOTH | _IN_ONE
    if changes is None:
        return certain, possible
    added, dropped = changes.add, changes.drop
    if any(name.upper() == "ALL" for name in added):
        certain, possible = KNOWN, KNOWN
    if any(name.upper() == "ALL" for name in dropped):
        certain = possible = frozenset[str]()
    certain |= {name.upper() for name in added} & KNOWN
    possible |= {without_prefix(name) for name in added} & KNOWN
    certain -= {without_prefix(name) for name in dropped}
    possible -= {name.upper() for name in dropped}
    return certain, possible
