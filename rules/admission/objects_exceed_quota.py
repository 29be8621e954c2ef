"""Objects of a namespace that together need more than a ResourceQuota has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule

if TYPE_CHECKING:
    from podlint.admission.object_counts import Surplus
    from podlint.admission.quota_sums import Excess


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`kubectl apply` fails for some objects with `exceeded quota: objects, requested: "
        "services.loadbalancers=1`; for workloads, the event `FailedCreate` with this message"
    ),
    asks_for=("ResourceQuota",),
    bad=(
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
        # Exactly enough; a quota of Pods with a deadline counts no Services.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: objects}
        spec:
          hard: {count/configmaps: "1", requests.storage: 30Gi, persistentvolumeclaims: "3"}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: jobs}
        spec:
          hard: {pods: "1"}
          scopes: [Terminating]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 3
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers: [{name: db, image: "db:16"}]
          volumeClaimTemplates:
            - metadata: {name: data}
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
        """,
        """
        # A CronJob runs nothing most of the time; a Deployment can be scaled to zero.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: pods}
        spec:
          hard: {pods: "1"}
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
                  containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: app, image: "app:1.4"}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: idle}
        spec:
          replicas: 0
          selector: {matchLabels: {app: idle}}
          template:
            metadata: {labels: {app: idle}}
            spec:
              containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Another namespace.
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: objects, namespace: test}
        spec:
          hard: {services: "0", configmaps: "0"}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{port: 80}]}
        """,
    ),
)
def objects_exceed_quota(objects: ObjectSet) -> Problems:
    """Several workloads or other objects together need more than a ResourceQuota allows.

    A [ResourceQuota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) limits the total
    that all objects in a namespace use: the requests and limits of Pods, storage, and the number of
    objects of each kind. The API server rejects the objects that are created last, such as a Pod or
    a second Service of type LoadBalancer.

    podlint adds up the Pods of all workloads in the namespace, and the claims of StatefulSets. It
    does not count the Pods of DaemonSets and CronJobs. It counts objects with the same name once.
    If a single workload needs too much, `exceeds-quota` reports it.

    Raise the quota, or lower what the objects need.
    """
    from podlint.admission.object_counts import surpluses
    from podlint.admission.quota_sums import counted, excesses_of_all

    for quota, needed in counted(objects):
        for excess in excesses_of_all(quota, needed):
            yield _of_workloads(excess)
    for surplus in surpluses(objects):
        yield _of_objects(surplus)


def _of_workloads(excess: Excess) -> Problem:
    from podlint.admission.wording import counted_name, title

    most, name = excess.quota.hard[excess.name], counted_name(excess.name)
    return Problem(
        f"{excess.pods} Pods of {len(excess.demands)} workloads use {excess.need} of {name}, "
        f"but the quota is {most.amount}",
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
    )


def _of_objects(surplus: Surplus) -> Problem:
    from podlint.admission.wording import counted_name, title

    most, name = surplus.quota.hard[surplus.name], counted_name(surplus.name)
    several = len(surplus.objects) > 1
    users = (
        f"{len(surplus.objects)} objects need"
        if several
        else f"{title(surplus.objects[0][0])} needs"
    )
    return Problem(
        f"{users} {surplus.need} of {name}, but the quota is {most.amount}",
        at=most.at,
        related=tuple(Related(title(obj), place / "kind") for obj, place in surplus.objects[:5]),
        why="The API server rejects the objects that do not fit.",
        help="Raise the quota, or remove the objects that do not fit.",
        severity=None if several else Severity.ERROR,
    )
