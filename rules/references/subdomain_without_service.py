"""A Pod whose subdomain has no headless Service."""

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
from podlint.relations.object_set import together


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`no such host` or `bad address`, because the Pod's own name in its subdomain is not in DNS"
    ),
    asks_for=("subdomain",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: peers
        spec:
          clusterIP: None
          selector: {app: peer}
          ports: [{port: 7000}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: spread
        spec:
          selector: {app: peer}
          ports: [{port: 7000}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: peer-0
          labels: {app: peer}
        spec:
          hostname: peer-0
          subdomain: pears  # finding
          #          ^^^^^
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: peer-1
          labels: {app: peer}
        spec:
          hostname: peer-1
          subdomain: spread  # finding
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
          labels: {app: other}
        spec:
          hostname: other
          subdomain: peers  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: peers
        spec:
          clusterIP: None
          selector: {app: peer}
          ports: [{port: 7000}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: external
        spec:
          clusterIP: None
          ports: [{port: 7000}]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: work
        spec:
          completionMode: Indexed
          template:
            metadata:
              labels: {app: peer}
            spec:
              subdomain: peers
              restartPolicy: Never
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
        spec:
          hostname: other
          subdomain: external
          containers:
            - name: app
              image: app:1.4
        """,
)
def subdomain_without_service(objects: ObjectSet) -> Problems:
    """A Pod sets a `subdomain` that no headless Service in the manifests provides.

    A Pod with `hostname` and `subdomain` gets the DNS name `HOSTNAME.SUBDOMAIN` if a [headless
    Service](https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields)
    has the name of the subdomain and selects the Pod. The DNS names of the Pods of an Indexed Job
    depend on such a Service as well. podlint reports nothing if the manifests contain no Services.

    Add a Service with the name of the subdomain, `clusterIP: None` and a selector that matches the
    Pods.
    """
    services = list(objects.of(Service)) if objects.all_read else []
    for pod in objects.whole_pods() if services else ():
        name = pod.spec.subdomain
        if not name:
            continue
        namespace = pod.owner.namespace
        service = objects.find("Service", name, pod.owner)
        if service is None and not (
            objects.complete and any(together(namespace, each.namespace) for each in services)
        ):
            continue
        fault = _fault(service, pod) if isinstance(service, Service) else "is not defined"
        if fault and not (service and objects.is_fragment(service)):
            yield Problem(
                f"Service `{name}` for the Pod's `subdomain` {fault}",
                at=pod.spec.at / "subdomain",
                related=(Related("the Service is defined here", service.at / "spec"),)
                if service
                else (),
                why="The Pods have no DNS names in this subdomain: lookups fail with "
                "`no such host`.",
                help=f"{'Give' if service else 'Add'} Service `{name}` {'' if service else 'with '}"
                "`clusterIP: None` and a `selector` that matches the Pods.",
            )


def _fault(service: Service, pod: PodTarget) -> str | None:
    spec = service.spec
    if spec and spec.cluster_ip != "None":
        return "is not headless"
    labels = pod.labels
    if spec and any(labels.get(key) != value for key, value in spec.selector.items()):
        return "does not select the Pod"
    return None
