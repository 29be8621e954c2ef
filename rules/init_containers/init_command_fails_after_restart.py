"""An init command that fails when it runs again in the same Pod."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.repetition import unrepeatable
from podlint.pods.commands.words import command_line
from podlint.pods.volumes.lifetime import lifetime_of
from podlint.pods.volumes.mounts import mount_at


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`Init:CrashLoopBackOff` after a restart of the node, or after a later command of the same "
        "init container has failed; the log says `File exists`"
    ),
    asks_for=("initContainers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: content
              image: alpine/git:2.47
              args:  # finding
                - clone
                - https://example.com/site.git
                - /site
              volumeMounts: [{name: site, mountPath: /site}]
            - name: folders
              image: busybox:1.36
              command: [sh, -c, "cd /site && mkdir cache && chown 101 cache"]  # finding
           #  ^^^^^^^
              volumeMounts: [{name: site, mountPath: /site}]
          containers:
            - name: web
              image: nginx:1.27
              volumeMounts: [{name: site, mountPath: /usr/share/nginx/html}]
          volumes:
            - name: site
              emptyDir: {}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: folders
              image: busybox:1.36
              command: [sh, -c, "cd /site && mkdir -p cache && chown 101 cache && mkdir /tmp/x"]
              volumeMounts: [{name: site, mountPath: /site}]
            - name: settings
              image: busybox:1.36
              command: [mkdir, /etc/app/x]
              volumeMounts: [{name: settings, mountPath: /etc/app}]
          containers:
            - name: web
              image: nginx:1.27
              volumeMounts: [{name: site, mountPath: /usr/share/nginx/html}]
          volumes:
            - name: site
              emptyDir: {}
            - name: settings
              configMap: {name: settings}
        """,
)
def init_command_fails_after_restart(pod: PodTarget) -> Problems:
    """An init container runs a command that succeeds only once, in a volume of the Pod.

    An `emptyDir` volume survives restarts of containers. When a node restarts, or the Pod's sandbox
    is recreated for another reason, the kubelet runs all init containers again. If a later command
    in the script fails, the kubelet runs this init container again. The command then finds the
    result of its first run, and fails. For volumes that outlive the Pod, see
    `init-command-fails-next-time`.

    Write a command that can be repeated, such as `mkdir -p` or `ln -sfn`, or first check whether
    the result exists.
    """
    for container in pod.spec.init_containers:
        if container.sort != "init":
            continue
        for each in unrepeatable(command_line(container), container.working_dir):
            if each.path and lifetime_of(pod, mount_at(container, each.path)) == "pod":
                yield Problem(
                    f"init container `{container}` runs `{one_line(each.text, 32)}`, which "
                    "fails if it is repeated",
                    at=container.words_at,
                    key=True,
                    why="If the init container runs again, for example after a restart of the "
                    "node, the result still exists in the volume.",
                    help=each.remedy,
                )
                break
