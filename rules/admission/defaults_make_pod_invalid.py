"""A Pod that is invalid with the defaults of a LimitRange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule

if TYPE_CHECKING:
    from podlint.admission.clashes import Clash
    from podlint.authoring import PodTarget


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `must be less than or equal to memory "
        "limit of`; for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("LimitRange",),
    bad=(
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: limits
          namespace: shop
        spec:
          limits:
            - type: Container
              default:
                memory: 256Mi
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests:
                      memory: 512Mi  # finding
                      #       ^^^^^
        """,
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: limits
        spec:
          limits:
            - type: Container
              default: {cpu: 500m, memory: 256Mi}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources:
            requests:
              memory: 100Mi  # finding
            limits:
              memory: 512Mi
              cpu: 200m  # finding
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: 100m}}
        """,
    ),
    good=(
        """
        # The maximum is the default limit, and the request is below it.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, max: {memory: 1Gi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {requests: {memory: 512Mi}}}
        """,
        """
        # Its own limit takes precedence over the default.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, default: {memory: 256Mi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {memory: 512Mi}, limits: {memory: 1Gi}}
        """,
        """
        # Type Pod has no defaults, and a minimum is not a limit.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - {type: Pod, max: {memory: 1Gi}}
            - {type: Container, min: {memory: 64Mi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {requests: {memory: 512Mi}}}
            - {name: logs, image: "logs:0.9", resources: {limits: {memory: 64Mi}}}
        """,
        """
        # Two LimitRanges: it is not certain which default takes precedence.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: small}
        spec:
          limits: [{type: Container, default: {memory: 256Mi}}]
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: large}
        spec:
          limits: [{type: Container, default: {memory: 1Gi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {requests: {memory: 512Mi}}}
        """,
        """
        # The Pod-level request covers the default requests of both containers.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, default: {memory: 256Mi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          resources: {requests: {memory: 512Mi}, limits: {memory: 1Gi}}
          containers:
            - {name: app, image: "app:1.4"}
            - {name: logs, image: "logs:0.9"}
        """,
        """
        # Another namespace, and an amount that another tool fills in.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits, namespace: test}
        spec:
          limits: [{type: Container, default: {memory: 256Mi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {requests: {memory: 512Mi}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: filled, namespace: test}
        spec:
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {memory: 512Mi}, limits: {memory: "${LIMIT}"}}
        """,
    ),
)
def defaults_make_pod_invalid(objects: ObjectSet) -> Problems:
    """A default that a LimitRange sets in a container makes the Pod invalid.

    If a container has a request but no limit, a
    [LimitRange](https://kubernetes.io/docs/concepts/policy/limit-range/) in its namespace sets its
    `default`, or otherwise its `max`, as the limit. It does not compare this limit with the
    request. If the limit is smaller, the API server rejects the Pod. In a Pod with Pod-level
    resources, the defaults of the containers must also fit into these resources. Otherwise, the API
    server rejects the Pod. `kubectl apply` accepts a workload with such a Pod, but no Pod appears.

    Set the limit in the container, lower the request, or change the default.
    """
    from podlint.admission.clashes import clashes
    from podlint.admission.wording import consequence

    for pod in objects.whole_pods():
        for clash in clashes(pod):
            default = clash.default
            yield Problem(
                _message(clash),
                at=clash.at,
                related=(Related("the default", default.at),) if default else (),
                why=consequence(pod.owner),
                help=_advice(clash),
                severity=Severity.WARNING if _is_presumed(pod, objects) else None,
            )


def _is_presumed(pod: PodTarget, objects: ObjectSet) -> bool:
    from podlint.admission.namespaces import is_presumed, may_rule
    from podlint.models.limit_range import LimitRange

    ranges = [each for each in objects.of(LimitRange) if may_rule(each, pod.owner, objects)]
    return any(is_presumed(each, pod.owner, objects) for each in ranges)


def _message(clash: Clash) -> str:
    from podlint.admission.wording import holder, named
    from podlint.document.shortening import shortened

    resource = named(clash.resource)
    container = holder(clash.container)
    match clash.sort:
        case "above" | "unequal":
            relation = "is above" if clash.sort == "above" else "differs from"
            request = f"{resource} request of {container} ({clash.amount})"
            return f"{request} {relation} its default limit ({clash.total})"
        case "sum":
            mine, theirs = (
                f"Pod-level {resource} {clash.which[:-1]}",
                f"its containers get {clash.total}",
            )
            return f"{mine} is {clash.amount}, but {theirs} with defaults"
        case "limit":
            default = f"the default limit of {container} ({clash.total})"
            return f"Pod-level {resource} limit ({clash.amount}) is below {default}"
    return shortened(f"invalid with the defaults of a LimitRange: {clash.text}", 110)


def _advice(clash: Clash) -> str:
    match clash.sort:
        case "above" | "unequal":
            return (
                f"Set `resources.limits.{clash.resource}` in the container, or change the default."
            )
        case "sum" | "limit":
            what = f"`resources.{clash.which}.{clash.resource}`"
            return f"Set {what} in each container, or raise it in the Pod's `spec`."
    return "Set requests and limits in the containers."
