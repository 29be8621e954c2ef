"""An init container that waits for the Service of its own Pod."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    Container,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.pods.commands.connections import Connection


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Init:0/1` forever during the first rollout; the Service has no "
        "endpoints; `connection refused` in the log of the init container"
    ),
    asks_for=("initContainers",),
    bad="""
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
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z web.default 80; do sleep 2; done"]  # finding
               #  ^^^^^^^
              containers:
                - name: web
                  image: nginx:1.27
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        """,
    good=(
        """
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
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z db 5432; do sleep 2; done"]
                - name: elsewhere
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z web.other 80; do sleep 2; done"]
                - name: resolve
                  image: busybox:1.36
                  command: [sh, -c, "until nslookup web; do sleep 2; done"]
              containers:
                - name: web
                  image: nginx:1.27
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
          namespace: shop
        spec:
          selector: {app: db}
          ports: [{port: 5432}]
        """,
        """
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
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nslookup db; do sleep 2; done; nc -z db-0.db 5432"]
                - name: clone
                  image: db:9
                  command:
                    - bash
                    - -c
                    - |
                      ordinal=${HOSTNAME##*-}
                      [[ $ordinal -eq 0 ]] && exit 0
                      ncat --recv-only db-$(($ordinal-1)).db 3307 | restore -C /data
              containers:
                - name: db
                  image: db:9
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
        spec:
          clusterIP: None
          publishNotReadyAddresses: true
          selector: {app: db}
          ports: [{port: 5432}]
        """,
    ),
)
def waits_for_own_service(objects: ObjectSet) -> Problems:
    """An init container connects to a Service that selects only the Pods of its own workload.

    A Service sends no requests to Pods that are not ready, and a Pod is not ready until its init
    containers have exited. During the first rollout, no Pod is ready, so the wait never ends. The
    wait also never ends after an outage of all Pods. A DNS lookup alone hangs only if the Service
    is headless.

    Remove the wait, or do the work in a Job that runs after the rollout.
    """
    services = {service.name: service for service in objects.of(Service) if service.spec}
    pods = [pod for pod in objects.whole_pods() if pod.spec.init_containers] if services else []
    if not pods:
        return
    # Imported here, because most sets of objects do not need it.
    from podlint.pods.commands.connections import connections_of
    from podlint.pods.commands.words import command_line

    for pod in pods:
        for container in pod.spec.init_containers:
            if container.sort != "init":
                continue
            for connection in connections_of(command_line(container)):
                service = services.get(connection.host.partition(".")[0])
                if service and _is_own(objects, pod, service, connection):
                    yield _problem(container, service)
                    break


def _is_own(objects: ObjectSet, pod: PodTarget, service: Service, connection: Connection) -> bool:
    """Whether only the Pods of this workload could respond, and they are not ready."""
    spec, namespace = service.spec, service.namespace
    if spec is None or spec.publish_not_ready_addresses or spec.type == "ExternalName":
        return False
    _, _, rest = connection.host.partition(".")
    asked = rest.partition(".")[0]
    if asked and namespace and asked != namespace:
        return False
    if connection.resolves and spec.cluster_ip != "None":
        return False
    selected = list(objects.selected(spec.selector, namespace))
    return bool(selected) and all(each.owner is pod.owner for each in selected)


def _problem(container: Container, service: Service) -> Problem:
    return Problem(
        f"init container `{container}` waits for Service "
        f"`{shortened(service.name or '', 30)}`, which selects only this workload's Pods",
        at=container.words_at,
        key=True,
        related=(Related("the Service selects this Pod", service.at / "spec" / "selector"),),
        why="The Service has no ready endpoints until the init containers have exited, so the "
        "first Pods stay in `Init` forever.",
        help="Remove the wait, or do this work in a Job that runs after the rollout.",
    )
