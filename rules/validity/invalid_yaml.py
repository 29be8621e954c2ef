"""A document that is not valid YAML."""

from podlint.authoring import Document, Problem, Problems, Severity, Spot, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`kubectl apply` fails with `error parsing: error converting YAML to JSON`"),
    fragments=True,
    asks_for=("error",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
             command: [run]  # finding
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: *web  # finding
          #     ^^^^
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
              command: [run]
        """,
)
def invalid_yaml(document: Document) -> Problems:
    """A document is not YAML that Kubernetes can read.

    kubectl rejects the whole file. podlint does not check this document, but still checks the other
    documents in the file. The message says what is wrong and where the parser noticed it. The
    mistake is often on the line above.

    Kubernetes reads YAML 1.1 with some additional rules: no tabs for indentation, no anchors that
    contain themselves, no lists as keys, no `.inf` or `.nan`. podlint skips template files, which
    become YAML only when they are rendered (`{{ ... }}`).
    """
    if document.error:
        yield Problem(
            document.error.message,
            at=Spot(document, document.error.span),
            why="`kubectl` rejects the whole file. podlint does not check this document.",
            help=document.error.help,
        )
