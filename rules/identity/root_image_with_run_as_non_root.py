"""An image whose user the kubelet does not let pass."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule
from podlint.pods.images.users import runs_as_root, user_name_of, user_number_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="CreateContainerConfigError: container has runAsNonRoot and image will run as root; or "
    "image has non-numeric user, cannot verify user is non-root",
    asks_for=("runAsNonRoot",),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              securityContext:
                runAsNonRoot: true
              initContainers:
                - name: wait
                  image: public.ecr.aws/docker/library/busybox:1.36  # finding
                  command: [sh, -c, "until nc -z db 5432; do sleep 1; done"]
              containers:
                - name: app
                  image: nginx:1.27  # finding
                  #      ^^^^^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: metrics
        spec:
          containers:
            - name: prometheus
              image: quay.io/prometheus/prometheus:v3.5.0  # finding
              securityContext:
                runAsNonRoot: true
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until nc -z db 5432; do sleep 1; done"]
              securityContext:
                runAsUser: 65534
            - name: own
              image: busybox:1.36
              command: [chown, -R, "1000", /data]
              securityContext:
                runAsNonRoot: false
          containers:
            - name: app
              image: nginxinc/nginx-unprivileged:1.27
            - name: other
              image: registry.example.com/team/nginx:1.27
            - name: metrics
              image: prom/prometheus:v3.5.0
              securityContext: {runAsUser: 65534}
            - name: pushed
              image: prom/pushgateway:v1.11.0
            - name: site
              image: wordpress:cli-2
              command: [wp, cron, event, run]
        """,
)
def root_image_with_run_as_non_root(container: Container) -> Problems:
    """A container must not run as root, and its image does.

    With `runAsNonRoot: true` and without `runAsUser` the kubelet looks at the user of the image. It
    refuses root, and also a user that the image names by name, such as `nobody`, because it cannot
    see its number (`verifyRunAsNonRoot` in pkg/kubelet/kuberuntime/security_context_others.go).
    podlint knows the users of well-known images, such as those that Docker publishes; most of them
    start as root. (OpenShift names a user itself where the manifest names none.)

    Set `runAsUser` to a number other than 0, and see that the image can do without root; or take an
    image that is made for it.
    """
    if not container.effective_run_as_non_root or container.effective_run_as_user is not None:
        return
    image = container.image or ""
    if container.pod and container.pod.os and container.pod.os.name == "windows":
        return
    if runs_as_root(image):
        why, remedy = "runs as root", "set runAsUser to another number, if the image can do with it"
    elif name := user_name_of(image):
        number = user_number_of(image) or "the user's number"
        why, remedy = f"names its user {name}, not its number", f"set runAsUser to {number}"
    else:
        return
    yield Problem(
        f"runAsNonRoot is true, but this image {why}",
        at=container.at / "image",
        related=(Related("root is forbidden", _place(container)),),
        why="The kubelet does not start it, CreateContainerConfigError.",
        help=f"{remedy}.",
    )


def _place(container: Container) -> Place:
    own = container.at / "securityContext" / "runAsNonRoot"
    if container.pod is None or own.document.has(own.path):
        return own
    return container.pod.at / "securityContext" / "runAsNonRoot"
