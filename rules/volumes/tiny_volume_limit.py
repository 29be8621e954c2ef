"""An emptyDir limit that lacks its unit."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

_BLOCK = 4096
"""The size of the directory of a volume on a disk, in bytes."""

_SUFFIXES = "numkKMGTPEi"


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom='the Pod is evicted: `Usage of EmptyDir volume "cache" exceeds the limit`',
    fragments=True,
    asks_for=("sizeLimit",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir:
                sizeLimit: 500m  # finding
                #          ^^^^
            - name: scratch
              emptyDir: {sizeLimit: 100}  # finding
            - name: memory
              emptyDir: {medium: Memory, sizeLimit: "64"}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: scratch, mountPath: /scratch}
                - {name: memory, mountPath: /memory}
        """,
    good="""
        # A limit of 0 means no limit. 4096 bytes, and limits with a unit, are not reported.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir: {sizeLimit: 500Mi}
            - name: unlimited
              emptyDir: {sizeLimit: 0}
            - name: block
              emptyDir: {sizeLimit: 4Ki}
            - name: socket
              emptyDir: {medium: Memory, sizeLimit: 64k}
            - name: bytes
              emptyDir: {sizeLimit: 1073741824}
            - name: filled-in
              emptyDir: {sizeLimit: "${LIMIT}"}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /cache}
        """,
)
def tiny_volume_limit(pod: PodTarget) -> Problems:
    """The `sizeLimit` of an `emptyDir` is so small that the kubelet evicts the Pod.

    A number without a suffix means bytes, and the suffix `m` means thousandths: `sizeLimit: 500m`
    is one byte. The kubelet measures the volume, and evicts the Pod if it is larger than the limit
    ([emptyDir](https://kubernetes.io/docs/concepts/storage/volumes/#emptydir)). On many file
    systems, the empty directory alone takes 4096 bytes.

    podlint reports limits below 4096 bytes. A volume in memory is not measured, but no file fits in
    it.

    Write a suffix, such as `Mi` for mebibytes.
    """
    for volume in pod.spec.volumes:
        source = volume.empty_dir
        limit = source.size_limit if source else None
        if source is None or limit is None or not 0 < limit.nano < _BLOCK * 10**9:
            continue
        number = limit.original.strip().rstrip(_SUFFIXES)
        in_memory = bool(source.medium)
        yield Problem(
            f"`sizeLimit` of volume `{volume.name}` is {limit.value} "
            f"{'byte' if limit.value == 1 else 'bytes'}",
            at=source.at / "sizeLimit",
            severity=Severity.WARNING if in_memory else None,
            why="No file fits in the volume."
            if in_memory
            else "The first file in the volume, or its directory, exceeds the limit, and the "
            "kubelet evicts the Pod.",
            help=f"Write `{number}Mi` if you mean mebibytes.",
        )
