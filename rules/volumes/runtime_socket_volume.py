"""A volume with the socket of the node's container runtime."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.workloads import ON_EACH_NODE
from podlint.pods.volumes.runtime_sockets import ALL, DOCKER, exposed_runtime


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "no visible symptom if the node has the socket; otherwise `ContainerCreating` and "
        "`FailedMount` with `hostPath type check failed`, or `Cannot connect to the Docker daemon` "
        "in the log"
    ),
    similar={
        "docker-sock": (
            "kube-linter reports only Docker's socket; this rule also reports the sockets of "
            "other runtimes."
        ),
        "CKV_K8S_27": (
            "Checkov reports only Docker's socket; this rule also reports the sockets of other "
            "runtimes."
        ),
        "KSV-0006": (
            "Trivy reports only Docker's socket; this rule also reports the sockets of other "
            "runtimes."
        ),
        "disallow-cri-sock-mount": (
            "Kyverno also reports other runtimes in DaemonSets; this rule does not."
        ),
        "disallow-container-sock-mounts": (
            "Kyverno also reports other runtimes in DaemonSets; this rule does not."
        ),
        "C-0074": ("Kubescape also reports other runtimes in DaemonSets; this rule does not."),
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
        # A node agent may need the runtime that the node has.
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
    """A volume is the socket of the node's container runtime, or a directory that contains it.

    A process that can connect to the socket can start a container with full privileges on the node.
    `readOnly` does not prevent this, because it does not apply to connections. Since [Kubernetes
    1.24](https://kubernetes.io/blog/2022/02/17/dockershim-faq/), few nodes have Docker. On a node
    without Docker's socket, the container runtime creates a directory in its place, or the Pod does
    not start. A DaemonSet may run a node agent that needs the runtime, so podlint reports only
    Docker's socket in DaemonSets.

    Build images with a tool that does not need the node's container runtime, such as Buildah or
    rootless BuildKit. Read logs and metrics from the kubelet.
    """
    agent = pod.owner.qualified_kind in ON_EACH_NODE
    for volume in pod.spec.volumes:
        source = volume.host_path
        runtime = source and exposed_runtime(source.path or "", agent=agent)
        if not source or not runtime:
            continue
        if runtime == DOCKER:
            effect = "Since Kubernetes 1.24, few nodes have Docker, so the socket may not exist."
            remedy = (
                "Remove the volume and its mounts, and use a tool that does not need the "
                "Docker daemon."
            )
        elif runtime == ALL:
            effect = (
                "The directory contains the container runtime's socket, which `readOnly` does "
                "not protect."
            )
            remedy = "Mount only the files or subdirectories that the containers need."
        else:
            effect = (
                f"Through the {runtime} socket, a process can start any container on the node, "
                "even if the mount is `readOnly`."
            )
            remedy = (
                "Remove the volume and its mounts, and use a tool that does not need the "
                "container runtime."
            )
        yield Problem(
            f"host path `{shortened(source.path or '', 40)}` gives containers full control of the "
            "node",
            at=source.at / "path",
            why=effect,
            help=remedy,
        )
