"""A Pod that fits on none of the nodes that the settings describe."""

from __future__ import annotations

from podlint.authoring import PlacedPod, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_ROOM = 100


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "Pending; the event `FailedScheduling` with `0/3 nodes are available` and a reason for "
        "each node"
    ),
    bad=(
        """
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: small, cpu: 2, memory: 8Gi}
        # settings:   - {name: large, cpu: 16, labels: {disk: hdd}}
        # settings:   - name: gpu
        # settings:     taints: [{key: gpu, effect: NoSchedule}]
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector:
                disk: ssd  # finding
                #     ^^^
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: small, cpu: 2}
        # settings:   - {name: medium, cpu: 3920m}
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {cpu: 3}  # finding
            - name: proxy
              image: proxy:2
              resources:
                limits: {cpu: 1}
        """,
    ),
    good=(
        """
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: small, cpu: 2}
        # settings:   - name: gpu
        # settings:     labels: {disk: ssd}
        # settings:     taints: [{key: gpu, effect: NoSchedule}]
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector:
                disk: ssd
                topology.kubernetes.io/zone: a
              tolerations:
                - {key: gpu, operator: Exists}
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 64}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other-scheduler
        spec:
          schedulerName: volcano
          nodeSelector: {disk: hdd}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              nodeSelector: {disk: hdd}
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector: {disk: ssd}
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def never_scheduled(placed: PlacedPod) -> Problems:
    """A Pod fits on none of the nodes of the cluster, even if they are empty.

    podlint compares Pods with the node groups in the setting [`nodes`](../configuration.md#nodes),
    in the order of the scheduler: taints, node selector and affinity, resources, and the labels
    that topology spread constraints and Pod affinity need. With `nodes-complete: true`, a Pod that
    fits on no node is an error. Otherwise there may be other nodes, and podlint reports the Pod
    only in the profile `strict`.

    A DaemonSet runs only on nodes that its Pods select and whose taints its Pods tolerate. podlint
    reports a DaemonSet only if these nodes have too few resources.

    Change the Pod so that it fits on one of the groups, or correct the setting.
    """
    if placed.suitable or not placed.obstacles:
        return
    closest = sorted(placed.obstacles, key=lambda each: -_ORDER.index(each[1].filter))
    yield Problem(
        _message([(group.name, found.words) for group, found in closest]),
        severity=Severity.ERROR if placed.complete else Severity.INFO,
        at=closest[0][1].at,
        why=f"The Pod stays Pending: {shortened(_reasons(placed), 130)}."
        if placed.complete
        else "The Pod stays Pending unless the cluster has other nodes.",
        help="Change the Pod so that it fits on one of the node groups, or correct `nodes` in the "
        "configuration.",
    )


_ORDER = ("taint", "labels", "resources", "spread", "affinity")


def _message(found: list[tuple[str, str]]) -> str:
    """What is wrong, with a reason for as many groups as fit into a line."""
    start = "Pod fits on no node: "
    parts = [f"`{shortened(name, 20)}` {words}" for name, words in found]
    shown = parts[:1]
    for number, part in enumerate(parts[1:], 2):
        rest = len(parts) - number
        text = start + ", ".join((*shown, part)) + (f", and {rest} more" if rest else "")
        if len(text) > _ROOM:
            return f"{start}{', '.join(shown)}, and {len(parts) - number + 1} more"
        shown.append(part)
    return start + ", ".join(shown)


def _reasons(placed: PlacedPod) -> str:
    """The texts of the event `FailedScheduling`, each once."""
    return ", ".join(dict.fromkeys(each for _, found in placed.obstacles for each in found.reasons))
