"""An image that runs as root, or as a named user, although `runAsNonRoot` is set."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Capabilities
from podlint.pods.images.needs import needs_of
from podlint.pods.images.users import user_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CreateContainerConfigError` with `container has runAsNonRoot and image "
        "will run as root` or `image has non-numeric user, cannot verify user is "
        "non-root`"
    ),
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
              securityContext: {runAsUser: 33}
        """,
)
def root_image_with_run_as_non_root(container: Container) -> Problems:
    """A container must not run as root, but its image runs as root or as a named user.

    With `runAsNonRoot: true` and without `runAsUser`, the kubelet checks the user of the image
    (`verifyRunAsNonRoot` in pkg/kubelet/kuberuntime/security_context_others.go). It does not start
    the container if that user is root. It also does not start the container if the image specifies
    the user by name, such as `nobody`, because the kubelet cannot determine the numeric user ID.

    podlint knows the users of well-known images, such as the Docker Official Images, most of which
    start as root. OpenShift usually assigns a user ID if the manifest does not set one. On
    OpenShift, suppress the finding.

    Set `runAsUser` to a number other than 0, and make sure that the image works without root.
    Alternatively, use an image that is built to run without root.
    """
    if not container.effective_run_as_non_root or container.effective_run_as_user is not None:
        return
    image = container.image or ""
    if container.pod and container.pod.os and container.pod.os.name == "windows":
        return
    user = user_of(image)
    if user is None:
        return
    if user.number == 0:
        what = f"image {shortened(image, 29)} runs as root"
        remedy = _remedy(image)
    elif user.name:
        what = f"its image uses the named user `{user.name}`"
        remedy = (
            f"Set `securityContext.runAsUser: {user.number}`."
            if user.number
            else f"Set `securityContext.runAsUser` to the numeric ID of user `{user.name}`."
        )
    else:
        return
    yield Problem(
        f"container `{container}` must not run as root, but {what}",
        at=container.at / "image",
        related=(Related("`runAsNonRoot` set here", _place(container)),),
        why="The kubelet refuses to start the container, which shows `CreateContainerConfigError`.",
        help=remedy,
    )


def _remedy(image: str) -> str:
    """Another image if one is known, because this one may not start as another user."""
    needs = needs_of(image)
    facts = needs.one(Capabilities) if needs else None
    if facts and facts.otherwise.startswith("the image "):
        return f"Use {facts.otherwise}."
    return (
        "Set `securityContext.runAsUser` to a nonzero ID, or use an image that does not run as "
        "root."
    )


def _place(container: Container) -> Place:
    own = container.at / "securityContext" / "runAsNonRoot"
    if container.pod is None or own.document.has(own.path):
        return own
    return container.pod.at / "securityContext" / "runAsNonRoot"
