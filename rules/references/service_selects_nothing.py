"""A Service whose selector misses the intended Pods."""

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
from podlint.document.shortening import shortened
from podlint.models.workloads import RUN_TO_COMPLETION
from podlint.relations.object_set import together


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`connection refused` or 503; `kubectl get endpointslices` shows no addresses"),
    similar={
        "dangling-service": (
            "kube-linter reports every Service that selects no Pods. This rule reports such a "
            "Service only if the manifests contain Pods that it should probably select."
        ),
        "service-targets-pod": (
            "kube-score reports every Service that selects no Pods. This rule reports such a "
            "Service only if the manifests contain Pods that it should probably select."
        ),
        "C-0293": (
            "Kubescape reports every Service that selects no Pods. This rule reports such a "
            "Service only if the manifests contain Pods that it should probably select."
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
        apiVersion: v1
        kind: Service
        metadata:
          name: metrics
          namespace: monitoring
        spec:
          selector: {k8s-app: metrics}  # finding
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: metrics
        spec:
          selector:
            matchLabels: {app: metrics}
          template:
            metadata:
              labels: {app: metrics}
            spec:
              containers:
                - name: app
                  image: app:1.4
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
          name: metrics
          namespace: monitoring
        spec:
          selector: {k8s-app: metrics}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: metrics
          namespace: other
        spec:
          selector:
            matchLabels: {app: metrics}
          template:
            metadata:
              labels: {app: metrics}
            spec:
              containers:
                - name: app
                  image: app:1.4
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
    """A Service selects no Pods, although Pods with similar labels exist.

    A Service sends traffic to the Pods that have all labels in its selector. If no Pod has these
    labels, the Service has no endpoints, and Kubernetes reports no error. podlint reports a Service
    only if the manifests contain a workload of the same name, or Pods whose labels differ from
    the selector only by a typo. Any other Service may select Pods that are defined elsewhere.

    Copy the labels of the Pod template, not the labels of the workload, into the selector.
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
            f"Service `{service.name}` selects no Pods",
            at=spec.at / "selector",
            key=True,
            related=(Related("the Service is probably meant for these Pods", meant.at),),
            why=f"The Pods of {meant.owner.kind} {shortened(meant.owner.name or '', 40)} do not "
            f"match `{shortened(_missing(spec.selector, labels))}`.",
            help="Copy the labels of the Pod template into `spec.selector`.",
        )


def _namesake(service: Service, objects: ObjectSet) -> PodTarget | None:
    """The Pods of a workload with the Service's name; None if there is none or it is a fragment."""
    name = service.name
    namespace = service.namespace
    for pod in objects.whole_pods():
        if not name or pod.owner.name != name:
            continue
        if pod.owner.qualified_kind not in RUN_TO_COMPLETION and together(
            namespace, pod.owner.namespace
        ):
            return pod
    return None


def _missing(selector: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return ", ".join(
        f"{key}={value}" for key, value in selector.items() if labels.get(key) != value
    )
