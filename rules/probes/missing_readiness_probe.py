"""A container that gets requests does not say when it is ready."""

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
from podlint.models.workloads import RUN_TO_COMPLETION
from podlint.relations.traffic import running, sender

_OF_OTHERS = ("argoproj.io/Rollout", "apps.kruise.io/DaemonSet", "apps.kruise.io/StatefulSet")
_ROLLED_OUT = frozenset(("Deployment", "StatefulSet", "DaemonSet", *_OF_OTHERS))
"""Kinds that replace Pods one after another, each when the one before is ready."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="connection refused, or 502 and 503 from the ingress, for some seconds at every "
    "rollout",
    similar={
        "no-readiness-probe": (
            "kube-linter asks every container, this rule only those that get requests or that a "
            "rollout waits for."
        ),
        "readinessProbeMissing": (
            "Polaris asks every container, this rule only those that get requests or that a "
            "rollout waits for."
        ),
        "CKV_K8S_9": (
            "checkov asks every container, this rule only those that get requests or that a "
            "rollout waits for."
        ),
        "C-0018": (
            "Kubescape asks every container, this rule only those that get requests or that a "
            "rollout waits for."
        ),
        "pod-probes": (
            "kube-score asks the Pod for one readiness probe, if a Service selects it, this rule "
            "each container that gets requests."
        ),
    },
    asks_for=("Service", "template"),
    bad=(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app  # finding
            #       ^^^
              image: app:1.4
            - name: helper
              image: helper:1
        """,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
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
                - name: proxy  # finding
                  image: proxy:1.9
                  restartPolicy: Always
                  ports:
                    - containerPort: 9901
              containers:
                - name: app  # finding
                  image: app:1.4
                  ports:
                    - containerPort: 8080
        """,
    ),
    good=(
        """
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
                - name: migrate
                  image: app:1.4
                  command: [migrate]
              containers:
                - name: app
                  image: app:1.4
                  ports:
                    - containerPort: 8080
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                - name: worker
                  image: worker:1.4
                - name: started
                  image: app:1.4
                  ports:
                    - containerPort: 8081
                  startupProbe:
                    tcpSocket: {port: 8081}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
            - name: metrics
              image: metrics:1
              ports: [{containerPort: 9100}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: alone
        spec:
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: OnFailure
              initContainers:
                - name: proxy
                  image: proxy:1.9
                  restartPolicy: Always
                  ports: [{containerPort: 5432}]
              containers:
                - name: import
                  image: import:3
                  ports: [{containerPort: 9090}]
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: report:3
                      ports: [{containerPort: 9090}]
        """,
    ),
)
def missing_readiness_probe(objects: ObjectSet) -> Problems:
    """A container that gets requests, or that a rollout waits for, does not say when it is ready.

    Without a readiness probe a container counts as ready the moment it runs: a Service sends
    requests before the program listens, and a rolling update takes the old Pods away too early. A
    sidecar that opens ports makes the whole Pod ready or not, just as an app container. Reported
    are the containers behind the ports of a Service that selects the Pod; and, of workloads that
    are rolled out, those that list ports. Jobs and Pods that nothing selects need no readiness, and
    a container with a startup probe is not ready before that has succeeded.

    Add a `readinessProbe` that asks what a client would ask, and cheaply.
    """
    for pod in objects.whole_pods():
        if _ends(pod):
            continue
        services = tuple(each for each in objects.services_of(pod) if _waits(each))
        for container in running(pod):
            if container.readiness_probe is None and container.startup_probe is None:
                yield from _problem(container, pod, services)


def _ends(pod: PodTarget) -> bool:
    return (
        pod.owner.qualified_kind in RUN_TO_COMPLETION
        or pod.spec.effective_restart_policy != "Always"
    )


def _waits(service: Service) -> bool:
    """Whether a Service sends requests only to Pods that are ready."""
    return not (service.spec and service.spec.publish_not_ready_addresses)


def _problem(container: Container, pod: PodTarget, services: tuple[Service, ...]) -> Problems:
    service = sender(container, pod, services)
    if service:
        yield Problem(
            f"Service {service.name} sends requests to container {container.name} as soon as "
            "it runs, whether it listens or not",
            at=container.at,
            related=(Related("the Service", service.at),),
            help="Add a readinessProbe.",
        )
    elif not services and container.ports and pod.owner.qualified_kind in _ROLLED_OUT:
        yield Problem(
            f"container {container.name} opens ports but does not say when it is ready",
            at=container.at,
            why=f"A rollout of the {pod.owner.kind} goes on before it listens.",
            help="Add a readinessProbe.",
        )
