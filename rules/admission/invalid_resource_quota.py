"""A ResourceQuota that the API server rejects."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`kubectl apply` fails with `spec.hard` and `must be a standard resource for quota`",
    asks_for=("ResourceQuota",),
    bad=(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: compute
        spec:
          hard:
            limit.memory: 8Gi  # finding
          # ^^^^^^^^^^^^
            pods: "1.5"  # finding
          scopes: [besteffort]  # finding
        """,
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: best-effort
        spec:
          hard: {pods: "10", requests.cpu: "4"}
          scopeSelector:
            matchExpressions:
              - scopeName: BestEffort  # finding
                operator: Exists
              - scopeName: PriorityClass
                operator: In  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard:
            requests.cpu: "4"
            limits.memory: 8Gi
            pods: "10"
            requests.nvidia.com/gpu: "2"
            count/deployments.apps: "5"
            hugepages-2Mi: 64Mi
            gold.storageclass.storage.k8s.io/requests.storage: 100Gi
            services.loadbalancers: "0"
        """,
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: scoped}
        spec:
          hard: {pods: "10", requests.cpu: 500m}
          scopes: [NotTerminating, NotBestEffort]
          scopeSelector:
            matchExpressions:
              - {scopeName: PriorityClass, operator: In, values: [high]}
        """,
        """
        # An extended resource has no scope.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: devices}
        spec:
          hard: {requests.nvidia.com/gpu: "2", pods: "4"}
          scopes: [NotTerminating]
        """,
        """
        # Values that another tool fills in.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: filled}
        spec:
          hard: {pods: "${PODS}", requests.cpu: "${CPU}"}
          scopes: ["${SCOPE}"]
        """,
        """
        # A scope of claims, and no amounts at all.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: claims}
        spec:
          hard: {persistentvolumeclaims: "4", requests.storage: 1Ti}
          scopeSelector:
            matchExpressions:
              - {scopeName: VolumeAttributesClass, operator: In, values: [gold]}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: empty}
        spec: {}
        """,
    ),
)
def invalid_resource_quota(objects: ObjectSet) -> Problems:
    """The API server rejects a ResourceQuota.

    A [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) can count a fixed
    set of names, such as `requests.cpu`, `limits.memory`, `pods` and `services.loadbalancers`, and
    names with a slash, such as `requests.nvidia.com/gpu` and `count/jobs.batch`. Object counts must
    be whole numbers. Each scope applies only to some of these names. `BestEffort` applies only to
    `pods`. Most other scopes apply to `pods`, and to requests and limits of CPU and memory.

    Without the quota, nothing limits what its namespace uses.
    """
    from podlint.admission.quota_faults import faults_of
    from podlint.models.resource_quota import ResourceQuota

    for owner in objects.whole(ResourceQuota):
        for fault in faults_of(owner):
            yield Problem(
                fault.text,
                at=fault.at,
                key=fault.key,
                related=(Related("the resource", fault.other),) if fault.other else (),
                why="The API server rejects the ResourceQuota, so nothing limits the namespace.",
                help=fault.help,
            )
