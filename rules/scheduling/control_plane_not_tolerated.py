"""A Pod that may only run on nodes of the control plane, and does not tolerate their taint."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document import Place

_LABELS = ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom="Pending with `untolerated taint {node-role.kubernetes.io/control-plane: }`",
    asks_for=("nodeSelector", "nodeAffinity"),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: planner
        spec:
          selector:
            matchLabels: {app: planner}
          template:
            metadata:
              labels: {app: planner}
            spec:
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - key: node-role.kubernetes.io/control-plane  # finding
                            operator: Exists
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: selected
        spec:
          nodeSelector:
            node-role.kubernetes.io/control-plane: ""  # finding
            #                                      ^^
          tolerations:
            - {key: dedicated, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: tolerant
        spec:
          nodeSelector: &master {node-role.kubernetes.io/control-plane: ""}
          tolerations:
            - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: tolerates-all
        spec:
          nodeSelector: *master
          tolerations:
            - {operator: Exists, effect: NoSchedule}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: older-taint
        spec:
          nodeSelector: {node-role.kubernetes.io/master: ""}
          tolerations:
            - {key: node-role.kubernetes.io/master, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: avoids
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: node-role.kubernetes.io/control-plane, operator: DoesNotExist}
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  preference:
                    matchExpressions:
                      - {key: node-role.kubernetes.io/control-plane, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: or-others
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: node-role.kubernetes.io/control-plane, operator: Exists}
                  - matchExpressions:
                      - {key: dedicated, operator: In, values: [tools]}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: distribution-without-taint
        spec:
          nodeSelector: {node-role.kubernetes.io/control-plane: "true"}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: on-one-node
        spec:
          nodeName: control-1
          nodeSelector: *master
          containers:
            - name: app
              image: app:1.4
        """,
)
def control_plane_not_tolerated(pod: PodTarget) -> Problems:
    """A Pod must run on the control plane, but does not tolerate the taint of these nodes.

    kubeadm and most installers give these nodes the taint
    `node-role.kubernetes.io/control-plane:NoSchedule`. Before Kubernetes 1.25, the nodes also had
    the taint `node-role.kubernetes.io/master`. Without a toleration, the Pod stays Pending. If a
    cluster also runs applications on these nodes, for example because it has a single node, the
    nodes have no such taint. podlint does not report the label value `true`, which k3s and similar
    distributions set, because they set no taint by default.

    Add a toleration with `key: node-role.kubernetes.io/control-plane` and `operator: Exists`.
    """
    spec = pod.spec
    at = None if spec.node_name else _demand(pod)
    tolerated = any(
        (each.key in (None, "") and each.operator == "Exists") or each.key in _LABELS
        for each in spec.tolerations
    )
    if at and not tolerated:
        yield Problem(
            "the Pod must run on the control plane, but does not tolerate the taint of these nodes",
            at=at,
            why="Nodes of the control plane usually have the taint "
            "`node-role.kubernetes.io/control-plane:NoSchedule`, so the Pod stays Pending.",
            help="Add to `tolerations`: `{key: node-role.kubernetes.io/control-plane, operator: "
            "Exists}`.",
        )


def _demand(pod: PodTarget) -> Place | None:
    """The place at which a Pod demands a node of the control plane; None if it does not."""
    spec = pod.spec
    for label in _LABELS:
        if spec.node_selector.get(label) == "":
            return spec.at / "nodeSelector" / label
    affinity = spec.affinity.node_affinity if spec.affinity else None
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    if not required or len(required.node_selector_terms) != 1:
        return None
    for each in required.node_selector_terms[0].match_expressions:
        if each.key in _LABELS and (each.operator == "Exists" or each.values == [""]):
            return each.at
    return None
