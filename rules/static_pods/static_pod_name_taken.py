"""Static Pods with the same name."""

from podlint.authoring import Pod, Problem, Problems, Related, Severity, StaticPodFile, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="a static Pod does not appear, or an older version of the Pod runs",
    bad="""
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy  # finding
          #     ^^^^^
          namespace: kube-system
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        # file: etc/kubernetes/manifests/proxy-backup.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy  # finding
          namespace: kube-system
        spec:
          containers:
            - name: proxy
              image: proxy:2.0
        """,
    good="""
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        # file: etc/kubernetes/manifests/resolver.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: dns
        spec:
          containers:
            - name: proxy
              image: proxy:2.1
        ---
        # file: etc/kubernetes/manifests/.proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          containers:
            - name: proxy
              image: proxy:1.9
        ---
        # file: etc/kubernetes/manifests/old/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          containers:
            - name: proxy
              image: proxy:2.0
        """,
)
def static_pod_name_taken(file: StaticPodFile) -> Problems:
    """Two static Pod files in the same directory define a Pod with the same name.

    The kubelet reads every file in its static Pod directory, except files whose names begin with a
    dot. It also reads backup copies, regardless of their extension. If several Pods have the same
    name and namespace, the kubelet runs only the Pod whose file it reads last.

    Move backup copies out of the directory, or give the Pods different names.
    """
    if file.pod is None or not file.pod.name:
        return
    for other in file.beside:
        if _key(other) == _key(file.pod):
            yield Problem(
                f"static Pod `{'/'.join(map(shortened, _key(other)))}` is defined in two files",
                at=file.pod.metadata.at / "name" if file.pod.metadata else file.pod.at,
                related=(Related("also defined here", other.at / "metadata" / "name"),),
                why="The kubelet runs only the Pod whose file it reads last.",
                help="Move backup copies out of the directory, or give the Pods different names.",
            )
            return


def _key(pod: Pod) -> tuple[str, str]:
    return pod.namespace or "default", pod.name or ""
