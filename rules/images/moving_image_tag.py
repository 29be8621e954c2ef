"""An image tag that can change at any time."""

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
from podlint.document.shortening import shortened
from podlint.pods.completed_containers import image_is_injected
from podlint.pods.images.reference import parse_image

_ROLLED_BACK = ("Deployment", "StatefulSet", "DaemonSet")
"""The kinds that `kubectl rollout undo` supports."""


class Options(RuleOptions):
    """Options of the rule."""

    tags: tuple[str, ...] = Field(
        ("latest",),
        description="Tags to report because they can move to a different image, such as `stable`, "
        "`edge` or `main`.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="a restart or a new node runs a different version of the program; Pods of one "
    "Deployment differ between nodes; a rollback changes nothing",
    similar={
        "pullPolicyNotAlways": (
            "Polaris requires the pull policy `Always`; this rule requires a version in the image "
            "name."
        ),
        "container-image-pull-policy": (
            "kube-score requires the pull policy `Always`; this rule requires a version in the "
            "image name."
        ),
        "CKV_K8S_15": (
            "Checkov requires the pull policy `Always`; this rule requires a version in the image "
            "name."
        ),
        "image-pull-policy": (
            "kube-linter reports certain pull policies; this rule requires a version in the image "
            "name."
        ),
        "C-0075": "Kubescape reports `latest` only if the pull policy is not `Always`.",
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
            - name: istio-proxy
              image: auto
            - name: placed
              image: ${REGISTRY}/app
        """,
)
def moving_image_tag(pod: PodTarget, options: Options) -> Problems:
    """An image is not pinned to a version.

    Without a tag, or with `latest`, the name refers to the image that was pushed last. Two Pods of
    one Deployment may run different versions, a restart may start a new version, and a rollback
    cannot restore the old version. With `imagePullPolicy: IfNotPresent` or `Never`, each node keeps
    the image that it already has. The same applies to volumes of type `image`. The port of a
    registry is not a tag: `registry:5000/app` has no tag.

    Other tags, such as `stable`, can also move. To report them, list them in the option `tags`.
    podlint does not report them by default, because it cannot distinguish them from versions such
    as `jammy` and `bookworm`.

    Write a version, as in `app:1.4`, or a digest, as in `app@sha256:...`.
    """
    rolls_back = pod.owner.qualified_kind in _ROLLED_BACK
    for container in pod.spec.all_containers:
        if image_is_injected(container):
            continue
        policy = container.at / "imagePullPolicy" if container.image_pull_policy else None
        kept = container.effective_image_pull_policy in ("IfNotPresent", "Never")
        at = container.at / "image"
        owner = f"container `{container}`"
        yield from _problems(
            owner, container.image, at, policy if kept else None, options, rolls_back=rolls_back
        )
    for volume in pod.spec.volumes:
        if source := volume.image:
            kept = source.pull_policy in ("IfNotPresent", "Never")
            policy = source.at / "pullPolicy" if kept else None
            at = source.at / "reference"
            yield from _problems(
                f"volume `{volume.name}`",
                source.reference,
                at,
                policy,
                options,
                rolls_back=rolls_back,
            )


def _problems(
    owner: str,
    image: str | None,
    at: Place,
    kept_by: Place | None,
    options: Options,
    *,
    rolls_back: bool,
) -> Problems:
    reference = parse_image(image) if image else None
    if reference is None or reference.digest or (reference.tag or "latest") not in options.tags:
        return
    if kept_by:
        effect = (
            "Each node keeps the image that it already has, so nodes may run different versions."
        )
    elif rolls_back:
        effect = (
            "A restart may run a different version, and a rollback does not restore the old "
            "version."
        )
    else:
        effect = (
            "Each start may run a different version, and the manifest does not show which version."
        )
    lack = ", whose tag can change" if reference.tag else " without a tag"
    yield Problem(
        f"{owner} uses image `{shortened(image or '', 50)}`{lack}",
        at=at,
        part="tag",
        related=(Related("pull policy that keeps the old image", kept_by),) if kept_by else (),
        why=effect,
        help="Write a version, as in `app:1.4`, or a digest, as in `app@sha256:...`.",
    )
