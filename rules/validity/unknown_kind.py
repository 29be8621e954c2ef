"""A kind or API version that Kubernetes does not have."""

from podlint.authoring import Document, Fix, Place, Problem, Problems, SetValue, Severity, rule
from podlint.document.field_path import value_at
from podlint.models.misnaming import Misnaming, misnaming
from podlint.models.workload_shape import unmodelled


@rule(
    severity=Severity.ERROR,
    since="0.2",
    fragments=True,
    asks_for=("unmodelled-workload",),
    symptom=('`kubectl apply` fails with `no matches for kind "deployment" in version "apps/v1"`'),
    bad="""
        apiVersion: apps/v1
        kind: deployment  # finding
        #     ^^^^^^^^^^
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1  # finding
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        Kind: Pod  # finding
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    fixed="""
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
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        Kind: Pod
        metadata:
          name: web
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
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def unknown_kind(document: Document) -> Problems:
    """Kubernetes does not have this kind in this API version.

    An object with the shape of a Pod or workload has a misspelled or missing `kind` or
    `apiVersion`, or a kind that its API group does not have. kubectl rejects it. All other checks
    depend on the kind, so correct the kind first. podlint does not report kinds in other API
    groups, such as custom resources.
    """
    for path in unmodelled(document.data):
        data = value_at(document.data, path)
        found = misnaming(data) if isinstance(data, dict) else None
        if found:
            yield _problem(Place(document, path), found)


def _problem(obj: Place, found: Misnaming) -> Problem:
    place = obj / found.key
    fix = None
    if found.meant and not found.is_key and obj.document.has(place.path):
        edit = SetValue(place.path, found.meant)
        fix = Fix(f"set `{found.key}` to `{found.meant}`", (edit,), safe=False)
    if found.is_key:
        help_ = f"Write `{found.meant}:`."
    elif found.meant:
        help_ = f"Write `{found.key}: {found.meant}`."
    else:
        example = "Deployment" if found.key == "kind" else "apps/v1"
        help_ = f"Set the {found.key} of the object, for example `{found.key}: {example}`."
    return Problem(
        found.message,
        at=place,
        key=found.is_key,
        fix=fix,
        why="`kubectl apply` rejects the object, and none of its Pods start.",
        help=help_,
    )
