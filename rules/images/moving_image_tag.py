"""An image whose name means another program every day."""

from pydantic import Field

from podlint.authoring import (
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    RuleOptions,
    Severity,
    rule,
)
from podlint.pods.images.reference import parse_image


class Options(RuleOptions):
    """Options of the rule."""

    tags: tuple[str, ...] = Field(
        ("latest",),
        description="Tags that mean whatever was pushed last, such as `stable`, `edge`, `main`.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="a restart or a new node brings another version of the program; Pods of one Deployment "
    "differ from node to node; a rollback changes nothing",
    similar={
        "pullPolicyNotAlways": (
            "Polaris asks for the pull policy Always, this rule for an image with a version."
        ),
        "container-image-pull-policy": (
            "kube-score asks for the pull policy Always, this rule for an image with a version."
        ),
        "CKV_K8S_15": (
            "checkov asks for the pull policy Always, this rule for an image with a version."
        ),
        "image-pull-policy": (
            "kube-linter reports pull policies that are configured, this rule asks for an image "
            "with a version."
        ),
        "C-0075": "Kubescape reports `latest` only with a pull policy other than Always.",
    },
    aliases=(
        "latest-tag",
        "tagNotSpecified",
        "container-image-tag",
        "stale-latest-image",
        "moving-image-volume",
        "disallow-latest-tag",
        "CKV_K8S_14",
        "KSV-0013",
    ),
    asks_for=("image",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: registry.example.com:5000/fetch  # finding
              #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          containers:
            - name: app
              image: nginx:latest  # finding
              imagePullPolicy: IfNotPresent
            - name: logs
              image: logs  # finding
          ephemeralContainers:
            - name: debug
              image: tools:latest  # finding
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: train
        spec:
          schedule: "@daily"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  volumes:
                    - name: model
                      image:
                        reference: registry.example.com/model:latest  # finding
                        pullPolicy: IfNotPresent
                  containers:
                    - name: train
                      image: train:1.4
                      volumeMounts: [{name: model, mountPath: /model}]
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: model
              image: {reference: "registry.example.com/model:3"}
          containers:
            - name: app
              image: registry.example.com:5000/app:1.4
            - name: logs
              image: logs@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            - name: proxy
              image: a:b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            - name: base
              image: ubuntu:jammy
            - name: placed
              image: ${REGISTRY}/app
        """,
)
def moving_image_tag(pod: PodTarget, options: Options) -> Problems:
    """An image is named without a version.

    Without a tag, or with `latest`, the name means whatever was pushed last. Two Pods of one
    Deployment may run different programs, a restart may bring a new one, and there is nothing to
    roll back to. With `imagePullPolicy: IfNotPresent` or `Never` each node keeps what the tag meant
    when it first pulled it. The port of a registry is no tag: `registry:5000/app` has none. Init
    containers, sidecars and volumes of type `image` are pulled by the same rules.

    Other tags move, too, and which of them do is for each project to say: name them in the option
    `tags`. By default letters alone do not make a tag suspect, since `jammy` and `bookworm` are
    versions.

    Name a version, `app:1.4`, or a digest, `app@sha256:...`.
    """
    for container in pod.spec.all_containers:
        policy = container.at / "imagePullPolicy" if container.image_pull_policy else None
        kept = container.effective_image_pull_policy in ("IfNotPresent", "Never")
        at = container.at / "image"
        yield from _problems(container.image, at, policy if kept else None, options)
    for volume in pod.spec.volumes:
        if source := volume.image:
            kept = source.pull_policy in ("IfNotPresent", "Never")
            policy = source.at / "pullPolicy" if kept else None
            yield from _problems(source.reference, source.at / "reference", policy, options)


def _problems(image: str | None, at: Place, kept_by: Place | None, options: Options) -> Problems:
    reference = parse_image(image) if image else None
    if reference is None or reference.digest or (reference.tag or "latest") not in options.tags:
        return
    effect = (
        "every node keeps what that was at its first pull, and Pods differ from node to node"
        if kept_by
        else "a restart may bring another program, and a rollback changes nothing"
    )
    yield Problem(
        f"{str(image)[:80]} means whatever was pushed last",
        at=at,
        related=(Related("each node keeps its image", kept_by),) if kept_by else (),
        why=f"{effect}.",
        help="Name a version or a digest.",
    )
