"""A password or a key in an environment variable, in plain text."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule

_SECRET_NAME = pattern(
    r"(?:^|[a-z0-9_.-])(?:"
    r"PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE_?KEY|API_?KEY|"
    r"SECRET_?(?:ACCESS_?)?KEY|(?:CLIENT|JWT|APP|SESSION|SHARED|WEBHOOK)_?SECRET|"
    r"(?:ACCESS|AUTH|API|BOT|REFRESH|BEARER|GITHUB|SLACK)_?TOKEN)$",
    re.IGNORECASE,
)
_NO_SECRET = pattern(
    r"""^(?:
      .{0,3} | true|false|none|null|yes|no|disabled|enabled | [0-9]+
      | [./~].* | (?:file|https?)://[^@]*
      | (?:arn|op|ref\+\w+|secretref|sm|ssm|vault):.* | (?:enc|ENC)[\[(].* | \{cipher\}.*
      | .*(?:\$[({]|\{\{|<|%).*
      | (?:your|replace|change|insert|todo|x{3,}|\*{3,}|example|dummy|placeholder|fake).*
    )$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PASSWORD_IN_ADDRESS = pattern(r"[a-z][a-z0-9+.-]*://[^/\s:@]+:(?P<secret>[^/\s:@]+)@", re.I)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="nothing, until someone reads the repository, the Pod, or what kubectl describe shows",
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
        """,
)
def plain_text_secret(container: Container) -> Problems:
    """A password, key or token is written into the manifest.

    Whoever reads the repository or may look at the Pod has it, and it stays in the history of both.
    Values that look like a path, a placeholder or a switch are left alone, and so are those that
    refer to another variable or to a store of secrets.

    Keep it in a Secret and refer to that with `valueFrom.secretKeyRef`; change the password.
    """
    for variable in container.env:
        name, value = variable.name or "", variable.value or ""
        address = _PASSWORD_IN_ADDRESS.search(value)
        if address:
            found: object = not _NO_SECRET.match(address["secret"])
            what = "an address with a password"
        else:
            names_it = name.lower() in value.lower()
            found = _SECRET_NAME.search(name) and not _NO_SECRET.match(value) and not names_it
            what = "a secret"
        if found:
            yield Problem(
                f"{name} is {what} in plain text, for everyone who can read the manifest or "
                "the Pod",
                at=variable.at / "value",
                help="Keep it in a Secret and take it with valueFrom.secretKeyRef.",
            )
