"""A group that is set on every file in a volume at each start."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, StatefulSet, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`ContainerCreating` for many minutes; the kubelet's log says that "
        "setting volume ownership is taking longer than expected"
    ),
    asks_for=("fsGroup",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          securityContext:
            fsGroup: 999  # finding
            #        ^^^
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
          containers:
            - name: db
              image: db:9
              volumeMounts:
                - {name: data, mountPath: /data}
        """,
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              securityContext: {fsGroup: 999}  # finding
              containers:
                - name: db
                  image: db:9
                  volumeMounts: [{name: data, mountPath: /data}]
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Ti}}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          securityContext:
            fsGroup: 999
            fsGroupChangePolicy: OnRootMismatch
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
          containers:
            - name: db
              image: db:9
              volumeMounts:
                - {name: data, mountPath: /data}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            fsGroup: 999
          volumes:
            - name: scratch
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: scratch, mountPath: /scratch}
        """,
)
def slow_volume_ownership(pod: PodTarget) -> Problems:
    """At each start, the kubelet changes the group of every file in a Pod's persistent volumes.

    This is the default behavior of `fsGroup`, which
    [fsGroupChangePolicy](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods)
    can change. With millions of files, the Pod can stay in ContainerCreating for minutes or hours.

    Set `fsGroupChangePolicy: OnRootMismatch`. The kubelet then skips a volume whose root directory
    already has the right group and permissions. Storage drivers that set the group themselves
    ignore the policy, and many network file systems ignore both fields.
    """
    context = pod.spec.security_context
    if context is None or context.fs_group is None or context.fs_group_change_policy:
        return
    claims = any(volume.persistent_volume_claim for volume in pod.spec.volumes)
    owner = pod.owner
    templates = isinstance(owner, StatefulSet) and owner.spec and owner.spec.volume_claim_templates
    if claims or templates:
        yield Problem(
            "the kubelet applies `fsGroup` to every file in the Pod's persistent volumes at "
            "each start",
            at=context.at / "fsGroup",
            why="With millions of files, the Pod can stay in ContainerCreating for minutes or "
            "hours.",
            help="Set `fsGroupChangePolicy: OnRootMismatch` next to `fsGroup`.",
        )
