"""A container without an image."""

from podlint.authoring import Problem, Problems, Refused, Severity, rule
from podlint.document.field_path import value_at


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`kubectl apply` fails with `spec.containers[0].image: Required value`",
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app  # finding
                  #     ^^^
                - name: sidecar
                  image: ""  # finding
                  #      ^^
        """,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app  # finding
        """,
    ),
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def missing_image(refused: Refused) -> Problems:
    """A container has no image.

    The API server rejects Pods and workloads with such a container. Only a patch can leave out the
    image: see [fragments](../fragments.md).

    podlint also reports custom resources whose controller does not change the containers, such as
    an Argo Rollout, a Kruise CloneSet, a JobSet or a Knative Service. For other kinds, podlint
    assumes that the controller sets the image.
    """
    container = value_at(refused.at.document.data, refused.at.path[:-1])
    name = container.get("name") if isinstance(container, dict) else None
    yield Problem(
        f"container `{name}` has no image" if isinstance(name, str) else "a container has no image",
        at=refused.at,
        why=f"The API server rejects {'' if refused.submission.known else 'the Pods of '}"
        f"the {refused.qualified_kind}.",
        help="Set `image`, for example `image: registry.example/app:1.4`.",
    )
