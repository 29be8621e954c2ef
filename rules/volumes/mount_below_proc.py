"""A mount in the file system of the kernel."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.operating_system import may_run_on_windows
from podlint.pods.volumes.mounts import normal_path

_ALLOWED = frozenset(
    f"/proc/{name}"
    for name in "cpuinfo diskstats meminfo stat swaps uptime loadavg slabinfo net/dev "
    "sys/kernel/ns_last_pid sys/crypto/fips_enabled".split()
)
"""The files that runc allows, for file systems such as LXCFS.

Source: ``checkProcMount`` in libcontainer/rootfs_linux.go.
"""


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`RunContainerError` with `cannot be mounted because it is inside /proc`",
    asks_for=("mountPath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: kernel
              hostPath: {path: /proc/sys}
            - name: empty
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: kernel
                  mountPath: /proc/sys  # finding
                  #          ^^^^^^^^^
                - {name: empty, mountPath: /proc/}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: kernel
              hostPath: {path: /proc}
            - name: lxcfs
              hostPath: {path: /var/lib/lxcfs/proc/cpuinfo}
            - name: network
              hostPath: {path: /var/lib/lxcfs/proc/net/dev}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: kernel, mountPath: /host/proc}
                - {name: lxcfs, mountPath: /proc/cpuinfo}
                - {name: network, mountPath: /proc/net/dev}
                - {name: kernel, mountPath: /processes}
            - name: whole
              image: app:1.4
              volumeMounts:
                - {name: kernel, mountPath: /proc}
        """,
)
def mount_below_proc(container: Container) -> Problems:
    """A volume is mounted at or below `/proc`, which the container runtime refuses.

    Below `/proc`, runc allows mounts only at a few files that LXCFS replaces, such as
    `/proc/cpuinfo`. At `/proc` itself, it allows only a process file system, such as the `/proc` of
    the node.

    Mount the volume elsewhere, such as at `/host/proc`.
    """
    volumes = container.pod.volumes if container.pod else ()
    from_node = {each.name for each in volumes if each.host_path}
    for mount in container.volume_mounts:
        path = normal_path(mount.mount_path or "/")
        if path != "/proc" and not path.startswith("/proc/"):
            continue
        known = mount.name in {each.name for each in volumes}
        if path in _ALLOWED or (path == "/proc" and (mount.name in from_node or not known)):
            continue
        if container.pod and may_run_on_windows(container.pod):
            return
        yield Problem(
            f"volume `{mount.name}` is mounted at `{shortened(path, 40)}`, inside the kernel's "
            "file system",
            at=mount.at / "mountPath",
            why="The container runtime refuses the mount, so the container does not start.",
            help="Mount the volume elsewhere, such as at `/host/proc`.",
        )
