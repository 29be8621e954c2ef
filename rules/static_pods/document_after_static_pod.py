"""Documents after the first document in a static Pod file."""

from podlint.authoring import KubernetesObject, Problem, Problems, Severity, StaticPodFile, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="a static Pod does not appear, and there is no error",
    bad="""
        # file: etc/kubernetes/manifests/proxies.yaml
        # Two Pods in one file.
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        apiVersion: v1
        kind: Pod  # finding
        #     ^^^
        metadata:
          name: resolver
        spec:
          containers:
            - name: resolver
              image: resolver:1.0
        """,
    good=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        # One Pod in a file.
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        # The end.
        """,
        """
        # file: deploy/pods.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: resolver
        spec:
          containers:
            - name: resolver
              image: resolver:1.0
        """,
    ),
)
def document_after_static_pod(file: StaticPodFile) -> Problems:
    """A static Pod file has several documents.

    The kubelet reads only the first document in each file. It silently ignores all other documents.

    Put each Pod into a separate file.
    """
    for each in file.objects:
        if each.at.document is not file.documents[0] and file.pod:
            yield Problem(
                f"{_name(each)} is not the first document in its static Pod file",
                at=each.at / "kind",
                why="The kubelet reads only the first document in each file and silently "
                "ignores all other documents.",
                help="Move this object to a separate file in the same directory.",
            )


def _name(obj: KubernetesObject) -> str:
    return f"{obj.kind} `{shortened(obj.name, 40)}`" if obj.name else str(obj.kind)
