"""A LimitRange whose defaults break its own bounds."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `max limit to request ratio per Container "
        "is`, for every Pod that sets no resources"
    ),
    asks_for=("LimitRange",),
    bad=(
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: limits
        spec:
          limits:
            - type: Container
              default: {memory: 1Gi}
              defaultRequest: {memory: 128Mi}
              maxLimitRequestRatio:
                memory: "4"  # finding
                #       ^^^
        """,
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: limits
        spec:
          limits:
            - type: Container
              max: {cpu: "4"}
            - type: Pod
              max:
                cpu: "2"  # finding
        """,
    ),
    good=(
        """
        # The ratio is exactly the maximum.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - type: Container
              default: {memory: 512Mi, cpu: "1"}
              defaultRequest: {memory: 128Mi, cpu: 250m}
              maxLimitRequestRatio: {memory: "4", cpu: 4000m}
        """,
        """
        # Without a default, containers must set their amounts themselves.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, maxLimitRequestRatio: {memory: "2"}}]
        """,
        """
        # A default without a default request is also the request: a ratio of 1.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, max: {memory: 1Gi}, maxLimitRequestRatio: {memory: "1"}}]
        """,
        """
        # A Pod of one container without resources stays below the maximum of the Pod.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - {type: Container, default: {memory: 512Mi}, max: {memory: 2Gi}}
            - {type: Pod, max: {memory: 1Gi, cpu: "2"}, min: {memory: 1Gi}}
        """,
        """
        # A fragment, and an amount that another tool fills in.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - type: Container
              default: {memory: "${MEMORY}"}
              defaultRequest: {memory: 128Mi}
              maxLimitRequestRatio: {memory: "4"}
        """,
    ),
)
def limit_range_refuses_own_defaults(objects: ObjectSet) -> Problems:
    """A LimitRange sets defaults that violate its own bounds.

    A [LimitRange](https://kubernetes.io/docs/concepts/policy/limit-range/) sets its `default` as
    the limit of containers without a limit, and its `defaultRequest` as the request of containers
    without a request. If `default` is missing, `max` replaces it. If `defaultRequest` is missing,
    `default` replaces it. The LimitRange then checks its bounds. If the defaults break
    `maxLimitRequestRatio`, or the maximum for the whole Pod, every Pod whose containers set no
    resources is rejected. The API server accepts such a LimitRange.

    podlint does not report bounds without a default, because containers must set these amounts
    themselves.

    Change the defaults or the bound.
    """
    from podlint.admission.offences import defaults_break
    from podlint.admission.wording import named, share
    from podlint.models.limit_range import LimitRange

    for owner in objects.whole(LimitRange):
        for breach, default in defaults_break(owner):
            resource, bound = named(breach.resource), breach.bound
            if breach.ratio is not None:
                times = share(breach.ratio)
                what = f"default limit of {resource} is {times} times the default request"
                what += f", above the ratio of {bound.amount}"
            else:
                what = f"default {breach.which} of {resource} ({breach.amount}) is above"
                what += f" the maximum of a whole Pod ({bound.amount})"
            yield Problem(
                what,
                at=bound.at,
                related=(Related("the default", default.at),),
                why="The API server rejects every Pod whose containers set no "
                f"{resource}, and controllers report `FailedCreate`.",
                help=f"Change the default of {resource}, or the bound.",
            )
