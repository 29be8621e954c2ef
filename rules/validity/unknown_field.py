"""A field that the API does not have."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `strict decoding error: unknown field "
        '"spec.containers[0].imagePullPolcy"`'
    ),
    similar={
        "schema-validation": (
            "kube-linter checks objects against the whole schema, including types, allowed "
            "values and required fields."
        ),
    },
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              imagePullPolcy: Always  # finding
           #  ^^^^^^^^^^^^^^
          securityContext:
            privileged: true  # finding
         #  ^^^^^^^^^^
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
              imagePullPolicy: Always
              securityContext:
                privileged: false
        """,
)
def unknown_field(submission: Submission) -> Problems:
    """A manifest has a field that the API does not have.

    By default, kubectl requests strict validation, and the API server rejects the manifest. With
    other clients, the API server silently drops the field, and the setting has no effect. Common
    causes are a misspelled name, a Pod field in a container, and a container field in the Pod spec.

    Correct the name, or move the field to where it belongs.
    """
    for fault in submission.confirmed:
        if fault.kind == "unknown-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                why="`kubectl apply` fails. With other clients, the API server silently drops "
                "the field.",
                help=fault.help,
            )
