"""Quotes that are part of a value."""

import re

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, rule

_QUOTED = r"""(?P<quote>["'])(?P<inside>[^"'{}\[\]\n\\]+)(?P=quote)"""
_FOR_A_SHELL = r"(?:_|^)(?:OPTS|OPTIONS|ARGS|FLAGS|CMD|COMMAND|JSON|QUERY|SQL|EXPR|FILTER)"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the log shows a host, number or password in quotes, as in `invalid port "
        '"8080"` or `no such host`'
    ),
    asks_for=("env",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: wait:1
              env:
                - {name: HOST, value: "'db'"}  # finding
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PORT
                  value: '"8080"'  # finding
                  #      ^^^^^^^^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: wait:1
              env:
                - {name: HOST, value: "db"}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PORT
                  value: '8080'
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
                - {name: PORT, value: "8080"}
                - {name: NAME, value: 'app'}
                - {name: LIST, value: '["a", "b"]'}
                - {name: BOTH, value: '"a","b"'}
                - {name: GREETING, value: 'say "hello"'}
                - {name: JAVA_OPTS, value: '"-Xmx1g"'}
                - {name: EMPTY, value: '""'}
        """,
)
def quoted_value(container: Container) -> Problems:
    """The value of a variable contains quotes inside its quotes.

    YAML removes only the outer quotes. The inner quotes become part of the value. A Dockerfile, an
    `.env` file or a shell script would remove them, but Kubernetes does not.

    podlint does not report variables that contain options, expressions or JSON.

    Write one pair of quotes, or none.
    """
    for variable in container.env:
        value = variable.value or ""
        if value[:1] not in ('"', "'"):
            continue
        match = re.fullmatch(_QUOTED, value)
        if match and not re.search(_FOR_A_SHELL, (variable.name or "").upper()):
            at = variable.at / "value"
            yield Problem(
                f"value of `{variable.name}` in container `{container}` includes literal quotes",
                at=at,
                fix=Fix("remove the inner quotes", (SetValue(at.path, match["inside"]),), False),
                why="YAML removes only the outer quotes. The inner quotes reach the program.",
                help='Remove the inner quotes, as in `value: "8080"`.',
            )
