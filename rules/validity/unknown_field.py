"""A field that Kubernetes does not know."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: strict decoding error: unknown field "
    '"spec.containers[0].imagePullPolcy"',
    similar={
        "schema-validation": (
            "kube-linter holds objects against the whole schema: types, enumerations and required "
            "fields as well."
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

    kubectl refuses it (strict decoding is its default). Tools that are not strict drop the
    field silently, and the setting has no effect. Common causes are a misspelled name, and a
    field of the Pod written in a container or the other way round.

    Correct the name, or move the field to where it belongs.
    """
    for fault in submission.confirmed:
        if fault.kind == "unknown-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                why="kubectl rejects it; other clients drop the field, and it has no effect.",
                help=fault.help,
            )
