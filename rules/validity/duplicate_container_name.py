"""Two containers of one name."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: spec.containers[1].name: Duplicate value: "app"; for a '
    "Deployment the same, spec.template.spec.containers[1].name",
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

    Names must be unique across init containers and containers. Common causes are a copied list and
    an overlay that adds a container again.

    Rename one of them, or remove the one that is there twice.
    """
    yield refused.problem("Rename or remove one of the two containers.")
