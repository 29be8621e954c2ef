"""A search path that counts on a shell."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, rule

_SEARCH_PATHS = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "CLASSPATH")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="executable file not found in $PATH, or command not found, for programs that are in "
    "the image",
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
    """A search path such as `PATH` is to be prolonged as in a shell.

    No shell reads the values of variables: `/opt/bin:$PATH` is taken as written. The image's own
    value is gone, and with it the directories of its programs.

    Write the whole path, or prolong it in a script that the container runs.
    """
    for variable in container.env:
        name, value = variable.name, variable.value or ""
        if name in _SEARCH_PATHS and re.search(rf"(?<!\$)\$(?:{name}\b|\{{{name}\}})", value):
            yield Problem(
                "no shell reads this",
                at=variable.at / "value",
                why=f"{name} is set to this very text, and the image's own directories are no "
                "longer searched.",
                help="Write the whole path.",
            )
