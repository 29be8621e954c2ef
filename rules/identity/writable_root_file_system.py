"""A container that can write to its root file system."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.file_access.image_advice import to_read_only_root


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "nothing until someone breaks into the container; or Evicted because of files outside any "
        "volume"
    ),
    aliases=(
        "no-read-only-root-fs",
        "notReadOnlyRootFilesystem",
        "require-ro-rootfs",
        "container-security-context-readonlyrootfilesystem",
        "CKV_K8S_22",
        "KSV-0014",
        "C-0017",
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: fetch:1.0
              securityContext:
                readOnlyRootFilesystem: false  # finding
                #                       ^^^^^
          containers:
            - name: app  # finding
              image: app:1.4
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                readOnlyRootFilesystem: true
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          containers:
            - name: app
              image: app:1.4-windows
        """,
    ),
)
def writable_root_file_system(container: Container) -> Problems:
    """A container can write to its root file system.

    If the root file system is writable, an attacker in the container can add programs and change
    existing programs. Files that are written to the root file system also use space on the node's
    disk, and can fill it. `readOnlyRootFilesystem` applies to a single container, so init
    containers and sidecars also need it.

    podlint does not report Windows Pods, which do not support the field.

    Set `securityContext.readOnlyRootFilesystem: true`, and mount an `emptyDir` volume at each
    directory that the program must write to, often `/tmp`. For some well-known images, podlint
    names these directories.
    """
    system = container.pod.os if container.pod else None
    context = container.security_context
    if container.sort == "ephemeral" or (system and system.name == "windows"):
        return
    if context is None or context.read_only_root_filesystem is not True:
        known = to_read_only_root(container)
        written = f"at {known}" if known else "where the program writes, such as at `/tmp`"
        yield Problem(
            f"container `{container}` can write to its root file system",
            at=container.at / "securityContext" / "readOnlyRootFilesystem",
            why="An attacker can change the container's programs, and files written to the root "
            "file system can fill the node's disk.",
            help="Set `securityContext.readOnlyRootFilesystem: true`, and mount an `emptyDir` "
            f"volume {written}.",
        )
