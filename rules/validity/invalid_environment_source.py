"""An environment variable with no source, or with several."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].env[0].valueFrom: "
        "Invalid value: may not be specified when value is not empty`"
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
              env:
                - name: LEVEL
                  value: debug
                  valueFrom:  # finding
                # ^^^^^^^^^
                    configMapKeyRef: {name: settings, key: level}
                - name: TOKEN
                  valueFrom:
                    secretKeyRef:
                      name: My_Secret  # finding
                      #     ^^^^^^^^^
                      key: token
              envFrom:
                - prefix: APP_  # finding
                # ^^^^^^^^^^^^
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
                - name: LEVEL
                  valueFrom:
                    configMapKeyRef: {name: settings, key: level}
              envFrom:
                - prefix: APP_
                  configMapRef: {name: settings}
        """,
)
def invalid_environment_source(refused: Refused) -> Problems:
    """An environment variable does not have exactly one valid source.

    A variable can have `value` or `valueFrom`, but not both. `valueFrom` and each item of `envFrom`
    must have exactly one reference. The name of a ConfigMap or Secret can contain lowercase
    letters, digits, `-` and `.`. A key can contain letters, digits, `-`, `_` and `.`. A
    `fileKeyRef` must refer to an `emptyDir` volume of the Pod.

    Keep only the source that you need.
    """
    yield refused.problem(refused.remedy or _HELP)


_HELP = "Set exactly one source, such as `secretKeyRef`, with a valid `name` and `key`."
