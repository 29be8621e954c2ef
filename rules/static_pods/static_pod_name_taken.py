"""Static Pods of one name."""

from podlint.authoring import Pod, Problem, Problems, Related, Severity, StaticPodFile, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="static Pod does not appear: of two files only one is taken, which may be the older",
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
    """Two files of a kubelet's folder define a Pod of the same name.

    The kubelet reads every file of its folder, a copy that somebody kept of the old version too,
    whatever it is called, unless its name begins with a dot. Of several Pods with one name and
    namespace it runs the one that it read last.

    Move copies out of the folder, or give the Pods names of their own.
    """
    if file.pod is None or not file.pod.name:
        return
    for other in file.beside:
        if _key(other) == _key(file.pod):
            yield Problem(
                f"another file of this folder defines static Pod {'/'.join(_key(other))} as well",
                at=file.pod.metadata.at / "name" if file.pod.metadata else file.pod.at,
                related=(Related("the other Pod", other.at / "metadata" / "name"),),
                why="The kubelet runs only one of the two.",
                help="Move copies out of the folder, or rename one.",
            )
            return


def _key(pod: Pod) -> tuple[str, str]:
    return pod.namespace or "default", pod.name or ""
