"""Scheduling settings of a static Pod."""

from collections.abc import Iterator

from podlint.authoring import Place, PodSpec, Problem, Problems, Severity, StaticPodFile, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the setting has no effect, because the static Pod runs on every node that has its "
        "file; with a scheduling gate, the static Pod does not appear"
    ),
    bad="""
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          nodeName: node-1  # finding
          #         ^^^^^^
          schedulerName: bin-packing  # finding
          schedulingGates:  # finding
            - name: example.com/quota
          topologySpreadConstraints:  # finding
            - maxSkew: 1
              topologyKey: topology.kubernetes.io/zone
              whenUnsatisfiable: DoNotSchedule
              labelSelector:
                matchLabels: {app: proxy}
          affinity:
            nodeAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:  # finding
                - weight: 1
                  preference:
                    matchExpressions:
                      - {key: disk, operator: Exists}
            podAntiAffinity:  # finding
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels: {app: proxy}
          containers:
            - name: proxy
              image: proxy:2.1
        """,
    good=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          nodeSelector:
            kubernetes.io/os: linux
          schedulerName: default-scheduler
          tolerations:
            - operator: Exists
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: disk, operator: Exists}
          containers:
            - name: proxy
              image: proxy:2.1
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          schedulerName: bin-packing
          containers:
            - name: proxy
              image: proxy:2.1
        """,
    ),
)
def scheduled_static_pod(file: StaticPodFile) -> Problems:
    """A static Pod has settings that only the scheduler reads.

    A static Pod runs on every node that has its file, and the scheduler does not place it. The
    kubelet overwrites `nodeName`. Topology spread constraints, preferred node affinity and Pod
    affinity have no effect. The kubelet rejects a static Pod with a scheduling gate. `nodeSelector`
    and required node affinity do have an effect: the kubelet does not run the Pod on a node that
    does not match.

    Remove the settings. To choose nodes, use a DaemonSet or a Deployment instead.
    """
    spec = file.pod.spec if file.pod else None
    for field, at in _ignored(spec) if spec else ():
        is_rejected = field == "schedulingGates"
        yield Problem(
            f"`{field}` {'is not allowed' if is_rejected else 'has no effect'} in a static Pod",
            at=at,
            key=field not in ("nodeName", "schedulerName"),
            why="The kubelet rejects the file."
            if is_rejected
            else "The Pod runs on every node that has this file, and the scheduler does not "
            "place it.",
            help=f"Remove `{field}`. To choose nodes, use a DaemonSet or a Deployment instead.",
        )


def _ignored(spec: PodSpec) -> Iterator[tuple[str, Place]]:
    for field in ("nodeName", "schedulingGates", "topologySpreadConstraints"):
        if spec.written.get(field):
            yield field, spec.at / field
    if spec.scheduler_name not in (None, "", "default-scheduler"):
        yield "schedulerName", spec.at / "schedulerName"
    affinity = spec.affinity
    if affinity is None:
        return
    for field in ("podAffinity", "podAntiAffinity"):
        if affinity.written.get(field):
            yield field, affinity.at / field
    preferred = "preferredDuringSchedulingIgnoredDuringExecution"
    if affinity.node_affinity and affinity.node_affinity.written.get(preferred):
        yield preferred, affinity.node_affinity.at / preferred
