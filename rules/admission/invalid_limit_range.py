"""A LimitRange that the API server rejects."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`kubectl apply` fails with `spec.limits[0]` and `Invalid value`",
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
              max: {memory: 512Mi}
              default:
                memory: 1Gi  # finding
                #       ^^^
            - type: Pod
              defaultRequest: {cpu: 100m}  # finding
            - type: container  # finding
              min: {cpu: 100m}
        """,
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: claims
        spec:
          limits:
            - type: PersistentVolumeClaim  # finding
              default: {storage: 1Gi}
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - type: Container
              max: {memory: 512Mi}
              min: {cpu: 100m, memory: 32Mi}
              default: {memory: 512Mi}
              defaultRequest: {cpu: 0.1, memory: 32Mi}
              maxLimitRequestRatio: {memory: "16"}
            - type: Pod
              max: {cpu: "1", nvidia.com/gpu: "2"}
            - type: PersistentVolumeClaim
              max: {storage: 1Gi}
        """,
        """
        # The same amounts in other units.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - type: Container
              max: {memory: 1Gi}
              default: {memory: 1024Mi}
              min: {memory: 1073741824}
        """,
        """
        # Amounts that another tool fills in.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - {type: Container, max: {memory: "${MAX}"}, default: {memory: 64Gi}}
            - {type: "${TYPE}", max: {memory: 1Gi}}
            - {type: PersistentVolumeClaim, max: {storage: "${STORAGE}"}}
        """,
        """
        # A patch contains only the fields that it changes.
        # file: kustomization.yaml
        resources: [limits.yaml]
        patches: [{path: patch.yaml}]
        # file: limits.yaml
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: PersistentVolumeClaim, max: {storage: 1Gi}}]
        # file: patch.yaml
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: PersistentVolumeClaim}]
        """,
        """
        # A custom type has its own rules.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: openshift.io/Image, max: {storage: 1Gi}}]
        """,
    ),
)
def invalid_limit_range(objects: ObjectSet) -> Problems:
    """The API server rejects a LimitRange.

    In each item of a [LimitRange](https://kubernetes.io/docs/concepts/policy/limit-range/), the
    minimum, default request, default limit and maximum of a resource must not contradict each
    other. The ratio of limit to request must be at least 1 and at most the maximum divided by the
    minimum. Each type can occur only once. Only the type `Container` can have defaults. The type
    `PersistentVolumeClaim` needs a minimum or maximum for `storage`.

    Without the LimitRange, containers in its namespace have no default limits.
    """
    from podlint.admission.limit_range_faults import faults_of
    from podlint.models.limit_range import LimitRange

    for owner in objects.whole(LimitRange):
        for fault in faults_of(owner):
            yield Problem(
                fault.text,
                at=fault.at,
                key=fault.key,
                related=(Related("the other amount", fault.other),) if fault.other else (),
                why="The API server rejects the LimitRange, so it sets no defaults and no bounds.",
                help=fault.help,
            )
