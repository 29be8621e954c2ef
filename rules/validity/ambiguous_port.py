"""A port that a Pod lists twice."""

import re

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import PORTS, server_warnings


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`kubectl apply` prints `Warning: spec.containers[0].ports[1]: duplicate "
        "port definition with spec.containers[0].ports[0]`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http
                  containerPort: 80
                - name: web  # finding
                #       ^^^
                  containerPort: 80
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
              ports:
                - name: http
                  containerPort: 80
                - name: http-alt
                  containerPort: 8080
        """,
)
def ambiguous_port(submission: Submission) -> Problems:
    """Two ports of a Pod have the same number or the same name.

    The API server accepts the Pod with a warning. A Service or probe that refers to a name used
    twice gets the first port. Server-side apply may drop one of two equal entries.

    Give each port its own name and number. If two containers list the same port,
    `container-port-collision` reports it.
    """
    return server_warnings(
        submission,
        PORTS,
        _advice,
        effect="Services, probes and server-side apply can use the wrong port.",
        unless=_is_collision,
    )


def _advice(text: str) -> str:
    """What to write for a warning."""
    if "hostIP set" in text:
        return "Remove `hostIP`, or set `hostPort` too."
    if "port name" in text:
        return "Give each port of the Pod its own `name`."
    return "Remove one of the two ports, or give it a different `containerPort`."


def _is_collision(text: str) -> bool:
    """Whether two containers list the same port, which container-port-collision reports."""
    containers = set(re.findall(r"\w*ontainers\[\d+\]", text))
    return len(containers) > 1 and "port definition" in text
