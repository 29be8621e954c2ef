"""A volume of the node's own files."""

from podlint.authoring import JudgedPod, Problems, Related, Severity, Volume, rule
from podlint.models.workloads import ON_EACH_NODE
from podlint.pods.node_agents import is_stray_agent
from podlint.pods.volumes.runtime_sockets import exposed_runtime
from podlint.pss.labels import PREFIX
from podlint.targets.judged_pod import PlacedViolation
from podlint.targets.server_words import shorten


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": hostPath volumes',
    similar={
        "hostPathSet": (
            "Polaris also reports sockets of container runtimes, of which `runtime-socket-volume` "
            "speaks."
        ),
        "disallow-host-path": (
            "Kyverno also reports sockets of container runtimes, of which `runtime-socket-volume` "
            "speaks."
        ),
        "KSV-0023": (
            "Trivy also reports sockets of container runtimes, of which `runtime-socket-volume` "
            "speaks."
        ),
        "C-0048": (
            "Kubescape also reports sockets of container runtimes, of which "
            "`runtime-socket-volume` speaks."
        ),
        "sensitive-host-mounts": (
            "kube-linter reports certain directories of the node only, such as /etc and /proc."
        ),
        "KSV-0121": "Trivy reports certain directories of the node only, such as /etc and /proc.",
        "writable-host-mount": (
            "kube-linter leaves out what is mounted with `readOnly: true`, this rule reports it "
            "too."
        ),
        "ensure-readonly-hostpath": (
            "Kyverno leaves out what is mounted with `readOnly: true`, this rule reports it too."
        ),
        "C-0045": (
            "Kubescape leaves out what is mounted with `readOnly: true`, this rule reports it too."
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
    """A volume is a directory or file of the node.

    What a container writes there, the node executes or trusts; what it reads there may be the keys
    of the kubelet. The data stay on the node when the Pod moves. The baseline level of the [Pod
    Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses `hostPath` at every policy version; restricted does so as one of the volume types that
    it does not list.

    Use an `emptyDir` for scratch files and for what containers of the Pod share, a
    PersistentVolumeClaim for data, a ConfigMap or Secret for settings. An agent that must read the
    node belongs into a namespace of its own whose label allows it, and mounts with
    `readOnly: true`.

    Where baseline is only podlint's own default, all such volumes of a Pod make one finding, and
    `runtime-socket-volume` speaks of the sockets of container runtimes. Where a label or a setting
    asks for a standard, each volume has its own finding, since each keeps the Pod out.
    """
    found: list[PlacedViolation] = []
    for violation in pod.violated("hostPathVolumes", "restrictedVolumes"):
        if violation.path[-1] != "hostPath":
            continue
        if violation.demand.mode != "default":
            yield violation.problem(
                f"this volume {_EFFECT}",
                help=f"{_advice(violation)}.",
            )
        elif not (violation.demand.lenient and is_stray_agent(violation.pod)) and not _is_runtime(
            violation
        ):
            found.append(violation)
    if found:
        first, *others = found
        which = f"{len(found)} volumes of this Pod, {_names(found)}," if others else "this volume"
        effect = _EFFECTS if others else _EFFECT
        problem = first.problem(
            f"{which} {effect}",
            help=f"{_advice(*found)}.",
        )
        related = tuple(Related("another path of the node", violation.at) for violation in others)
        yield problem.replace(related=(*problem.related, *related))


_EFFECT = "is a path of the node: containers read or change its files"
_EFFECTS = "are paths of the node: containers read or change its files"


def _advice(*violations: PlacedViolation) -> str:
    for violation in violations:
        name, spec = _volume(violation).name, violation.pod.spec
        users = [
            container.name or "?"
            for container in spec.all_containers
            if any(mount.name == name for mount in container.volume_mounts)
        ]
        if len(violations) == 1 and len(users) > 1:
            return f"for what {' and '.join(users[:2])} share, use emptyDir; else a claim"
    if violations[0].demand.mode != "default":
        return "use emptyDir for scratch files, a claim for data, a ConfigMap for settings"
    return (
        "use emptyDir or a claim; where the node's own files are needed, label the Namespace "
        f"{PREFIX}enforce: privileged"
    )


_LONGEST = 32


def _names(violations: list[PlacedViolation]) -> str:
    """The names of the volumes, as many as can be read at a glance."""
    names = [shorten(_volume(violation).name or "?", _LONGEST) for violation in violations]
    while len(", ".join(names)) > _LONGEST and len(names) > 1:
        names.pop()
    return ", ".join(names if len(names) == len(violations) else [*names, "..."])


def _is_runtime(violation: PlacedViolation) -> bool:
    source = _volume(violation).host_path
    agent = violation.pod.owner.qualified_kind in ON_EACH_NODE
    return bool(source and exposed_runtime(source.path or "", agent=agent))


def _volume(violation: PlacedViolation) -> Volume:
    return violation.pod.spec.volumes[int(violation.path[-2])]
