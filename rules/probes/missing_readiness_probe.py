"""A container that receives requests but has no readiness probe."""

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
from podlint.models.workloads import RUN_TO_COMPLETION
from podlint.relations.traffic import running, sender

_OF_OTHERS = ("argoproj.io/Rollout", "apps.kruise.io/DaemonSet", "apps.kruise.io/StatefulSet")
_ROLLED_OUT = frozenset(("Deployment", "StatefulSet", "DaemonSet", *_OF_OTHERS))
"""Kinds that replace Pods one by one and wait for each to be ready."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`connection refused`, or 502 and 503 from the ingress, for a few seconds "
        "during each rollout"
    ),
    similar={
        "no-readiness-probe": (
            "kube-linter reports every container without a readiness probe; this rule reports only "
            "containers that receive requests or that a rollout waits for."
        ),
        "readinessProbeMissing": (
            "Polaris reports every container without a readiness probe; this rule reports only "
            "containers that receive requests or that a rollout waits for."
        ),
        "CKV_K8S_9": (
            "Checkov reports every container without a readiness probe; this rule reports only "
            "containers that receive requests or that a rollout waits for."
        ),
        "C-0018": (
            "Kubescape reports every container without a readiness probe; this rule reports only "
            "containers that receive requests or that a rollout waits for."
        ),
        "pod-probes": (
            "kube-score expects one readiness probe in a Pod that a Service selects; this rule "
            "expects one in each container that receives requests."
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
            - name: metrics
              image: metrics:1
              ports: [{containerPort: 9100}]
              readinessProbe:
                tcpSocket: {port: 9100}
            - name: app  # finding
              image: app:1.4
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
    """A container that receives requests, or that a rollout waits for, has no readiness probe.

    A container without a readiness probe is ready as soon as it runs. A Service then sends requests
    before the program listens, and a rolling update removes the old Pods too early. A Pod is ready
    only if all its app containers and sidecars are ready.

    podlint reports containers that receive requests from a Service. If no Service selects the Pods
    of a workload that is rolled out, such as a Deployment, podlint reports the containers that
    declare ports. It does not report Jobs, or single Pods that no Service selects, because nothing
    depends on their readiness. It does not report a container with a startup probe, because the
    container is not ready until that probe has succeeded.

    Add a `readinessProbe` that makes a cheap request, similar to the requests of its clients.
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
    port = next((each.container_port for each in container.ports), None) or 8080
    advice = (
        "Add a `readinessProbe` with `httpGet` for a cheap endpoint, or at least with "
        f"`tcpSocket: {{port: {port}}}`."
    )
    if service:
        yield Problem(
            f"container `{container}` behind Service `{shortened(service.name or '', 30)}` "
            "has no readiness probe",
            at=container.at,
            related=(Related("this Service selects the Pod", service.at),),
            why="The Service sends requests as soon as the container runs, even if its program "
            "does not listen yet.",
            help=advice,
        )
    elif not services and container.ports and pod.owner.qualified_kind in _ROLLED_OUT:
        yield Problem(
            f"container `{container}` declares ports but has no readiness probe",
            at=container.at,
            why="A rollout can replace the next Pod before the new container listens.",
            help=advice,
        )
