"""Ephemeral containers in a manifest."""

from podlint.authoring import Delete, Fix, PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.ephemeralContainers: Forbidden: cannot be set on create",
    aliases=("block-ephemeral-containers",),
    fragments=True,
    asks_for=("ephemeralContainers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
          ephemeralContainers:  # finding
       #  ^^^^^^^^^^^^^^^^^^^
            - name: debugger-x7k2p
              image: busybox:1.36
              targetContainerName: app
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def ephemeral_containers_in_manifest(pod: PodTarget) -> Problems:
    """A manifest has ephemeral containers.

    Ephemeral containers are added to a running Pod, by `kubectl debug` through a subresource of
    their own. The API server refuses them in a Pod that is created and in every Pod template. They
    usually come from a manifest that was written out of a cluster.

    Remove `ephemeralContainers`.
    """
    if pod.spec.ephemeral_containers:
        names = ", ".join(
            f"`{each.name}`" for each in pod.spec.ephemeral_containers[:2] if each.name
        )
        yield Problem(
            f"ephemeral containers {names} cannot be created from a manifest".replace("  ", " "),
            at=pod.spec.at / "ephemeralContainers",
            key=True,
            fix=Fix(
                "remove ephemeralContainers",
                (Delete((*pod.spec.at.path, "ephemeralContainers")),),
            ),
            why="The API server rejects ephemeral containers in new Pods and in Pod templates.",
            help="Remove ephemeralContainers; use kubectl debug on the running Pod.",
        )
