"""A container that receives requests but has no preStop hook."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.workloads import ON_EACH_NODE
from podlint.relations.traffic import running, sender

_ROLLED_OUT = frozenset(("Deployment", "argoproj.io/Rollout", *ON_EACH_NODE))


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`connection refused`, or 502 from the ingress, for a few requests during each rollout"
    ),
    asks_for=("Service",),
    bad=(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: http}]
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
              initContainers:
                - name: proxy  # finding
                #       ^^^^^
                  image: proxy:2
                  restartPolicy: Always
                  ports: [{name: http, containerPort: 8080}]
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
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
              containers:
                - name: app  # finding
                  image: app:1.4
        """,
    ),
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
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
                  ports: [{containerPort: 8080}]
                  lifecycle:
                    preStop:
                      sleep: {seconds: 5}
                - name: helper
                  image: helper:1
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: worker
        spec:
          selector:
            matchLabels: {app: worker}
          template:
            metadata:
              labels: {app: worker}
            spec:
              containers:
                - name: worker
                  image: worker:1.4
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            metadata:
              labels: {app: web}
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                  ports: [{containerPort: 8080}]
        """,
)
def missing_pre_stop(objects: ObjectSet) -> Problems:
    """A container behind a Service has no `preStop` hook, so it may stop while requests arrive.

    When a Pod is deleted, its containers get the stop signal and the Pod is [removed from its
    Services](https://kubernetes.io/docs/tutorials/services/pods-and-endpoint-termination-flow/) at
    the same time. All nodes and load balancers need a few seconds to receive the new list of
    endpoints. Requests that arrive in the meantime are lost if the program stops listening
    immediately, as many servers do. A server that continues to respond for a while after its stop
    signal needs no hook.

    Add `preStop: {sleep: {seconds: 5}}` (Kubernetes 1.30 and later), or `exec` with `sleep 5`.
    """
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind not in _ROLLED_OUT:
            continue
        services = objects.services_of(pod)
        for container in running(pod) if services else ():
            service = sender(container, pod, services)
            if service is None or (container.lifecycle and container.lifecycle.pre_stop):
                continue
            yield Problem(
                f"container `{container}` behind Service "
                f"`{shortened(service.name or '', 30)}` has no `preStop` hook",
                at=container.at,
                related=(Related("Service that sends requests", service.at),),
                why="For a few seconds after the stop signal, the Service still sends requests, "
                "which are lost if the program stops immediately.",
                help="Add `lifecycle: {preStop: {sleep: {seconds: 5}}}`. Before Kubernetes 1.30, "
                "use `exec` with `command: [sleep, '5']`.",
            )
