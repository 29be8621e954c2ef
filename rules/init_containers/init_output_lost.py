"""An init container that writes files that no other container can read."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.additions import additions_to
from podlint.pods.commands.outputs import Output, outputs_of
from podlint.pods.commands.words import command_line
from podlint.pods.volumes.lifetime import lifetime_of
from podlint.pods.volumes.mounts import mount_at, mounts_below
from podlint.pods.volumes.users import volumes_used_by

_OF_THE_KERNEL = ("/dev", "/proc", "/sys")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the init container is Completed, but the app does not find the files: `No such file or "
        "directory`, or the default page of a server"
    ),
    asks_for=("initContainers",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: page
              image: busybox:1.36
              command: [sh, -c, "echo hello > /usr/share/nginx/html/index.html"]  # finding
           #  ^^^^^^^
            - name: fetch
              image: curlimages/curl:8.11.0
              args: [curl, -fsSLo, /work/app.conf, "https://example.com/app.conf"]  # finding
              volumeMounts:
                - name: work
                  mountPath: /work
          containers:
            - name: web
              image: nginx:1.27
          volumes:
            - name: work
              emptyDir: {}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: java
        spec:
          selector:
            matchLabels: {app: java}
          template:
            metadata:
              labels: {app: java}
            spec:
              initContainers:
                - name: war
                  image: sample:1
                  command: [cp, /sample.war, /app]  # finding
              containers:
                - name: tomcat
                  image: tomcat:10
                  volumeMounts:
                    - name: app
                      mountPath: /usr/local/tomcat/webapps
              volumes:
                - name: app
                  emptyDir: {}
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: page
              image: busybox:1.36
              command: [sh, -c, "echo hello > /tmp/page && cp /tmp/page /html/index.html"]
              volumeMounts: [{name: html, mountPath: /html}]
            - name: kernel
              image: busybox:1.36
              command: [sh, -c, "echo never > /sys/kernel/mm/transparent_hugepage/enabled"]
            - name: post
              image: curlimages/curl:8.11.0
              args: [curl, -o, /tmp/answer, -d, "@/etc/hosts", "http://audit/start"]
            - name: check
              image: busybox:1.36
              command: [sh, -c, "wget -qO- http://db || exit 1"]
            - name: own
              image: tool:3
              command: [sh, -c, "echo x > /etc/tool.conf && tool apply"]
            - name: keep
              image: busybox:1.36
              command: [cp, /etc/hosts, /node/hosts]
              volumeMounts: [{name: node, mountPath: /node}]
            - name: logs
              image: logs:2
              restartPolicy: Always
              command: [sh, -c, "echo started > /var/log/started"]
          containers:
            - name: web
              image: nginx:1.27
              volumeMounts: [{name: html, mountPath: /usr/share/nginx/html}]
          volumes:
            - name: html
              emptyDir: {}
            - name: node
              hostPath: {path: /var/lib/web}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: busybox:1.36
              command: [wget, -O, /a/page, "http://pages/a"]
              volumeMounts: [{name: pages, mountPath: /a}]
            - name: publish
              image: publish:2
              volumeMounts: [{name: pages, mountPath: /b}]
          containers:
            - name: web
              image: nginx:1.27
          volumes:
            - name: pages
              emptyDir: {}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: variables
              image: busybox:1.36
              command: [sh, -c, "echo LEVEL=debug > /env/app.env"]
              volumeMounts: [{name: env, mountPath: /env}]
          containers:
            - name: app
              image: app:1.4
              env:
                - name: LEVEL
                  valueFrom:
                    fileKeyRef: {volumeName: env, path: app.env, key: LEVEL}
          volumes:
            - name: env
              emptyDir: {}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: copy
              image: agent:1
              command: [sh, -c, "cp -r /etc/agent /opt"]
              volumeMounts: [{name: agent, mountPath: /opt/agent}]
          containers:
            - name: agent
              image: agent:1
              volumeMounts: [{name: agent, mountPath: /etc/agent}]
          volumes:
            - name: agent
              emptyDir: {}
        """,
    ),
)
def init_output_lost(pod: PodTarget) -> Problems:
    """An init container only writes files, and no other container can read them.

    Each container has its own file system, which is lost when the container exits. Files for other
    containers must be written to a volume that both containers mount; the paths may differ. podlint
    reports only init containers that do nothing except write files, with programs such as `cp`,
    `wget -O` or `git clone`.

    Mount an `emptyDir` volume in the init container, where it writes the files, and in the app
    container, where it reads them.
    """
    for position, container in enumerate(pod.spec.init_containers):
        if container.sort != "init":
            continue
        outputs = outputs_of(command_line(container), container.working_dir)
        lost = [(each, _loss(pod, position, each)) for each in outputs]
        if not lost or not all(loss for _, loss in lost):
            continue
        _, loss = lost[-1]
        reason, advice = loss or ("", "")
        yield Problem(
            f"init container `{container}` writes {reason}",
            at=container.words_at,
            key=True,
            why="No other container can read the files that the init container writes.",
            help=advice,
        )


def _loss(pod: PodTarget, position: int, output: Output) -> tuple[str, str] | None:
    """Why no other container can read an output of an init container, and what to do; or None."""
    if output.path.startswith(_OF_THE_KERNEL):
        return None
    inits = pod.spec.init_containers
    mount = mount_at(inits[position], output.path)
    match lifetime_of(pod, mount):
        case "container":
            if mounts_below(inits[position], output.path):
                return None
            advice = (
                "Write the files to an `emptyDir` volume, and mount it in the container that reads "
                "them."
            )
            return f"`{shortened(output.path, 40)}` outside any volume", advice
        case "pod" if mount:
            others = (
                *(each for each in inits[:position] if each.sort == "sidecar"),
                *inits[position + 1 :],
                *pod.spec.containers,
            )
            used = {name for other in others for name in volumes_used_by(other)}
            used |= {name for name in (mount.name or "",) if additions_to(pod).mounts(name)}
            if mount.name not in used:
                volume = shortened(mount.name or "", 30)
                return (
                    f"to volume `{volume}`, which no later container mounts",
                    f"Mount volume `{volume}` in the container that reads the files.",
                )
    return None
