"""A Pod whose host name is in a subdomain that does not exist."""

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
    symptom="no such host, bad address: the Pod's own name in its subdomain is not in DNS",
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
    """A Pod names a subdomain that no headless Service of the unit serves.

    A Pod with `hostname` and `subdomain` has a name in DNS, `HOSTNAME.SUBDOMAIN`, if there is a
    [headless Service](https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields)
    that is called as the subdomain and selects the Pod. The names of the Pods of an Indexed Job
    depend on it, too.

    Add a Service with that name, `clusterIP: None` and a selector for the Pods. Nothing is said
    where the unit has no Service at all.
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
        fault = _fault(service, pod) if isinstance(service, Service) else f"no Service {name}"
        if fault and not (service and objects.is_fragment(service)):
            yield Problem(
                f"there is {fault}, so the names of these Pods in subdomain {name} are not in DNS",
                at=pod.spec.at / "subdomain",
                related=(Related("the Service", service.at / "spec"),) if service else (),
                why="No such host.",
                help=f"Give Service {name} clusterIP: None and a selector for the Pods.",
            )


def _fault(service: Service, pod: PodTarget) -> str | None:
    spec = service.spec
    if spec and spec.cluster_ip != "None":
        return f"a Service {service.name}, but not a headless one"
    labels = pod.labels
    if spec and any(labels.get(key) != value for key, value in spec.selector.items()):
        return f"a headless Service {service.name}, but it does not select them"
    return None
