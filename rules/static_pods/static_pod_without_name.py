"""A static Pod with a generated name."""

from podlint.authoring import Problem, Problems, Severity, StaticPodFile, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "static Pod does not appear; `journalctl -u kubelet` shows `name is needed for the pod`"
    ),
    bad="""
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          generateName: proxy-  # finding
          #             ^^^^^^
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        """,
    good=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          generateName: proxy-
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        """,
    ),
)
def static_pod_without_name(file: StaticPodFile) -> Problems:
    """A static Pod has a generated name.

    Only the API server generates names, and the kubelet does not ask it. The kubelet makes the name
    unique by appending the name of its node.

    Write `name`.
    """
    metadata = file.pod.metadata if file.pod else None
    if metadata and metadata.generate_name and not metadata.name:
        name = metadata.generate_name.rstrip("-")
        yield Problem(
            "static Pod has `generateName` instead of `name`",
            at=metadata.at / "generateName",
            why="The kubelet generates no names, and rejects the file.",
            help=f"Write `name: {shortened(name, 80)}`. The kubelet appends the name of its node.",
        )
