"""References of a static Pod to objects in the cluster."""

from podlint.authoring import Problem, Problems, Severity, StaticPodFile, rule
from podlint.document.shortening import shortened
from podlint.targets.static_pod_file import api_references


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "a static Pod does not appear; `journalctl -u kubelet` shows `Could not process "
        "manifest file` and `static pods may not reference secrets`"
    ),
    bad=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          serviceAccountName: proxy  # finding
          #                   ^^^^^
          imagePullSecrets:
            - name: registry  # finding
              #     ^^^^^^^^
          initContainers:
            - name: fetch
              image: fetch:1.2
              envFrom:
                - configMapRef:
                    name: sources  # finding
          containers:
            - name: proxy
              image: proxy:2.1
              env:
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef:
                      name: proxy  # finding
                      key: password
          volumes:
            - name: certificate
              secret:
                secretName: proxy  # finding
            - name: data
              persistentVolumeClaim:
                claimName: data  # finding
            - name: scratch
              ephemeral:  # finding
            # ^^^^^^^^^
                volumeClaimTemplate: {}
            - name: token
              projected:
                sources:
                  - serviceAccountToken:  # finding
                      path: token
                  - configMap:
                      name: roots  # finding
                  - downwardAPI:
                      items: []
        """,
        """
        # file: nodes/kubelet.d/gpu.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: gpu
        spec:
          resourceClaims:
            - name: card  # finding
              #     ^^^^
              resourceClaimName: card
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: disk
              csi:  # finding
                driver: disks.example.com
            - name: old
              rbd:
                image: disk
                monitors: [a]
                secretRef:  # finding
                  name: rbd
        """,
    ),
    good=(
        """
        # file: etc/kubernetes/manifests/proxy.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          hostNetwork: true
          priorityClassName: system-node-critical
          containers:
            - name: proxy
              image: proxy:2.1
              env:
                - name: NODE
                  valueFrom:
                    fieldRef:
                      fieldPath: spec.nodeName
              volumeMounts:
                - name: certificate
                  mountPath: /etc/proxy
                  readOnly: true
          volumes:
            - name: certificate
              hostPath:
                path: /etc/proxy
                type: Directory
            - name: scratch
              emptyDir: {}
            - name: labels
              projected:
                sources:
                  - downwardAPI:
                      items:
                        - path: labels
                          fieldRef:
                            fieldPath: metadata.labels
        """,
        """
        # file: deploy/manifests/web.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def static_pod_references_object(file: StaticPodFile) -> Problems:
    """A static Pod refers to an object in the cluster.

    The kubelet must be able to run static Pods without the API server, which is often a static Pod
    itself. Since Kubernetes 1.34, the kubelet rejects a static Pod that refers to a service
    account, a Secret (including image pull secrets), a ConfigMap, a PersistentVolumeClaim or
    another object in the cluster. It reports the error only in its log. In earlier versions, the
    Pod runs but is not visible in the cluster, and its volumes may not be mounted.

    Store files on the node and mount them with `hostPath`. Write values that are not secret into
    the manifest. If the program calls the API server, mount a kubeconfig file from the node.
    Configure registry credentials in the kubelet.
    """
    if file.pod is None:
        return
    name = shortened(file.pod.name or "?", 40)
    for each in api_references(file.pod):
        yield Problem(
            f"static Pod `{name}` refers to {each.what} in the cluster",
            at=each.at,
            key=each.key,
            why="Since Kubernetes 1.34, the kubelet rejects the file and reports the error only "
            "in its log.",
            help=each.instead,
        )
