"""What a scheduler would read, in a Pod that no scheduler sees."""

from collections.abc import Iterator

from podlint.authoring import Place, PodSpec, Problem, Problems, Severity, StaticPodFile, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="setting without effect: the Pod runs on every node that has the file; with a "
    "scheduling gate, static Pod does not appear",
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
    """A static Pod says where the scheduler should put it.

    A static Pod runs on the nodes that have its file. No scheduler sees it: `nodeName` is
    overwritten, and spreading, preferences and affinity to other Pods are never looked at. With a
    scheduling gate the kubelet refuses it. `nodeSelector` and required node affinity do count: the
    kubelet does not run the Pod on a node without those labels.

    Remove them. To have the cluster choose nodes, make it a DaemonSet or a Deployment.
    """
    spec = file.pod.spec if file.pod else None
    for field, at in _ignored(spec) if spec else ():
        ending = "the kubelet refuses it" if field == "schedulingGates" else "it has no effect"
        yield Problem(
            f"{field} is for the scheduler, and no scheduler sees a static Pod",
            at=at,
            key=field not in ("nodeName", "schedulerName"),
            why=f"{ending}.",
            help="Remove it: the Pod runs on each node that has this file.",
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
