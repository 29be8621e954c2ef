"""Invalid metadata."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `metadata.annotations: Invalid value: name "
        "part must consist of alphanumeric characters`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            build info: "7"  # finding
            #           ^^^
          finalizers:
            - cleanup  # finding
            # ^^^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            example.com/build: "7"
          finalizers:
            - example.com/cleanup
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_metadata(refused: Refused) -> Problems:
    """An annotation, a finalizer, an owner reference or a managed field is invalid.

    Keys of annotations follow the rules for label keys. Their values can be any text, but all
    annotations together must not exceed 256 KiB. Some annotations that Kubernetes itself reads,
    such as annotations for AppArmor profiles, accept only certain values. A finalizer needs a
    domain, such as `example.com/cleanup`. Controllers set owner references, and the API server sets
    managed fields. A manifest usually has these fields because it was exported from a cluster.

    Correct the key or value, or remove the fields that the cluster maintains.
    """
    yield refused.problem(refused.remedy or "Correct the entry, or remove it.")
