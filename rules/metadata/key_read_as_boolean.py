"""A key that YAML reads as a boolean."""

from collections.abc import Iterator

from podlint.authoring import JSON, KubernetesObject, Place, Problem, Problems, Severity, rule

_BOOLEAN = ("true", "false")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        'a key `"true"` or `"false"` in `kubectl get -o yaml`; '
        "`CreateContainerConfigError` with `couldn't find key`; a file named "
        "`true`"
    ),
    asks_for=_BOOLEAN,
    fragments=True,
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: place
        data:
          x: "12"
          y: "40"  # finding
        # ^
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            on: call  # finding
        spec:
          nodeSelector: {No: disk}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: place
        data:
          x: "12"
          "y": "40"
          true: "1"  # intentionally a boolean
          yess: "2"  # only looks like a boolean
        """,
)
def key_read_as_boolean(obj: KubernetesObject) -> Problems:
    """YAML reads a key such as `y`, `on` or `No` as a boolean instead of a string.

    Kubernetes parses manifests as YAML 1.1, where `y`, `yes` and `on` are true, and `n`, `no` and
    `off` are false. Such keys become `"true"` and `"false"` without a warning.

    Put the key in quotes.
    """
    if type(obj) is KubernetesObject:
        return
    for place in _boolean_keys(obj.written, obj.at):
        text = _text(place)
        key = place.path[-1]
        if text and text != key:
            yield Problem(
                f"key `{text}` is read as the boolean `{key}`",
                at=place,
                key=True,
                why=f"The object has a key `{key}` and no key `{text}`.",
                help=f'Put the key in quotes: `"{text}":`.',
            )


def _boolean_keys(data: JSON, place: Place) -> Iterator[Place]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _BOOLEAN:
                yield place / key
            yield from _boolean_keys(value, place / key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _boolean_keys(value, place / index)


def _text(place: Place) -> str | None:
    """The key of a place, if it is a word without quotes; None otherwise."""
    text = place.document.written_as(place.path, key=True)
    return text if text and text.isalpha() else None
