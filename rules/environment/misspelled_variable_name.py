"""A variable whose name has two letters of a common word exchanged."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_COMMON = frozenset(
    """
    ACCOUNT ADDRESS ADMINISTRATOR APPLICATION AUTHENTICATION AUTHORIZATION BOOTSTRAP BROKERS
    BUCKET CERTIFICATE CLIENT CLUSTER COMMAND CONFIG CONFIGURATION CONNECTION CONTAINER CREDENTIALS
    DATABASE DEFAULT DEPLOYMENT DIRECTORY DISABLED DOMAIN ENABLED ENDPOINT ENVIRONMENT EXTERNAL
    HOSTNAME IDENTITY INSTANCE INTERNAL INTERVAL KUBERNETES LISTENER LOCATION METRICS NAMESPACE
    OPERATOR OPTIONS PASSPHRASE PASSWORD POSTGRES PROVIDER REGISTRY REPLICAS REPOSITORY REQUEST
    SCHEMA SECRET SERVER SERVICE SESSION STORAGE TIMEOUT TIMEZONE USERNAME VERSION WEBHOOK
    """.split()
)


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=True,
    symptom="the program behaves as if the variable were not set",
    asks_for=("env",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: OPERATOR_NAMESAPCE  # finding
                  #     ^^^^^^^^^^^^^^^^^^
                  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
                - name: DB_PASSOWRD  # finding
                  value: "$(OTHER)"
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
              args: [--data, $(CLUSTRE_NAME)]
              env:
                - {name: OPERATOR_NAMESPACE, value: shop}
                - {name: DB_PASSWD, value: "$(OTHER)"}
                - {name: CLUSTRE_NAME, value: main}
                - {name: SERVERS, value: a}
                - {name: DATABASES, value: a}
                - {name: HTTP_REFERER, value: a}
                - {name: CLEINT, value: short-words-are-names}
        """,
)
def misspelled_variable_name(pod: PodTarget) -> Problems:
    """The name of a variable contains a common word with two letters exchanged.

    The program does not read `OPERATOR_NAMESAPCE`, but `OPERATOR_NAMESPACE`. It then uses a default
    value or fails. podlint does not report a name that another text of the Pod contains too,
    because the misspelled name is then used on purpose.

    Correct the name. If the program really reads the misspelled name, add a comment.
    """
    for container in pod.spec.all_containers:
        for variable in container.env:
            name = variable.name or ""
            found = next(filter(None, map(_meant, name.split("_"))), None)
            if found and not _is_used(pod, name):
                word, meant = found
                yield Problem(
                    f"variable `{shortened(name, 40)}` contains `{word}`, which probably means "
                    f"`{meant}`",
                    at=variable.at / "name",
                    why="A program that reads the correct name does not find the variable.",
                    help=f"Write `{shortened(name.replace(word, meant), 60)}`.",
                )


def _meant(word: str) -> tuple[str, str] | None:
    """A word and the common word from which it differs only by two neighbouring letters."""
    if len(word) < _SHORTEST or word in _COMMON:
        return None
    for index in range(len(word) - 1):
        swapped = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
        if swapped in _COMMON:
            return word, swapped
    return None


_SHORTEST = 7


def _is_used(pod: PodTarget, name: str) -> bool:
    """Whether a command line or a variable of the Pod refers to the name."""
    return any(name in text for each in pod.spec.all_containers for text in _texts(each))


def _texts(container: Container) -> tuple[str, ...]:
    values = (each.value or "" for each in container.env)
    return (*container.command, *container.args, *values)
