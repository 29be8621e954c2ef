"""A password or key in plain text in an environment variable."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.credentials import secret_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "nothing until someone reads the repository, the Pod or the output of `kubectl describe`"
    ),
    similar={
        "env-var-secret": (
            "kube-linter reports every variable with `secret` in its name; this rule also checks "
            "the values."
        ),
        "sensitiveContainerEnvVar": (
            "Polaris checks the names of variables; this rule also checks their values."
        ),
        "C-0012": (
            "Kubescape searches for words from configurable lists, and also checks ConfigMaps."
        ),
        "C-0259": (
            "Kubescape searches for words from configurable lists; this rule checks the values of "
            "variables."
        ),
    },
    fragments=True,
    asks_for=("env",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
              env:
                - name: DATABASE_URL
                  value: postgres://app:hunter2@db:5432/app  # finding
          containers:
            - name: app
              image: app:1.4
              env:
                - name: DB_PASSWORD
                  value: hunter2  # finding
                  #      ^^^^^^^
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
                - name: DB_PASSWORD
                  valueFrom: {secretKeyRef: {name: db, key: password}}
                - name: DATABASE_URL
                  value: postgres://app:$(DB_PASSWORD)@db:5432/app
                - {name: TOKEN_FILE, value: /var/run/token}
                - {name: SECRETS_DIR, value: secrets}
                - {name: DB_PASSWORD_FILE, value: password.txt}
                - {name: API_KEY_PATH, value: keys/api}
                - {name: AUTH_TOKEN_NAME, value: web-token}
                - {name: DB_PASSWORD_SECRET_NAME, value: db}
                - {name: ALLOW_EMPTY_PASSWORD, value: "true"}
                - {name: API_KEY, value: your-key-here}
                - {name: ADMIN_PASSWORD, value: "vault:secret/data/web#password"}
                - {name: MAPS_API_KEY, value: MAPS_API_KEY_VALUE}
                - {name: AWS_SECRET_ACCESS_KEY, value: minioadmin}
        """,
)
def plain_text_secret(container: Container) -> Problems:
    """An environment variable contains a password, key or token in plain text.

    Anyone who can read the repository or the Pod can read the secret. The secret also remains in
    the history of the repository.

    podlint does not report values that look like a path, a placeholder or a switch such as `true`.
    It also does not report values that refer to another variable or to a secret store, or the keys
    that MinIO and LocalStack publish for local tests.

    Replace the exposed secret, store the new value in a Secret, and refer to it with
    `valueFrom.secretKeyRef`.
    """
    for variable in container.env:
        value = variable.value or ""
        name = variable.name or ""
        if name in _S3_KEYS and value in _PUBLISHED:
            continue
        if found := secret_in(name, value):
            is_whole = found == (0, len(value))
            what = "a secret" if is_whole else "a URL with a password"
            yield Problem(
                f"`{variable.name}` of container `{container}` contains {what} in plain text",
                at=variable.at / "value",
                why="Anyone who can read the manifest or the Pod can read the secret.",
                help="Replace the exposed secret, store the new value in a Secret, and refer to it "
                "with `valueFrom.secretKeyRef`.",
                secret=is_whole,
            )


_S3_KEYS = frozenset(("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"))
_PUBLISHED = frozenset(("minioadmin", "test"))
"""The keys with which MinIO and LocalStack start by default: a Secret would not hide them."""
