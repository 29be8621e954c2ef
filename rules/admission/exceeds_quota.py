"""Pods or objects that need more than a ResourceQuota has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Place, Problem, Problems, Related, Severity, Spot, rule

if TYPE_CHECKING:
    from podlint.admission.object_counts import Surplus
    from podlint.admission.quota_sums import Excess


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "fewer Pods than `replicas`, and the event `FailedCreate` with `exceeded quota: compute, "
        "requested: requests.cpu=1`; for a Pod or Service, `kubectl apply` fails with this message"
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
          hard: {requests.cpu: "2", limits.memory: 4Gi}
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
                  resources:
                    requests: {cpu: "1", memory: 512Mi}
                    limits: {memory: 512Mi}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: report
          namespace: shop
        spec:
          containers:
            - name: report
              image: report:2.0
              resources:
                limits: {cpu: 500m, memory: 6Gi}  # finding
                #                           ^^^
        """,
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: objects
        spec:
          hard:
            services.loadbalancers: "1"  # finding
            #                       ^^^
            pods: "4"  # finding
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {type: LoadBalancer, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: admin}
        spec: {type: LoadBalancer, ports: [{port: 81}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          replicas: 2
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
    ),
    good=(
        """
        # The quota is exactly enough; one large init container does not add up with the rest.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.cpu: "2", pods: "2"}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 2
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              initContainers:
                - {name: check, image: "db:16", resources: {requests: {cpu: "1"}}}
              containers:
                - {name: db, image: "db:16", resources: {requests: {cpu: "1"}}}
        """,
        """
        # The scopes select other Pods, and a CronJob runs nothing most of the time.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: jobs}
        spec:
          hard: {pods: "1"}
          scopes: [Terminating]
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: all}
        spec:
          hard: {pods: "3"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: report}
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  activeDeadlineSeconds: 600
                  containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # A Job that runs its Pods one after the other: finished Pods do not count.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.memory: 2Gi, pods: "2"}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: report}
        spec:
          completions: 50
          parallelism: 2
          template:
            spec:
              restartPolicy: Never
              containers:
                - {name: app, image: "app:1.4", resources: {requests: {memory: 1Gi}}}
        """,
        """
        # The two manifests of the Deployment are alternatives; the autoscaler decides the replicas.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "3"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 10
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: app, image: "app:2.0"}]
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 20
        """,
        """
        # Services without node ports; a DaemonSet runs on an unknown number of nodes.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: objects}
        spec:
          hard: {services.loadbalancers: "1", services.nodeports: "0", pods: "1", services: "2"}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          type: LoadBalancer
          allocateLoadBalancerNodePorts: false
          ports: [{port: 80}, {name: tls, port: 443}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Another namespace, and numbers that another tool fills in.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods, namespace: test}
        spec:
          hard: {pods: "1", limits.memory: "${QUOTA}"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 10
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - {name: app, image: "app:1.4", resources: {limits: {memory: 64Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: filled, namespace: test}
        spec:
          replicas: ${REPLICAS}
          selector: {matchLabels: {app: filled}}
          template:
            metadata: {labels: {app: filled}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
    ),
)
def exceeds_quota(objects: ObjectSet) -> Problems:
    """Pods or other objects need more than a ResourceQuota of their namespace has.

    A [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) limits what all
    objects of a namespace use together. The API server rejects a Pod, a claim or a Service that
    would exceed it. `kubectl apply` accepts a workload, but only as many of its Pods are created as
    fit. For each resource, a Pod counts the larger of what its init containers and its other
    containers request, plus the overhead of its RuntimeClass. Limits and LimitRanges set missing
    requests.

    podlint multiplies this with `replicas`, with `minReplicas` of an autoscaler, or with
    `parallelism`. It assumes that nothing else uses the quota. Finished Pods count only for
    `count/pods`. The sum over several workloads or objects is a warning.

    Lower the requests or the number of Pods, or raise the quota.
    """
    from podlint.admission.object_counts import surpluses
    from podlint.admission.quota_sums import counted, excesses

    for quota, needed in counted(objects):
        seen = set[Place | Spot]()
        for excess in sorted(excesses(quota, needed), key=_room):
            problem = _of_one(excess) if len(excess.demands) == 1 else _of_several(excess)
            if problem.at not in seen:
                seen.add(problem.at)
                yield problem
    for surplus in surpluses(objects):
        yield _of_objects(surplus)


def _room(excess: Excess) -> float:
    """The share of what is needed that the quota has."""
    return excess.quota.hard[excess.name].amount.nano / excess.need.nano


def _of_one(excess: Excess) -> Problem:
    from podlint.admission.wording import consequence, named, title

    (demand,) = excess.demands
    most, ruler = excess.quota.hard[excess.name], title(excess.quota.owner)
    each, name = demand.used[excess.name], named(excess.name)
    related = (Related(f"the amount in {ruler}", most.at),)
    if each > most.amount:
        return Problem(
            f"a Pod uses {each} of {name}, but {ruler} has only {most.amount}",
            at=demand.place_of(excess.name),
            related=related,
            why=consequence(demand.owner),
            help=f"Lower the amount to {most.amount} or less, or raise the quota.",
        )
    room = most.amount.nano // each.nano
    is_job = demand.owner.qualified_kind in ("Job", "CronJob")
    stored = is_job and excess.name == "count/pods"
    return Problem(
        f"{excess.pods} Pods use {excess.need} of {name}, but {ruler} has only {most.amount}",
        at=demand.count.at or demand.owner.at,
        related=related,
        why=(
            f"The Job stops after {room} Pods, because the quota also counts finished Pods."
            if stored
            else f"Only {room} of {excess.pods} Pods run at a time. Events show `FailedCreate`."
        ),
        help=f"Lower the number of Pods to {room} or what each of them uses, or raise the quota.",
        severity=Severity.WARNING if is_job and not stored else None,
    )


def _of_several(excess: Excess) -> Problem:
    from podlint.admission.wording import named, title

    most, name = excess.quota.hard[excess.name], named(excess.name)
    return Problem(
        f"{excess.pods} Pods of {len(excess.demands)} workloads use {excess.need} of {name}, "
        f"more than {most.amount}",
        at=most.at,
        related=tuple(
            Related(
                f"{each.count.at_rest} Pods of {title(each.owner)}",
                each.count.at or each.owner.at / "kind",
            )
            for each in excess.demands[:5]
        ),
        why="The API server rejects the Pods that do not fit. Events show `FailedCreate`.",
        help="Raise the quota, or lower what the workloads use.",
        severity=Severity.WARNING,
    )


def _of_objects(surplus: Surplus) -> Problem:
    from podlint.admission.wording import named, title

    most, name = surplus.quota.hard[surplus.name], named(surplus.name)
    several = len(surplus.objects) > 1
    users = (
        f"{len(surplus.objects)} objects need"
        if several
        else f"{title(surplus.objects[0][0])} needs"
    )
    return Problem(
        f"{users} {surplus.need} of {name}, more than {most.amount}",
        at=most.at,
        related=tuple(Related(title(obj), place / "kind") for obj, place in surplus.objects[:5]),
        why="The API server rejects the objects that do not fit.",
        help="Raise the quota, or remove what does not fit.",
        severity=Severity.WARNING if several else None,
    )
