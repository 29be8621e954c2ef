"""A StatefulSet whose Service is not headless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from podlint.authoring import ObjectSet, Problem, Problems, Related, Service, Severity, rule
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.models.stateful_set import StatefulSet


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=("the members of a cluster do not find each other, with `no such host db-0.db`"),
    similar={
        "statefulset-has-servicename": (
            "kube-score also reports a StatefulSet whose Service is missing."
        ),
    },
    asks_for=("serviceName",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: db
        spec:
          selector: {app: db}
          ports: [{port: 5432}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db  # finding
          #            ^^
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: db
        spec:
          clusterIP: None
          selector: {app: db}
          ports: [{port: 5432}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
        """,
)
def stateful_set_without_headless_service(objects: ObjectSet) -> Problems:
    """The `serviceName` of a StatefulSet refers to a Service that is not headless.

    The [Service of a
    StatefulSet](https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations)
    gives the Pods their DNS names, such as `db-0.db`. Only a headless Service (`clusterIP: None`)
    gives them these names. A Service with a cluster IP distributes requests across all Pods.

    Add a headless Service, and set `serviceName` to its name. `serviceName` is immutable: delete
    the StatefulSet and create it again.
    """
    if not objects.all_read:
        return
    services = {(each.namespace, each.name): each for each in objects.of(Service)}
    for owner in _stateful_sets(objects):
        if owner.spec is None or not owner.spec.service_name or objects.is_fragment(owner):
            continue
        service = services.get((owner.namespace, owner.spec.service_name))
        if service is None or service.spec is None or objects.is_fragment(service):
            continue
        if service.spec.cluster_ip != "None":
            yield Problem(
                f"Service `{shortened(owner.spec.service_name, 30)}` of StatefulSet "
                f"{shortened(owner.name or '', 30)} is not headless",
                at=owner.spec.at / "serviceName",
                related=(Related("this Service has a cluster IP", service.spec.at),),
                why="The Pods of the StatefulSet get no DNS names such as "
                f"`{owner.name}-0.{owner.spec.service_name}`.",
                help="Add a Service with `clusterIP: None`, set `serviceName` to its name, and "
                "recreate the StatefulSet.",
            )


def _stateful_sets(objects: ObjectSet) -> Iterator[StatefulSet]:
    for each in objects.objects:
        # By name: the model is imported only if a manifest has a StatefulSet.
        if type(each).__name__ == "StatefulSet":
            yield cast("StatefulSet", each)
