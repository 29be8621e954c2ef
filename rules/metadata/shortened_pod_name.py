"""A name that is shortened in Pod names or host names."""

from podlint.authoring import KubernetesObject, Problem, Problems, Severity, rule

_LONGEST = {"Deployment": 46, "ReplicaSet": 57, "ReplicationController": 57, "DaemonSet": 57}
"""The longest name for each kind: 58 characters, less the hyphens and the hash."""
_LONGEST_HOST_NAME = 63


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Pod name cut short, with only part of the hash; hostname is not the name of the Pod",
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: the-website-of-the-department-for-foreign-money  # finding
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: a-pod-with-a-name-of-more-than-sixty-three-characters-in-all-dots  # finding
        spec:
          restartPolicy: Never
          containers:
            - name: app
              image: app:1.4
        """,
    ),
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: the-website-of-the-department-for-foreign-cash
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: a-pod-with-a-long-name-and-a-name-for-its-host-that-is-not-as-long
        spec:
          hostname: short
          restartPolicy: Never
          containers:
            - name: app
              image: app:1.4
        """,
)
def shortened_pod_name(obj: KubernetesObject) -> Problems:
    """The name of a workload or Pod is too long to appear in full in Pod names or host names.

    A generated Pod name has at most 63 characters. It consists of the name of the controller and
    five random characters, and for a Deployment also of the hash of the ReplicaSet. If the name
    would be longer, Kubernetes shortens the part before the random characters. A Pod without a
    controller can have a name of up to 253 characters, but its host name consists of only the first
    63.

    Shorten the name. For a Pod without a controller, you can set `spec.hostname` instead.
    """
    name = obj.name or ""
    kind = type(obj).__name__
    if kind == "Pod" and len(name) > _LONGEST_HOST_NAME:
        if not getattr(getattr(obj, "spec", None), "hostname", None):
            yield Problem(
                f"Pod name has {len(name)} characters, but its host name has only the first "
                f"{_LONGEST_HOST_NAME}",
                at=obj.at / "metadata" / "name",
                help=f"Shorten the name to {_LONGEST_HOST_NAME} characters or fewer, or set "
                "`spec.hostname`.",
            )
    elif kind in _LONGEST and len(name) > _LONGEST[kind]:
        yield Problem(
            f"{kind} name has {len(name)} characters, which is too long for the names of its Pods",
            at=obj.at / "metadata" / "name",
            why="Kubernetes shortens the part before the random suffix to 58 characters, so Pods "
            "are harder to tell apart.",
            help=f"Shorten the name to {_LONGEST[kind]} characters or fewer.",
        )
