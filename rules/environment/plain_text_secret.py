"""A password or a key in an environment variable, in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.credentials import secret_in
from podlint.finding import Problem, Profile, Severity
from podlint.models import Container
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="nothing, until someone reads the repository, the Pod, or what kubectl describe shows",
    mission=(20,),
    similar={
        "env-var-secret": (
            "kube-linter reports every variable with `secret` in its name, this rule goes by "
            "values as well."
        ),
        "sensitiveContainerEnvVar": (
            "Polaris goes by the names of variables, this rule by what they hold as well."
        ),
        "C-0012": (
            "Kubescape goes by lists of words that can be configured, and looks into ConfigMaps "
            "as well."
        ),
        "C-0259": (
            "Kubescape goes by lists of words that can be configured, this rule by what variables "
            "hold."
        ),
    },
    fragments=True,
    fields=("env",),
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
        """,
)
def plain_text_secret(container: Container) -> Iterator[Problem]:
    """A password, key or token is written into the manifest.

    Whoever reads the repository or may look at the Pod has it, and it stays in the history of both.
    Values that look like a path, a placeholder or a switch are left alone, and so are those that
    refer to another variable or to a store of secrets.

    Keep it in a Secret and refer to that with `valueFrom.secretKeyRef`; change the password.
    """
    for variable in container.env:
        value = variable.value or ""
        if found := secret_in(variable.name or "", value):
            is_whole = found == (0, len(value))
            what = "a secret" if is_whole else "an address with a password"
            yield Problem(
                f"{variable.name} is {what} in plain text, for everyone who can read the manifest "
                "or the Pod; keep it in a Secret and take it with valueFrom.secretKeyRef",
                at=variable.at / "value",
                secret=is_whole,
            )
