"""A misspelled recommended label."""

from podlint.authoring import KubernetesObject, Problem, Problems, Severity, pods_of, rule
from podlint.document.shortening import shortened
from podlint.models.guess import nearest

_PREFIX = "app.kubernetes.io"
_NAMES = ("name", "instance", "version", "component", "part-of", "managed-by")
_OLD = ("created-by",)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    aliases=("misspelt-recommended-label",),
    symptom=("dashboards and `kubectl get -l app.kubernetes.io/name=...` do not show the object"),
    asks_for=("labels",),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels:
            app.kubernetes.io/manged-by: shop  # finding
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels:
                app: web
                app.kubernets.io/name: web  # finding
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels:
            app.kubernetes.io/managed-by: shop
            app.kubernetes.io/part-of: shop
            app.kubernetes.io/tier: front
            apps.example.com/name: web
            app.kubernets.io/tiers: front
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels:
                app: web
                app.kubernetes.io/name: web
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def misspelled_recommended_label(obj: KubernetesObject) -> Problems:
    """A label is a misspelling of a [recommended label](https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/).

    Tools that use `app.kubernetes.io/name` and the other recommended labels do not find the object.
    podlint checks the labels of objects and of their Pod templates.

    Correct the label, and the selectors that use it.
    """
    for meta in (
        obj.metadata,
        *(pod.metadata for pod in pods_of(obj) if pod.owner.qualified_kind != "Pod"),
    ):
        for key in meta.labels if meta else ():
            prefix, slash, name = key.partition("/")
            if not slash or not prefix.startswith("app") or meta is None:
                continue
            is_prefix, is_name = prefix == _PREFIX, name in _NAMES or name in _OLD
            if is_prefix == is_name:
                continue
            right = _PREFIX if is_name else nearest(name, _NAMES)
            if right and (is_prefix or nearest(prefix, (_PREFIX,))):
                meant = f"{_PREFIX}/{name if is_name else right}"
                yield Problem(
                    f"label `{shortened(key)}` looks like a misspelling of `{meant}`",
                    at=meta.at / "labels" / key,
                    key=True,
                    why="Tools and selectors that use the recommended label do not find the "
                    "object.",
                    help=f"Write `{meant}` here and in the selectors that use this label.",
                )
