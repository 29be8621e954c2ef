"""A volume of the node's own files."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Related, Severity
from podlint.models import Volume
from podlint.node_work import is_stray_agent
from podlint.plain_words import shorten
from podlint.pod_security import Fault, HeldPod
from podlint.pss.labels import PREFIX
from podlint.rule import rule
from podlint.volumes.runtime_sockets import exposed_runtime
from podlint.workloads import ON_EACH_NODE


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": hostPath volumes',
    standards=("pss:baseline", "pss:restricted"),
    mission=(4, 18, 19),
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
def host_path_volume(pod: HeldPod) -> Iterator[Problem]:
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
    found: list[Fault] = []
    for fault in pod.faults("hostPathVolumes", "restrictedVolumes"):
        if fault.path[-1] != "hostPath":
            continue
        if fault.demand.mode != "default":
            yield fault.problem(f"this volume {_EFFECT}; {_advice(fault)}")
        elif not (fault.demand.lenient and is_stray_agent(fault.pod)) and not _is_runtime(fault):
            found.append(fault)
    if found:
        first, *others = found
        which = f"{len(found)} volumes of this Pod, {_names(found)}," if others else "this volume"
        effect = _EFFECTS if others else _EFFECT
        problem = first.problem(f"{which} {effect}; {_advice(*found)}")
        related = tuple(Related("another path of the node", fault.at) for fault in others)
        yield problem.replace(related=(*problem.related, *related))


_EFFECT = "is a path of the node: containers read or change its files"
_EFFECTS = "are paths of the node: containers read or change its files"


def _advice(*faults: Fault) -> str:
    for fault in faults:
        name, spec = _volume(fault).name, fault.pod.spec
        users = [
            container.name or "?"
            for container in spec.all_containers
            if any(mount.name == name for mount in container.volume_mounts)
        ]
        if len(faults) == 1 and len(users) > 1:
            return f"for what {' and '.join(users[:2])} share, use emptyDir; else a claim"
    if faults[0].demand.mode != "default":
        return "use emptyDir for scratch files, a claim for data, a ConfigMap for settings"
    return (
        "use emptyDir or a claim; where the node's own files are needed, label the Namespace "
        f"{PREFIX}enforce: privileged"
    )


_LONGEST = 32


def _names(faults: list[Fault]) -> str:
    """The names of the volumes, as many as can be read at a glance."""
    names = [shorten(_volume(fault).name or "?", _LONGEST) for fault in faults]
    while len(", ".join(names)) > _LONGEST and len(names) > 1:
        names.pop()
    return ", ".join(names if len(names) == len(faults) else [*names, "..."])


def _is_runtime(fault: Fault) -> bool:
    source = _volume(fault).host_path
    agent = fault.pod.owner.qualified_kind in ON_EACH_NODE
    return bool(source and exposed_runtime(source.path or "", agent=agent))


def _volume(fault: Fault) -> Volume:
    return fault.pod.spec.volumes[int(fault.path[-2])]
