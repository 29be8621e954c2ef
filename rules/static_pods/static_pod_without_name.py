"""A static Pod with a generated name."""

from podlint.authoring import Problem, Problems, Severity, StaticPodFile, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "a static Pod does not appear; `journalctl -u kubelet` shows `name is needed for the pod`"
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
    """A static Pod has `generateName` instead of `name`.

    Only the API server generates names, so the kubelet rejects a static Pod without `name`. To make
    the name unique in the cluster, the kubelet appends the name of its node.

    Replace `generateName` with `name`.
    """
    metadata = file.pod.metadata if file.pod else None
    if metadata and metadata.generate_name and not metadata.name:
        name = metadata.generate_name.rstrip("-")
        yield Problem(
            "static Pod has `generateName` instead of `name`",
            at=metadata.at / "generateName",
            why="The kubelet does not generate names, and rejects the file.",
            help=f"Write `name: {shortened(name, 80)}`. The kubelet appends the name of its node.",
        )
