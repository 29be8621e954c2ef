"""A rolling update that needs one Pod more than a ResourceQuota allows."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom=(
        "`kubectl rollout status` hangs, and the new ReplicaSet has the event `FailedCreate` with "
        "`exceeded quota`"
    ),
    asks_for=("ResourceQuota",),
    bad=(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: compute
          namespace: shop
        spec:
          hard: {requests.cpu: "3"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          replicas: 3  # finding
          #         ^
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  resources: {requests: {cpu: "1"}}
        """,
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "10"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 10  # finding
          strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 0}}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
    ),
    good=(
        """
        # The quota allows one more Pod, so the update replaces the Pods one by one.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "11"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 10
          strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 0}}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # With 4 replicas, 25% is one Pod that may be missing during the update.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "4"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 4
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Recreate, and a StatefulSet: both stop the old Pod first.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "2"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers: [{name: app, image: "db:16"}]
        """,
        """
        # The quota has a scope that excludes the Deployment, and it counts no Pods.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: jobs}
        spec:
          hard: {pods: "1"}
          scopes: [Terminating]
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: objects}
        spec:
          hard: {count/deployments.apps: "1", requests.cpu: "1"}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, defaultRequest: {cpu: 100m}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Scaled to zero, and an amount that another tool fills in.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.memory: 1Gi}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 0
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - {name: app, image: "app:1.4", resources: {requests: {memory: 1Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec:
              containers:
                - {name: app, image: "app:1.4", resources: {requests: {memory: "${MEMORY}"}}}
        """,
    ),
)
def update_exceeds_quota(objects: ObjectSet) -> Problems:
    """A rolling update needs one more Pod than a ResourceQuota allows.

    If `maxUnavailable` is 0 after rounding, an update of a Deployment first starts a new Pod. It
    stops an old Pod only when the new Pod is ready. By default, `maxUnavailable` is 25% rounded
    down, which is 0 for fewer than four replicas. If a
    [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) allows the current
    Pods but no additional Pod, the new Pod is rejected, and the update never ends. The old Pods
    keep running, so the Deployment stays available with the old version.

    Raise the quota by one Pod, or set `maxUnavailable: 1` and `maxSurge: 0`.
    """
    from podlint.admission.quota_sums import counted, stuck_updates
    from podlint.admission.wording import counted_name, title

    for quota, needed in counted(objects):
        ruler = title(quota.owner)
        for excess in stuck_updates(quota, needed):
            (demand,) = excess.demands
            most = quota.hard[excess.name]
            yield Problem(
                f"with one more Pod, an update uses {excess.need} of {counted_name(excess.name)}, "
                f"but {ruler} has {most.amount}",
                at=demand.count.at or demand.owner.at,
                related=(Related(f"the amount in {ruler}", most.at),),
                why="An update starts a new Pod before it stops an old Pod. The new Pod is "
                "rejected, and the update never ends.",
                help="Raise the quota by one Pod, or set `maxUnavailable: 1` and `maxSurge: 0`.",
            )
