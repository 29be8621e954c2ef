"""Two containers with the same name."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[1].name: Duplicate value: "
        '"app"`; the path for a Deployment is '
        "`spec.template.spec.containers[1].name`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: app  # finding
            #       ^^^
              image: setup:2
          containers:
            - name: app
              image: app:1.4
            - name: proxy
              image: proxy:2
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
          containers:
            - name: app
              image: app:1.4
        """,
)
def duplicate_container_name(refused: Refused) -> Problems:
    """Two containers of a Pod have the same name.

    Container names must be unique in a Pod, including init containers. Common causes are a copied
    list, and an overlay that adds a container a second time.

    Rename one of the containers, or remove the duplicate.
    """
    yield refused.problem(
        "Give one of the two containers a different `name`, or remove one of them."
    )
