"""A volume with files of the node."""

from podlint.authoring import JudgedPod, Problems, Related, Severity, Volume, rule
from podlint.models.workloads import ON_EACH_NODE
from podlint.pods.node_agents import is_stray_agent
from podlint.pods.volumes.host_files import instead_of
from podlint.pods.volumes.runtime_sockets import exposed_runtime
from podlint.pss.labels import PREFIX
from podlint.targets.judged_pod import PlacedViolation
from podlint.targets.server_words import shorten


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": hostPath '
        "volumes`"
    ),
    similar={
        "hostPathSet": (
            "Polaris also reports sockets of container runtimes, which "
            "`runtime-socket-volume` reports."
        ),
        "disallow-host-path": (
            "Kyverno also reports sockets of container runtimes, which "
            "`runtime-socket-volume` reports."
        ),
        "KSV-0023": (
            "Trivy also reports sockets of container runtimes, which `runtime-socket-volume` "
            "reports."
        ),
        "C-0048": (
            "Kubescape also reports sockets of container runtimes, which "
            "`runtime-socket-volume` reports."
        ),
        "sensitive-host-mounts": (
            "kube-linter reports only certain directories of the node, such as /etc and /proc."
        ),
        "KSV-0121": "Trivy reports only certain directories of the node, such as /etc and /proc.",
        "writable-host-mount": (
            "kube-linter does not report volumes that are mounted with `readOnly: true`; this "
            "rule does."
        ),
        "ensure-readonly-hostpath": (
            "Kyverno does not report volumes that are mounted with `readOnly: true`; this rule "
            "does."
        ),
        "C-0045": (
            "Kubescape does not report volumes that are mounted with `readOnly: true`; this rule "
            "does."
        ),
    },
    standards=("pss:baseline", "pss:restricted"),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: cache
        spec:
          containers:
            - name: cache
              image: cache:2.0
              volumeMounts:
                - name: data
                  mountPath: /data
                - name: settings
                  mountPath: /etc/cache
          volumes:
            - name: data
              hostPath:  # finding
        #     ^^^^^^^^
                path: /srv/cache
            - name: settings
              hostPath:
                path: /srv/settings
            - name: docker
              hostPath:
                path: /var/run/docker.sock
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: fetch:1.0
              volumeMounts:
                - {name: pages, mountPath: /out}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: pages, mountPath: /srv}
          volumes:
            - name: pages
              hostPath: {path: /tmp/pages}  # finding
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: logs
          namespace: shop
        spec:
          os: {name: windows}
          containers:
            - name: logs
              image: logs:1.2
          volumes:
            - name: logs
              hostPath: {path: 'c:/logs'}  # finding
            - name: reports
              nfs: {server: files, path: /reports}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: cache
        spec:
          containers:
            - name: cache
              image: cache:2.0
              volumeMounts:
                - name: data
                  mountPath: /data
          volumes:
            - name: data
              emptyDir: {}
        """,
)
def host_path_volume(pod: JudgedPod) -> Problems:
    """A `hostPath` volume gives containers access to the node's files.

    The node may run or trust files that a container writes to such a volume. The container may also
    read secrets of the node, such as the kubelet's keys. If the Pod is recreated on another node,
    its data stays on the old node. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids
    `hostPath` in every policy version. The restricted level forbids it as well, because `hostPath`
    is not one of the volume types that this level allows.

    Use an `emptyDir` for temporary files, and for files that containers of the Pod share. Use a
    PersistentVolumeClaim for data, and a ConfigMap or Secret for settings. Write logs to standard
    output instead of `/dev/log`, and use the CA certificates and the time zones of the image. Run
    an agent that must read the node's files in a separate namespace with the label
    `pod-security.kubernetes.io/enforce: privileged`, and mount the volume with `readOnly: true`.

    If baseline applies only because it is podlint's default, podlint reports all `hostPath` volumes
    of a Pod in one finding. In this case, `runtime-socket-volume` reports the sockets of container
    runtimes instead. If a Namespace label, the configuration or the command line sets the level,
    podlint reports each volume separately, because each volume violates the level.
    """
    found: list[PlacedViolation] = []
    for violation in pod.violated("hostPathVolumes", "restrictedVolumes"):
        if violation.path[-1] != "hostPath":
            continue
        if violation.demand.mode != "default":
            yield violation.problem(
                _message([violation]),
                help=_advice(violation),
            )
        elif not (violation.demand.lenient and is_stray_agent(violation.pod)) and not _is_runtime(
            violation
        ):
            found.append(violation)
    if found:
        first, *others = found
        problem = first.problem(_message(found), help=_advice(*found))
        related = tuple(Related("another `hostPath` volume", violation.at) for violation in others)
        yield problem.replace(related=(*problem.related, *related))


def _message(found: list[PlacedViolation]) -> str:
    count = len(found)
    which = f"`hostPath` volume {_names(found)} gives"
    if count > 1:
        which = f"{count} `hostPath` volumes ({_names(found)}) give"
    return f"{which} containers access to the node's files"


def _advice(*violations: PlacedViolation) -> str:
    sources = [_volume(violation).host_path for violation in violations]
    if advice := instead_of((source and source.path) or "" for source in sources):
        return advice
    for violation in violations:
        name, spec = _volume(violation).name, violation.pod.spec
        mounts = [
            mount
            for container in spec.all_containers
            for mount in container.volume_mounts
            if mount.name == name
        ]
        if len(violations) == 1 and mounts and all(mount.read_only for mount in mounts):
            return (
                "Use a ConfigMap or Secret for settings. If only the node has these files, set "
                f"the Namespace label `{PREFIX}enforce: privileged`."
            )
        users = [
            shorten(container.name or "?", _LONGEST)
            for container in spec.all_containers
            if any(mount.name == name for mount in container.volume_mounts)
        ]
        if len(violations) == 1 and len(users) > 1:
            return (
                f"Use an `emptyDir` for files that {' and '.join(users[:2])} share, or a "
                "PersistentVolumeClaim for persistent data."
            )
    if violations[0].demand.mode != "default":
        return (
            "Use an `emptyDir` for scratch files, a PersistentVolumeClaim for data, or a "
            "ConfigMap for settings."
        )
    return (
        "Use an `emptyDir` or a PersistentVolumeClaim. For a node agent, set the "
        f"Namespace label `{PREFIX}enforce: privileged`."
    )


_LONGEST = 32


def _names(violations: list[PlacedViolation]) -> str:
    """The names of the volumes, shortened to about `_LONGEST` characters."""
    names = [f"`{shorten(_volume(each).name or '?', _LONGEST)}`" for each in violations]
    while len(", ".join(names)) > _LONGEST and len(names) > 1:
        names.pop()
    return ", ".join(names if len(names) == len(violations) else [*names, "..."])


def _is_runtime(violation: PlacedViolation) -> bool:
    source = _volume(violation).host_path
    agent = violation.pod.owner.qualified_kind in ON_EACH_NODE
    return bool(source and exposed_runtime(source.path or "", agent=agent))


def _volume(violation: PlacedViolation) -> Volume:
    return violation.pod.spec.volumes[int(violation.path[-2])]
