"""A Service whose selector misses the Pods that it is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podlint.finding import Problem, Profile, Related, Severity
from podlint.models.service import Service
from podlint.objects import ObjectSet
from podlint.rule import rule
from podlint.workloads import RUN_TO_COMPLETION, PodTarget


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="connection refused or 503; kubectl get endpointslices shows no addresses",
    mission=(2,),
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
    fields=("Service",),
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
def service_selects_nothing(objects: ObjectSet) -> Iterator[Problem]:
    """A Service selects no Pod, though Pods that are probably meant have nearly its labels.

    A Service sends its traffic to the Pods that have all labels of its selector. If none has, it
    has no endpoints, and nothing says so. Only Services are reported beside which the unit has a
    workload of the same name, or Pods whose labels differ by a slip of the pen: the Pods of others
    may come from elsewhere.

    Write the labels of the Pod template into the selector, not those of the workload.
    """
    if not objects.complete:
        return
    for service in objects.of(Service):
        spec = service.spec
        if spec is None or not spec.selector or objects.is_fragment(service):
            continue
        if next(objects.selected(spec.selector, service.namespace), None):
            continue
        meant = _namesake(service, objects) or objects.nearly_selected(
            spec.selector, service.namespace
        )
        if meant is None:
            continue
        labels = meant.metadata.labels if meant.metadata else {}
        yield Problem(
            f"the Service selects no Pod: those of {meant.owner.kind} {meant.owner.name} have no "
            f"label {_missing(spec.selector, labels)}; write the labels of the Pods here",
            at=spec.at / "selector",
            key=True,
            related=(Related("the Pods that are probably meant", meant.at),),
        )


def _namesake(service: Service, objects: ObjectSet) -> PodTarget | None:
    """The Pods of a workload that is called as the service, if there is one and it is whole."""
    name = service.name
    namespace = service.namespace
    for pod in objects.pods():
        if not name or pod.partial or pod.owner.name != name or objects.is_fragment(pod.owner):
            continue
        if pod.owner.qualified_kind not in RUN_TO_COMPLETION and pod.owner.namespace == namespace:
            return pod
    return None


def _missing(selector: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return ", ".join(
        f"{key}={value}" for key, value in selector.items() if labels.get(key) != value
    )
