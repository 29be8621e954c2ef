"""A Service whose name makes Kubernetes set a variable that a program misreads."""

from podlint.authoring import (
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
from podlint.pods.images.facts import Reads
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.relations.object_set import together


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says `port is deprecated` or `expected value of type`",
    asks_for=("Service",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: kafka
        spec:
          selector: {app: kafka}
          ports: [{port: 9092}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: broker
        spec:
          selector:
            matchLabels: {app: kafka}
          template:
            metadata:
              labels: {app: kafka}
            spec:
              containers:
                - name: broker
                  image: confluentinc/cp-kafka:7.7.0  # finding
                  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  ports: [{containerPort: 9092}]
                  env:
                    - {name: KAFKA_ADVERTISED_LISTENERS, value: "PLAINTEXT://kafka:9092"}
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: kafka
        spec:
          selector: {app: kafka}
          ports: [{port: 9092}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: schema-registry
        spec:
          clusterIP: None
          selector: {app: kafka}
          ports: [{port: 8081}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: broker
        spec:
          selector:
            matchLabels: {app: kafka}
          template:
            metadata:
              labels: {app: kafka}
            spec:
              enableServiceLinks: false
              containers:
                - name: broker
                  image: confluentinc/cp-kafka:7.7.0
                  ports: [{containerPort: 9092}]
                  env:
                    - {name: KAFKA_ADVERTISED_LISTENERS, value: "PLAINTEXT://kafka:9092"}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: others
        spec:
          selector:
            matchLabels: {app: others}
          template:
            metadata:
              labels: {app: others}
            spec:
              containers:
                - name: other-image
                  image: bitnami/kafka:latest
                - name: set-by-container
                  image: confluentinc/cp-kafka:7.7.0
                  env:
                    - {name: KAFKA_PORT, value: ""}
                    - {name: KAFKA_ADVERTISED_LISTENERS, value: "PLAINTEXT://kafka:9092"}
                - name: headless
                  image: confluentinc/cp-schema-registry:7.7.0
                  env:
                    - {name: SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS, value: "kafka:9092"}
        """,
)
def service_variable_collision(objects: ObjectSet) -> Problems:
    """A Service has a name for which Kubernetes sets a variable that the program misreads.

    In each container, the kubelet sets variables for the Services of the namespace: for a Service
    `kafka`, `KAFKA_PORT` is a URL such as `tcp://10.0.0.1:9092`. Some programs read a variable of
    this name as a setting of their own, and do not start.

    podlint knows such variables of well-known images. Headless Services and
    Services of the type ExternalName get no variables.

    Set `enableServiceLinks: false` in the Pod, so that it gets no such variables, or rename the
    Service.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        if pod.spec.enable_service_links is False:
            continue
        for container in pod.spec.all_containers:
            needs = needs_of(container.image or "")
            fact = needs.one(Reads) if needs else None
            if needs is None or fact is None or not runs_own_server(container, needs):
                continue
            if container.env_from or any(each.name == fact.variable for each in container.env):
                continue
            service = _service_of(fact.variable, pod, objects)
            if service is not None:
                yield Problem(
                    f"Service `{shortened(service.name or '', 30)}` sets `{fact.variable}` in "
                    f"container `{shortened(str(container), 30)}`",
                    at=container.at / "image",
                    part="name",
                    related=(Related("the Service", service.at / "metadata" / "name"),),
                    why=f"The value is a URL, and the program stops: `{shortened(fact.log, 100)}`.",
                    help="Set `enableServiceLinks: false` in the Pod, or rename the Service.",
                )


def _service_of(variable: str, pod: PodTarget, objects: ObjectSet) -> Service | None:
    """The Service for which the kubelet sets a variable in a Pod."""
    for service in objects.whole(Service):
        spec = service.spec
        if spec is None or spec.type == "ExternalName" or spec.cluster_ip == "None":
            continue
        name = (service.name or "").upper().replace("-", "_")
        if f"{name}_PORT" == variable and together(service.namespace, pod.owner.namespace):
            return service
    return None
