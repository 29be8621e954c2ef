"""A workload whose name is cut in the names of its Pods."""

from podlint.authoring import KubernetesObject, Problem, Problems, Severity, rule

_LONGEST = {"Deployment": 46, "ReplicaSet": 57, "ReplicationController": 57, "DaemonSet": 57}
"""What is left of the 58 characters before the random five, less hyphen and hash."""
_LONGEST_HOST_NAME = 63


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Pods whose names end in the midst of the hash, or whose hostname is not their name",
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
    """The name of a workload is so long that the names of its Pods, or their hosts, are cut.

    A Pod that a controller makes is called as the controller, a hyphen, the hash of a Deployment's
    ReplicaSet and five random characters, 63 in all; what is too long for that is cut off
    from the controller's part. A Pod keeps its own name, of up to 253 characters; its host name has
    the first 63.

    Shorten the name, or give the Pod a `hostname`.
    """
    name = obj.name or ""
    kind = type(obj).__name__
    if kind == "Pod" and len(name) > _LONGEST_HOST_NAME:
        if not getattr(getattr(obj, "spec", None), "hostname", None):
            yield Problem(
                f"the name has {len(name)} characters, the host name of the Pod only the "
                f"first {_LONGEST_HOST_NAME}",
                at=obj.at / "metadata" / "name",
                help="Shorten the name, or set hostname.",
            )
    elif kind in _LONGEST and len(name) > _LONGEST[kind]:
        yield Problem(
            f"the name has {len(name)} characters, and the names of the Pods begin with only "
            "58 of it and the hash",
            at=obj.at / "metadata" / "name",
            why="Pods are hard to tell apart.",
            help=f"Write at most {_LONGEST[kind]}.",
        )
