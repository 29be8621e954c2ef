"""A document that cannot be read."""

from podlint.authoring import Document, Problem, Problems, Severity, Spot, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: error parsing: error converting YAML to JSON",
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

    Nothing in the document is checked, and kubectl refuses the whole file. The message says what is
    wrong and where the parser noticed it; the mistake is often on the line above.

    Kubernetes reads YAML 1.1 with some rules of its own: no tabs for indentation, no anchors that
    contain themselves, no keys that are lists, no `.inf` or `.nan`. The other documents of the file
    are still checked. A file that is only YAML once it is rendered (`{{ ... }}`) is skipped.
    """
    if document.error:
        yield Problem(
            document.error.message,
            at=Spot(document, document.error.span),
            why="kubectl rejects the whole file, and podlint checks nothing in this document.",
            help=document.error.help,
        )
