"""A port that is listed twice."""

import re

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import PORTS, server_warnings


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="kubectl apply: Warning: spec.containers[0].ports[1]: duplicate port "
    "definition with spec.containers[0].ports[0]",
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

    The API server accepts it with a warning. A Service or probe that uses the name gets the first
    port, and server-side apply may drop one of two equal entries.

    Name each port once. The rule container-port-collision reports two containers that listen
    on one port.
    """
    for problem in server_warnings(
        submission, PORTS, "Remove one of the two ports, or give it another name or number."
    ):
        if not _is_collision(problem.message):
            yield problem


def _is_collision(text: str) -> bool:
    """Whether two containers list one port, which container-port-collision speaks of."""
    containers = set(re.findall(r"\w*ontainers\[\d+\]", text))
    return len(containers) > 1 and "port definition" in text
