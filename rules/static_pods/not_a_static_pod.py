"""A static Pod file without a Pod."""

from podlint.authoring import Place, Problem, Problems, Severity, StaticPodFile, pods_of, rule
from podlint.document.shortening import shortened

_OTHERS = ("kustomize.config.k8s.io", "kubelet.config.k8s.io", "kubeadm.k8s.io")
"""API groups of files that are in such directories, but that the kubelet does not read as Pods."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "a static Pod does not appear; `journalctl -u kubelet` shows `couldn't parse as "
        "pod(...), please check config file`"
    ),
    bad=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: apps/v1
        kind: Deployment  # finding
        #     ^^^^^^^^^^
        metadata:
          name: proxy
        spec:
          selector:
            matchLabels: {app: proxy}
          template:
            metadata:
              labels: {app: proxy}
            spec:
              containers:
                - name: proxy
                  image: proxy:2.1
        """,
        """
        # file: kubelet.d/clean.json
        {
          "apiVersion": "batch/v1",
          "kind": "CronJob",  # finding
          "metadata": {"name": "clean"},
          "spec": {
            "schedule": "0 3 * * *",
            "jobTemplate": {"spec": {"template": {"spec": {
              "restartPolicy": "Never",
              "containers": [{"name": "clean", "image": "clean:1.0"}]
            }}}}
          }
        }
        """,
        """
        # file: kubelet.d/settings.yaml
        apiVersion: v1
        kind: ConfigMap  # finding
        metadata:
          name: proxy
        data:
          level: info
        ---
        # file: kubelet.d/proxy.yaml
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
        # file: kubelet.d/all.yaml
        apiVersion: v1
        kind: List  # finding
        items:
          - apiVersion: v1
            kind: Pod
            metadata:
              name: proxy
            spec:
              containers:
                - name: proxy
                  image: proxy:2.1
        """,
    ),
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
        # file: kubelet/manifests/scrape.yaml
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata:
          name: kubelet
        spec:
          endpoints:
            - port: https-metrics
        """,
        """
        # file: static-pods/kustomization.yaml
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [proxy.yaml]
        """,
        """
        # file: deploy/manifests/proxy.yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: proxy
        spec:
          ports:
            - port: 80
        """,
    ),
)
def not_a_static_pod(file: StaticPodFile) -> Problems:
    """A static Pod file contains an object that is not a Pod.

    The kubelet runs only Pods from its static Pod directory. It skips any other object, such as a
    Deployment, a Job, a List of Pods or a ConfigMap, and reports the error only in its log.

    Write a Pod. To run a Pod on every node, apply a DaemonSet to the cluster instead.
    """
    first = next((each for each in file.objects if each.at.document is file.documents[0]), None)
    if first is None or file.pod or first.group in _OTHERS:
        return
    # A directory without any Pod can have such a name for another reason.
    if not file.beside and not any(any(pods_of(each)) for each in file.objects):
        return
    root = first.at.document.data
    kind = root.get("kind") if isinstance(root, dict) else None
    yield Problem(
        f"static Pod file contains kind `{shortened(str(kind), 40)}` instead of `Pod`",
        at=Place(first.at.document, ("kind",)),
        why="The kubelet skips the file and reports the error only in its log.",
        help="Write a Pod (`kind: Pod`), or move the file to another directory and apply it to "
        "the cluster.",
    )
