"""A variable whose value comes from nowhere, or from two places."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].env[0].valueFrom: Invalid value: may not be "
    "specified when `value` is not empty",
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
    """The source of an environment variable is not exactly one valid reference.

    A variable has either `value` or `valueFrom`, and `valueFrom` and each item of `envFrom`
    have exactly one reference. The ConfigMap or Secret has a name of lower-case letters,
    digits, `-` and `.`; the key has letters, digits, `-`, `_` and `.`. A `fileKeyRef` names an
    emptyDir volume of the Pod.

    Keep the one source that is meant.
    """
    yield refused.problem(refused.remedy or _HELP)


_HELP = "Keep exactly one source, and write its full and valid name."
