"""The socket of the node's container runtime in a Pod."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.workloads import ON_EACH_NODE
from podlint.pods.volumes.runtime_sockets import ALL, DOCKER, exposed_runtime


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="ContainerCreating; FailedMount: hostPath type check failed; or, in the log, Cannot "
    "connect to the Docker daemon",
    similar={
        "docker-sock": (
            "kube-linter reports the socket of Docker only, this rule those of other runtimes as "
            "well."
        ),
        "CKV_K8S_27": (
            "checkov reports the socket of Docker only, this rule those of other runtimes as well."
        ),
        "KSV-0006": (
            "Trivy reports the socket of Docker only, this rule those of other runtimes as well."
        ),
        "disallow-cri-sock-mount": (
            "Kyverno reports all runtimes in DaemonSets as well, this rule only Docker there."
        ),
        "disallow-container-sock-mounts": (
            "Kyverno reports all runtimes in DaemonSets as well, this rule only Docker there."
        ),
        "C-0074": (
            "Kubescape reports all runtimes in DaemonSets as well, this rule only Docker there."
        ),
    },
    aliases=("docker-socket-volume",),
    asks_for=("hostPath",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          containers:
            - name: builder
              image: builder:1.4
              volumeMounts:
                - {name: docker, mountPath: /var/run/docker.sock}
                - {name: containerd, mountPath: /run/containerd}
                - {name: run, mountPath: /host/run}
          volumes:
            - name: docker
              hostPath:
                path: /var/run/docker.sock  # finding
                #     ^^^^^^^^^^^^^^^^^^^^
                type: Socket
            - name: containerd
              hostPath: {path: /run/containerd/}  # finding
            - name: run
              hostPath: {path: /var/run}  # finding
        """,
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: agent
                  image: agent:7
                  volumeMounts:
                    - {name: docker, mountPath: /var/run/docker.sock}
              volumes:
                - name: docker
                  hostPath: {path: /run/docker.sock}  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          containers:
            - name: builder
              image: builder:1.4
              volumeMounts:
                - {name: lock, mountPath: /run/xtables.lock}
          volumes:
            - name: scratch
              emptyDir: {}
            - name: lock
              hostPath: {path: /run/xtables.lock, type: FileOrCreate}
        """,
        """
        # An agent of its node may need the runtime that the node does have.
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: agent
                  image: agent:7
                  volumeMounts:
                    - {name: containerd, mountPath: /run/containerd/containerd.sock}
              volumes:
                - name: containerd
                  hostPath: {path: /run/containerd/containerd.sock}
                - name: run
                  hostPath: {path: /run}
        """,
    ),
)
def runtime_socket_volume(pod: PodTarget) -> Problems:
    """A volume is the socket of the node's container runtime, or a directory that holds it.

    Who can write to the socket can start a container with all rights on the node; `readOnly` does
    not help, since it does not bind those who connect. And since [Kubernetes
    1.24](https://kubernetes.io/blog/2022/02/17/dockershim-faq/) nodes rarely run Docker: its
    socket is not there, a directory is made in its place, or the Pod does not start.
    Of a DaemonSet, an agent of its node, only the socket of Docker is reported.

    Build images with a tool that needs no daemon, such as BuildKit without root or Kaniko; read
    logs and metrics from the kubelet.
    """
    agent = pod.owner.qualified_kind in ON_EACH_NODE
    for volume in pod.spec.volumes:
        source = volume.host_path
        runtime = source and exposed_runtime(source.path or "", agent=agent)
        if not source or not runtime:
            continue
        if runtime == DOCKER:
            effect = "and nodes rarely run Docker since Kubernetes 1.24"
            remedy = "remove the volume and its mounts, and use a tool that needs no Docker daemon"
        else:
            holds = (
                "the runtime's socket is in it"
                if runtime == ALL
                else f"{runtime} obeys all who connect"
            )
            effect = f"because {holds}, readOnly or not"
            remedy = (
                "remove the volume and its mounts, and use a tool that needs no runtime"
                if runtime != ALL
                else "mount only the paths below it that are needed"
            )
        yield Problem(
            f"{source.path} gives its containers all rights on the node, {effect}",
            at=source.at / "path",
            help=f"{remedy}.",
        )
