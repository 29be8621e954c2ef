"""A readiness probe in the Pod of a Job."""

from podlint.authoring import Delete, Fix, ObjectSet, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("readinessProbe",),
    symptom="Unhealthy events for a Job's Pod and READY 0/1, without further effect",
    bad=(
        """
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
                  image: proxy:2
                  restartPolicy: Always
                  startupProbe:
                    tcpSocket: {port: 5432}
                  readinessProbe:  # finding
                    tcpSocket: {port: 5432}
              containers:
                - name: import
                  image: import:3
                  readinessProbe:  # finding
                # ^^^^^^^^^^^^^^
                    exec: {command: [test, -f, /tmp/ready]}
        """,
        """
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
                      readinessProbe:  # finding
                        httpGet: {path: /ready, port: 8080}
        """,
    ),
    fixed=(
        """
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
                  image: proxy:2
                  restartPolicy: Always
                  startupProbe:
                    tcpSocket: {port: 5432}
              containers:
                - name: import
                  image: import:3
        """,
    ),
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: workers
        spec:
          clusterIP: None
          selector: {app: workers}
          ports: [{port: 8080}]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: workers
        spec:
          template:
            metadata:
              labels: {app: workers}
            spec:
              restartPolicy: OnFailure
              containers:
                - name: worker
                  image: worker:3
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
        """,
)
def readiness_probe_on_job(objects: ObjectSet) -> Problems:
    """A container of a Job has a readiness probe that nothing uses.

    Readiness determines whether a Service sends requests to a Pod, and whether a rollout continues.
    A Job is not rolled out. If no Service in the manifests selects its Pods, a readiness probe only
    uses resources and creates events. A Job does not need a readiness probe, because it is complete
    when its program exits.

    Remove the probe. To make later containers wait for a sidecar, use a `startupProbe` on the
    sidecar. To limit the run time of a Job, use `activeDeadlineSeconds`.
    """
    if not objects.complete:
        return
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind not in ("Job", "CronJob"):
            continue
        probes = [(each, each.readiness_probe) for each in pod.spec.all_containers]
        if not any(probe for _, probe in probes) or objects.services_of(pod):
            continue
        for container, probe in probes:
            if probe:
                yield Problem(
                    f"readiness probe of container `{container}` has no effect in a "
                    f"{pod.owner.kind}",
                    at=probe.at,
                    key=True,
                    fix=Fix("remove `readinessProbe`", (Delete(probe.at.path),), safe=False),
                    why="No Service selects the Pods of the Job, and no rollout waits for them.",
                    help="Remove the `readinessProbe`.",
                )
