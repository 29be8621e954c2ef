"""A memory limit below what a container runtime needs."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_MEBIBYTE = 2**20
_PROCESS = 4 * _MEBIBYTE
"""The minimum amount that the process that starts a container needs."""
_CRI_O = 12 * _MEBIBYTE
"""The lowest limit that CRI-O accepts (``minMemoryLimit``)."""


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`RunContainerError` with `OOM-killed`; with CRI-O, `CreateContainerError` with `set "
        "memory limit 8388608 too low; should be at least 12582912`"
    ),
    fragments=True,
    asks_for=("limits",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits:
                  memory: 2Mi  # finding
                  #       ^^^
            - name: logs
              image: logs:1
              resources:
                limits: {memory: 8Mi}  # finding
            - name: pause
              image: pause:3.10
              resources:
                limits: {memory: 10M}  # finding
        """,
    good="""
        # Limits above 12Mi, no limit, requests, and limits that other rules report.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {memory: 1Mi}
                limits: {memory: 12Mi}
            - name: zero
              image: app:1.4
              resources:
                limits: {memory: 0}
            - name: without-unit
              image: app:1.4
              resources:
                limits: {memory: 512}
            - name: milli
              image: app:1.4
              resources:
                limits: {memory: 512m}
            - name: storage
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 2Mi, hugepages-2Mi: 2Mi, memory: 32Mi}
            - name: filled-in
              image: app:1.4
              resources:
                limits: {memory: "${MEMORY}"}
        """,
)
def memory_limit_too_low(container: Container) -> Problems:
    """A memory limit is lower than what a container runtime needs to start the container.

    The process that starts a container runs with the limits of the container, and needs a few
    mebibytes itself. With a limit below 4Mi, this process is killed. [CRI-O](https://cri-o.io)
    rejects all limits below 12Mi, for which podlint reports a warning.

    `improbable-amount` reports limits below 1Mi, whose unit is probably missing.

    Set a limit of at least 12Mi.
    """
    limit = container.resources.limits.get("memory") if container.resources else None
    if container.resources is None or limit is None or not _MEBIBYTE <= limit.value < _CRI_O:
        return
    killed = limit.value < _PROCESS
    yield Problem(
        f"container `{container}` has a memory limit of only {limit}",
        at=container.resources.at / "limits" / "memory",
        severity=None if killed else Severity.WARNING,
        why="The process that starts the container is killed because it needs more memory."
        if killed
        else "CRI-O rejects memory limits below 12Mi, so the container is not created.",
        help="Set a limit of at least `12Mi`.",
    )
