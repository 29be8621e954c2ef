"""A stop signal that the API server drops."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.lifecycle.stopping import STOPS_NOTHING, drops_stop_signal


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "the field is not in the cluster, and the container gets `SIGTERM` or the signal of its "
        "image"
    ),
    fragments=True,
    asks_for=("stopSignal",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: linux}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                stopSignal: SIGQUIT  # finding
                #           ^^^^^^^
        """,
    good=(
        """
        # untrappable-stop-signal reports signals that do not stop a program anyway.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: linux}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop: {sleep: {seconds: 5}}
            - name: other
              image: app:1.4
              lifecycle:
                stopSignal: SIGKILL
        """,
        """
        # kubernetes-version: 1.32
        # Older versions do not have the field, which field-unknown-to-version reports.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: linux}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                stopSignal: SIGQUIT
        """,
    ),
)
def stop_signal_without_effect(pod: PodTarget) -> Problems:
    """A container sets `stopSignal`, which the API server drops by default.

    `lifecycle.stopSignal` requires the [feature
    gate](https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/)
    `ContainerStopSignals`, which is disabled by default in all versions up to 1.37. The API server
    then drops the field without an error, and the runtime sends the signal that the image names
    with `STOPSIGNAL`, or `SIGTERM`.

    If your clusters enable the gate, disable this rule. Otherwise, set `STOPSIGNAL` in the image,
    or send the signal from a `preStop` hook.
    """
    if not drops_stop_signal(pod.versions):
        return
    for container in pod.spec.all_containers:
        signal = container.lifecycle.stop_signal if container.lifecycle else None
        if not container.lifecycle or not signal or signal in STOPS_NOTHING:
            continue
        yield Problem(
            f"the API server drops `stopSignal: {shortened(signal, 20)}` of container "
            f"{shortened(container.name or '', 30)}",
            at=container.lifecycle.at / "stopSignal",
            why="The feature gate `ContainerStopSignals` is disabled by default, so the container "
            "gets `SIGTERM`, or the signal of its image.",
            help="Set `STOPSIGNAL` in the image, or send the signal from a `preStop` hook.",
        )
