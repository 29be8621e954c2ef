"""Ephemeral containers in a manifest."""

from podlint.authoring import Delete, Fix, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import listed


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.ephemeralContainers: Forbidden: cannot be set on create`"
    ),
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

    `kubectl debug` adds ephemeral containers to a running Pod, through the Pod's
    `ephemeralcontainers` subresource. The API server rejects them in a new Pod and in every Pod
    template. A manifest usually has them because it was exported from a cluster.

    Remove `ephemeralContainers`.
    """
    if pod.spec.ephemeral_containers:
        found = pod.spec.ephemeral_containers[:2]
        names = listed([f"`{each.name}`" for each in found if each.name])
        yield Problem(
            f"manifest has ephemeral containers {names}".rstrip(),
            at=pod.spec.at / "ephemeralContainers",
            key=True,
            fix=Fix(
                "remove `ephemeralContainers`",
                (Delete((*pod.spec.at.path, "ephemeralContainers")),),
            ),
            why="The API server rejects new Pods and Pod templates with ephemeral containers.",
            help="Remove `ephemeralContainers`. To debug a running Pod, use `kubectl debug`.",
        )
