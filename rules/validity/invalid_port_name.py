"""An invalid port name."""

from podlint.authoring import Fix, Problems, Refused, SetValue, Severity, rule
from podlint.document.numerals import whole_number
from podlint.targets.server_words import as_port_name


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].ports[0].name: Invalid "
        "value: must be no more than 15 characters`"
    ),
    similar={
        "invalid-target-ports": (
            "kube-linter also checks the target ports of Services, but does not check probes."
        ),
        "container-ports-check": (
            "kube-score also reports duplicate names and ports without a number."
        ),
    },
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  port: "8080"  # finding
                  #     ^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http_metrics  # finding
                #       ^^^^^^^^^^^^
                  containerPort: 80
                - name: prometheus-metrics  # finding
                #       ^^^^^^^^^^^^^^^^^^
                  containerPort: 81
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  port: 8080
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
                - {name: http-metrics, containerPort: 80}
              livenessProbe:
                httpGet:
                  port: http-metrics
        """,
)
def invalid_port_name(refused: Refused) -> Problems:
    """The name of a port is invalid.

    A port name consists of at most 15 characters: lowercase letters, digits and single hyphens
    between them. It must contain at least one letter. In a probe or hook, Kubernetes treats a
    string as the name of a port, so `port: "8080"` is rejected.

    Shorten the name, or write a number without quotes.
    """
    yield refused.problem(_advice(refused), fix=_fix(refused))


def _advice(refused: Refused) -> str | None:
    if _number(refused):
        return f"Write `port: {refused.value}` without quotes."
    meant = as_port_name(str(refused.value))
    return (
        f"Write `{meant}`."
        if meant
        else "Use at most 15 characters: lowercase letters, digits and `-`."
    )


def _fix(refused: Refused) -> Fix | None:
    number = _number(refused)
    if number is None:
        return None
    return Fix(f"write `{number}` without quotes", (SetValue(refused.at.path, number),))


def _number(refused: Refused) -> int | None:
    """The port number, if a probe or hook has it in quotes."""
    number = whole_number(str(refused.value)) if refused.at.path[-1] == "port" else None
    return number if number and 1 <= number <= 65535 else None
