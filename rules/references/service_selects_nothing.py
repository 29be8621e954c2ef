"""A Service whose selector misses the Pods that it is meant for."""

from collections.abc import Mapping

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
from podlint.models.workloads import RUN_TO_COMPLETION


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="connection refused or 503; kubectl get endpointslices shows no addresses",
    similar={
        "dangling-service": (
            "kube-linter reports every Service that selects no Pod of the input, this rule only "
            "where the Pods that are meant can be told."
        ),
        "service-targets-pod": (
            "kube-score reports every Service that selects no Pod of the input, this rule only "
            "where the Pods that are meant can be told."
        ),
        "C-0293": (
            "Kubescape reports every Service that selects no Pod of the input, this rule only "
            "where the Pods that are meant can be told."
        ),
    },
    asks_for=("Service",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web, tier: front}  # finding
        # ^^^^^^^^
          ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: frontend
        spec:
          selector: {app: wbe}  # finding
          ports: [{port: 80}]
        ---
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
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: elsewhere
        spec:
          selector: {app: elsewhere}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def service_selects_nothing(objects: ObjectSet) -> Problems:
    """A Service selects no Pod, though Pods that are probably meant have nearly its labels.

    A Service sends its traffic to the Pods that have all labels of its selector. If none has, it
    has no endpoints, and nothing says so. Only Services are reported beside which the unit has a
    workload of the same name, or Pods whose labels differ by a slip of the pen: the Pods of others
    may come from elsewhere.

    Write the labels of the Pod template into the selector, not those of the workload.
    """
    if not objects.complete:
        return
    for service in objects.whole(Service):
        spec = service.spec
        if spec is None or not spec.selector:
            continue
        if next(objects.selected(spec.selector, service.namespace), None):
            continue
        meant = _namesake(service, objects) or objects.nearly_selected(
            spec.selector, service.namespace
        )
        if meant is None:
            continue
        labels = meant.labels
        yield Problem(
            "the Service selects no Pod",
            at=spec.at / "selector",
            key=True,
            related=(Related("the Pods that are probably meant", meant.at),),
            why=f"Those of {meant.owner.kind} {meant.owner.name} have no label "
            f"{_missing(spec.selector, labels)}.",
            help="Write the labels of the Pods here.",
        )


def _namesake(service: Service, objects: ObjectSet) -> PodTarget | None:
    """The Pods of a workload that is called as the service, if there is one and it is whole."""
    name = service.name
    namespace = service.namespace
    for pod in objects.whole_pods():
        if not name or pod.owner.name != name:
            continue
        if pod.owner.qualified_kind not in RUN_TO_COMPLETION and pod.owner.namespace == namespace:
            return pod
    return None


def _missing(selector: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return ", ".join(
        f"{key}={value}" for key, value in selector.items() if labels.get(key) != value
    )
