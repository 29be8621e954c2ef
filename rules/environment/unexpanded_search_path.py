"""A search path that relies on a shell."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, rule

_SEARCH_PATHS = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "CLASSPATH")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`executable file not found in $PATH` or `command not found`, for "
        "programs that are in the image"
    ),
    fragments=True,
    asks_for=("env",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: fetch:1
              env:
                - {name: LD_LIBRARY_PATH, value: "${LD_LIBRARY_PATH}:/opt/lib"}  # finding
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PATH
                  value: /opt/app/bin:$PATH  # finding
                  #      ^^^^^^^^^^^^^^^^^^
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
              env:
                - name: PATH
                  value: /opt/app/bin:/usr/local/bin:/usr/bin:/bin
        """,
)
def unexpanded_search_path(container: Container) -> Problems:
    """A search path such as `PATH` refers to its previous value, which only a shell would expand.

    Kubernetes sets variables without a shell, so `/opt/bin:$PATH` is not expanded. The image's own
    value is lost, and programs in its directories are not found.

    Write the complete path, or extend the variable in a script that the container runs.
    """
    for variable in container.env:
        name, value = variable.name, variable.value or ""
        if name not in _SEARCH_PATHS:
            continue
        if found := re.search(rf"(?<!\$)\$(?:{name}\b|\{{{name}\}})", value):
            usual = ", such as `/usr/local/bin:/usr/bin:/bin`" if name == "PATH" else ""
            yield Problem(
                f"`{name}` of container `{container}` contains `{found[0]}`, which is not expanded",
                at=variable.at / "value",
                why="No shell expands the value, so the image's own directories are not searched.",
                help=f"Replace `{found[0]}` with the image's own directories{usual}.",
            )
