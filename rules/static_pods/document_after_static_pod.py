"""What follows the first document of a file for the kubelet."""

from podlint.authoring import Problem, Problems, Severity, StaticPodFile, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="static Pod does not appear, and nothing says why",
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
        # Nothing else.
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
    """A file for the kubelet holds several documents.

    The kubelet reads the first document of a file and passes over the others without a word.

    Give each Pod a file of its own.
    """
    for each in file.objects:
        if each.at.document is not file.documents[0] and file.pod:
            yield Problem(
                f"the kubelet reads only the first document of a file, Pod {file.pod.name}",
                at=each.at / "kind",
                why=f"{each.kind} {each.name or '?'} is passed over in silence.",
                help="Move it to a file of its own.",
            )
