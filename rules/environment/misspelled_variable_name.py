"""A variable whose name has two letters of a common word exchanged."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_WELL_KNOWN = frozenset(
    """
    AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_REGION AWS_ROLE_ARN AWS_SECRET_ACCESS_KEY
    AWS_SESSION_TOKEN AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_TENANT_ID
    GITHUB_TOKEN GOMAXPROCS GOMEMLIMIT GOOGLE_APPLICATION_CREDENTIALS GRAFANA_ADMIN_PASSWORD
    JAVA_TOOL_OPTIONS KEYCLOAK_ADMIN_PASSWORD KUBERNETES_NAMESPACE LEADER_ELECTION_NAMESPACE
    MARIADB_ROOT_PASSWORD MINIO_ROOT_PASSWORD MINIO_ROOT_USER MONGO_INITDB_ROOT_PASSWORD
    MONGO_INITDB_ROOT_USERNAME MYSQL_DATABASE MYSQL_PASSWORD MYSQL_ROOT_PASSWORD NODE_OPTIONS
    OPERATOR_NAMESPACE OTEL_EXPORTER_OTLP_ENDPOINT OTEL_RESOURCE_ATTRIBUTES OTEL_SERVICE_NAME
    PGPASSWORD POD_NAMESPACE POSTGRES_DB POSTGRES_PASSWORD POSTGRES_USER PYTHONUNBUFFERED
    RABBITMQ_DEFAULT_PASS RABBITMQ_DEFAULT_USER REDIS_PASSWORD SENTRY_DSN SPRING_DATASOURCE_PASSWORD
    SPRING_DATASOURCE_URL SPRING_DATASOURCE_USERNAME SPRING_PROFILES_ACTIVE WATCH_NAMESPACE
    WORDPRESS_DB_PASSWORD
    """.split()
)
"""Variables that frameworks, SDKs and official images read."""

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
"""Words in the names of many variables."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the variable has no effect; the program uses a default value or stops",
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
    """The name of a variable is a well-known name with two exchanged letters.

    Frameworks and official images read variables such as `POSTGRES_PASSWORD`, `WATCH_NAMESPACE` or
    `AWS_SECRET_ACCESS_KEY`. They do not read `POSTGRES_PASSOWRD`. In the profile `strict`, podlint
    also reports other names that contain a common word with two exchanged letters, such as
    `DB_PASSOWRD`. Other profiles do not, because the program itself may read the misspelled name.

    podlint does not report a name that also appears elsewhere in the Pod.

    Correct the name. If the program really reads the misspelled name, suppress the finding.
    """
    for container in pod.spec.all_containers:
        for variable in container.env:
            name = variable.name or ""
            known = _swapped(name, _WELL_KNOWN)
            meant = known or _with_common_words(name)
            if meant and not _is_used(pod, name):
                yield Problem(
                    f"the name of variable `{shortened(name, 45)}` is probably misspelled",
                    at=variable.at / "name",
                    severity=None if known else Severity.INFO,
                    why="A program that reads the correct name does not find the variable.",
                    help=f"Write `{shortened(meant, 60)}`.",
                )


def _with_common_words(name: str) -> str | None:
    """The name with its misspelled words corrected; None if there are none."""
    words = name.split("_")
    meant = [(len(each) >= _SHORTEST and _swapped(each, _COMMON)) or each for each in words]
    return "_".join(meant) if meant != words else None


def _swapped(word: str, known: frozenset[str]) -> str | None:
    """The known word from which a word differs only by two neighbouring letters."""
    if word in known:
        return None
    pairs = range(len(word) - 1)
    others = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs)
    return next((each for each in others if each in known), None)


_SHORTEST = 7


def _is_used(pod: PodTarget, name: str) -> bool:
    """Whether a command line or a variable of the Pod refers to the name."""
    return any(name in text for each in pod.spec.all_containers for text in _texts(each))


def _texts(container: Container) -> tuple[str, ...]:
    values = (each.value or "" for each in container.env)
    return (*container.command, *container.args, *values)
