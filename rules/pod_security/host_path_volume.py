"""A volume of the node's own files."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.pod_security import HeldPod
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": hostPath volumes',
    standards=("pss:baseline", "pss:restricted"),
    mission=(18, 19),
    aliases=("sensitive-host-mounts", "hostPathSet", "disallow-host-path"),
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
          volumes:
            - name: data
              hostPath:  # finding
        #     ^^^^^^^^
                path: /srv/cache
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

    Use an `emptyDir` for scratch files, a PersistentVolumeClaim for data, a ConfigMap or Secret for
    settings. An agent that must read the node belongs into a namespace of its own whose label
    allows it, and mounts with `readOnly: true`.
    """
    for fault in pod.faults("hostPathVolumes", "restrictedVolumes"):
        if fault.path[-1] == "hostPath":
            yield fault.problem(
                "this volume is a path of the node: a container that mounts it reads or changes "
                "the node's files; use emptyDir, a PersistentVolumeClaim or a ConfigMap"
            )
