"""A working directory that is not an absolute path."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.operating_system import may_run_on_windows


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=("`RunContainerError` with `Cwd must be an absolute path`, then `CrashLoopBackOff`"),
    asks_for=("workingDir",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: app:1.4
              workingDir: ./src  # finding
          containers:
            - name: app
              image: app:1.4
              workingDir: app  # finding
              #           ^^^
            - name: home
              image: app:1.4
              workingDir: $(HOME)/app  # finding
            - name: tilde
              image: app:1.4
              workingDir: ~/app  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              workingDir: /app
            - name: parent
              image: app:1.4
              workingDir: /app/../src/
            - name: empty
              image: app:1.4
              workingDir: ""
            - name: filled-in
              image: app:1.4
              workingDir: ${DIRECTORY}
            - name: template
              image: app:1.4
              workingDir: "{{directory}}"
            - name: drive
              image: app:1.4
              workingDir: C:\\app
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector: {kubernetes.io/os: windows}
          containers:
            - name: app
              image: app:1.4
              workingDir: app
        """,
    ),
)
def relative_working_directory(container: Container) -> Problems:
    """The working directory of a container is a relative path.

    The container runtime starts a process only in an absolute directory (`validateProcessSpec` in
    runc). Kubernetes does not expand variables or `~` in `workingDir`, and the path is not relative
    to the working directory of the image.

    Write the path from the root of the image, such as `/app`.
    """
    path = container.working_dir
    if not path or path.startswith("/") or "{" in path or "<" in path or "\\" in path:
        return
    if path[1:2] == ":" or (container.pod and may_run_on_windows(container.pod)):
        return
    absolute = "/" + path.removeprefix("./").removeprefix("~/")
    yield Problem(
        f"working directory `{shortened(path, 40)}` of container `{container}` is not an "
        "absolute path",
        at=container.at / "workingDir",
        why="The container runtime refuses to start the container: `Cwd must be an absolute path`.",
        help="Write the complete path. Kubernetes expands no variables here."
        if "$" in path or path.startswith("~")
        else f"Write the complete path, such as `{shortened(absolute, 60)}`.",
    )
