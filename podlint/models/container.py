"""Containers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from podlint.document.field_path import field_text

from .fields import field
from .lazy import lazy
from .node import Node

if TYPE_CHECKING:
    from podlint.document import Place

    from .environment import EnvVar
    from .environment_source import EnvFromSource
    from .lifecycle import Lifecycle
    from .pod import PodSpec
    from .port import ContainerPort
    from .probe import Probe
    from .resize import ContainerResizePolicy
    from .resources import ResourceRequirements
    from .restart import ContainerRestartRule
    from .security_context import SeccompProfile, SecurityContext
    from .security_option import AppArmorProfile, SELinuxOptions
    from .volume_mount import VolumeDevice, VolumeMount
else:
    EnvVar = lazy(".environment", "EnvVar")
    ContainerPort = lazy(".port", "ContainerPort")
    Probe = lazy(".probe", "Probe")
    ResourceRequirements = lazy(".resources", "ResourceRequirements")
    SecurityContext = lazy(".security_context", "SecurityContext")
    VolumeDevice = lazy(".volume_mount", "VolumeDevice")
    VolumeMount = lazy(".volume_mount", "VolumeMount")
    Lifecycle = lazy(".lifecycle", "Lifecycle")
    ContainerRestartRule = lazy(".restart", "ContainerRestartRule")
    EnvFromSource = lazy(".environment_source", "EnvFromSource")
    ContainerResizePolicy = lazy(".resize", "ContainerResizePolicy")

__all__ = ["Container", "ContainerSort"]

ContainerSort: TypeAlias = Literal["init", "sidecar", "app", "ephemeral"]
"""The role of a container in its Pod; a sidecar is an init container that keeps running."""


class Container(Node):
    """A container of a Pod: init container, sidecar, app container or ephemeral container.

    API type: `core/v1 Container`.
    """

    name: str | None = field(required=True)
    image: str | None = None
    command: list[str] = []
    args: list[str] = []
    working_dir: str | None = None
    ports: list[ContainerPort] = []
    env_from: list[EnvFromSource] = []
    env: list[EnvVar] = []
    resources: ResourceRequirements | None = None
    resize_policy: list[ContainerResizePolicy] = field([], since="1.27")
    restart_policy: str | None = field(since="1.28", one_of=("Always", "OnFailure", "Never"))
    restart_policy_rules: list[ContainerRestartRule] = field([], since="1.34")
    volume_mounts: list[VolumeMount] = []
    volume_devices: list[VolumeDevice] = []
    liveness_probe: Probe | None = None
    readiness_probe: Probe | None = None
    startup_probe: Probe | None = None
    lifecycle: Lifecycle | None = None
    termination_message_path: str | None = None
    termination_message_policy: str | None = field(one_of=("File", "FallbackToLogsOnError"))
    image_pull_policy: str | None = field(one_of=("Always", "IfNotPresent", "Never"))
    security_context: SecurityContext | None = None
    stdin: bool | None = None
    stdin_once: bool | None = None
    tty: bool | None = None

    def is_unknown(self, *path: str | int) -> bool:
        """As for other nodes; also for an amount that a LimitRange of the namespace sets."""
        return super().is_unknown(*path) or any(path == each for each in self.supplied)

    @property
    def supplied(self) -> Iterator[tuple[str, ...]]:
        """The paths of the amounts that a LimitRange of the namespace sets in this container."""
        defaults = self.pod.container_defaults if self.pod else None
        if defaults is None or self.sort == "ephemeral":
            return
        own = self.resources
        for which, resource in defaults.fills(
            own.requests if own else {}, own.limits if own else {}
        ):
            yield "resources", which, resource

    @property
    def sort(self) -> ContainerSort:
        """The role of the container; a container without a Pod is an app container."""
        match self.step[:1]:
            case ("initContainers",):
                return "sidecar" if self.restart_policy == "Always" else "init"
            case ("ephemeralContainers",):
                return "ephemeral"
            case _:
                return "app"

    def __str__(self) -> str:
        """The name, as messages show it; without a name, the place: ``containers[0]``."""
        return self.name or field_text(self.step)

    @property
    def is_sidecar(self) -> bool:
        """Whether this is a sidecar as defined in KEP-753."""
        return self.sort == "sidecar"

    @property
    def pod(self) -> "PodSpec | None":
        """The spec of the Pod, or None if the container is not part of a Pod."""
        owner: Any = self.owner
        pod: PodSpec | None = owner
        return pod

    @property
    def program_at(self) -> "Place":
        """The place of the program: ``command`` if it is set, otherwise ``args``."""
        return self.at / ("command" if self.command else "args")

    @property
    def words_at(self) -> "Place":
        """The place where the command line ends: ``args`` if it is set, otherwise ``command``."""
        return self.at / ("args" if self.args else "command")

    @property
    def effective_restart_policy(self) -> str:
        """The restart policy of the container: its own policy, or the policy of the Pod.

        Source: KEP-753 and KEP-5307.
        """
        inherited = self.pod.effective_restart_policy if self.pod else "Always"
        return self.restart_policy or inherited

    @property
    def probes(self) -> Iterator[tuple[str, Probe]]:
        """The probes that are set, each with its name in the API."""
        yield from (
            (name, probe)
            for name, probe in (
                ("livenessProbe", self.liveness_probe),
                ("readinessProbe", self.readiness_probe),
                ("startupProbe", self.startup_probe),
            )
            if probe is not None
        )

    @property
    def effective_run_as_user(self) -> int | None:
        """The user ID, or the Pod's user ID if the container sets none."""
        found: int | None = self._inherited("run_as_user")
        return found

    @property
    def effective_run_as_group(self) -> int | None:
        """The group ID, or the Pod's group ID if the container sets none."""
        found: int | None = self._inherited("run_as_group")
        return found

    @property
    def effective_run_as_non_root(self) -> bool | None:
        """Whether root is forbidden; the Pod's value applies if the container sets none."""
        found: bool | None = self._inherited("run_as_non_root")
        return found

    @property
    def effective_seccomp_profile(self) -> "SeccompProfile | None":
        """The seccomp profile, or the Pod's profile if the container sets none."""
        found: SeccompProfile | None = self._inherited("seccomp_profile")
        return found

    @property
    def effective_app_armor_profile(self) -> "AppArmorProfile | None":
        """The AppArmor profile, or the Pod's profile if the container sets none."""
        found: AppArmorProfile | None = self._inherited("app_armor_profile")
        return found

    @property
    def effective_se_linux_options(self) -> "SELinuxOptions | None":
        """The SELinux options, or the Pod's options if the container sets none."""
        found: SELinuxOptions | None = self._inherited("se_linux_options")
        return found

    @property
    def effective_privileged(self) -> bool:
        """Whether the container is privileged. A Pod cannot set this for its containers."""
        return bool(self.security_context and self.security_context.privileged)

    @property
    def effective_image_pull_policy(self) -> str | None:
        """The image pull policy; by default `Always` for the tag `latest`, even an implicit one.

        None if there is no image. Source: `SetDefaults_Container` and `parsers.ParseImageName`.
        """
        if self.image_pull_policy or not self.image:
            return self.image_pull_policy
        name, _, digest = self.image.partition("@")
        tag = name.rpartition("/")[2].partition(":")[2]
        return "Always" if tag == "latest" or not (tag or digest) else "IfNotPresent"

    def _inherited(self, attribute: str) -> Any:
        contexts = (self.security_context, self.pod and self.pod.security_context)
        values = (getattr(each, attribute) for each in contexts if each)
        return next((value for value in values if value is not None), None)
