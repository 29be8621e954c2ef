"""A Service that sends traffic to different workloads."""

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


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=("`connection refused`, or the response of another program, for some of the requests"),
    similar={
        "require-unique-service-selector": (
            "Kyverno reports two Services with the same selector; this rule reports a Service "
            "that selects different programs."
        ),
    },
    asks_for=("Service",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: shop}  # finding
        # ^^^^^^^^
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: shop, tier: front}
          template:
            metadata:
              labels: {app: shop, tier: front}
            spec:
              containers:
                - name: app
                  image: web:1.4
                  ports: [{containerPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: shop, tier: back}
          template:
            metadata:
              labels: {app: shop, tier: back}
            spec:
              containers:
                - name: db
                  image: db:15
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: shop, tier: front}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: both-versions
        spec:
          selector: {app: api}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: shop, tier: front}
          template:
            metadata:
              labels: {app: shop, tier: front}
            spec:
              containers:
                - name: app
                  image: web:1.4
                  ports: [{containerPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api-stable
        spec:
          selector:
            matchLabels: {app: api, track: stable}
          template:
            metadata:
              labels: {app: api, track: stable}
            spec:
              containers:
                - name: api
                  image: api:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api-canary
        spec:
          selector:
            matchLabels: {app: api, track: canary}
          template:
            metadata:
              labels: {app: api, track: canary}
            spec:
              containers:
                - name: api
                  image: api:1.5
        """,
)
def service_selects_several_workloads(objects: ObjectSet) -> Problems:
    """A Service selects the Pods of workloads that run different programs.

    Requests go to any of these Pods. podlint does not report workloads whose Pods have a container
    name or an image in common, because these are probably two versions of one program. In all other
    cases, the selector probably lacks a label. podlint does not check the Pods of Jobs here.

    Add the label that distinguishes the workloads to the selector.
    """
    for service in objects.whole(Service):
        spec = service.spec
        if spec is None or not spec.selector or not spec.ports:
            continue
        programs: dict[frozenset[str], PodTarget] = {}
        for pod in objects.selected(spec.selector, service.namespace):
            if pod.owner.qualified_kind in RUN_TO_COMPLETION or objects.is_fragment(pod.owner):
                continue
            if not any(known & _program(pod) for known in programs):
                programs[_program(pod)] = pod
        if len(programs) > 1:
            first, second, *more = (
                f"{pod.owner.kind} {shortened(pod.owner.name or '', 18)}"
                for pod in programs.values()
            )
            owners = f"{first}, {second} and {len(more)} more" if more else f"{first} and {second}"
            yield Problem(
                f"Service `{shortened(service.name or '', 18)}` selects different programs: "
                f"{owners}",
                at=spec.at / "selector",
                key=True,
                related=tuple(
                    Related("the Service selects these Pods", pod.at) for pod in programs.values()
                )[:3],
                why="A request can go to a Pod of any of these workloads, including the wrong "
                "workload.",
                help="Add a label to the selector that only the intended Pods have.",
            )


def _program(pod: PodTarget) -> frozenset[str]:
    """What identifies the program of a Pod: the names and image repositories of its containers."""
    names = (each.name for each in pod.spec.containers)
    images = ((each.image or "").partition("@")[0].rpartition(":") for each in pod.spec.containers)
    repositories = (left or right for left, _, right in images)
    return frozenset(name for name in (*names, *repositories) if name)
