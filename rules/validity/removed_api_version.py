"""An API version that is gone."""

from podlint.authoring import Fix, Problems, Refused, SetValue, Severity, rule
from podlint.targets.removed_versions import removal_of
from podlint.validation.kinds import kind_named


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: no matches for kind "Deployment" in version "extensions/v1beta1"',
    similar={
        "no-extensions-v1beta": (
            "kube-linter reports all objects of extensions/v1beta1 and no others, this rule "
            "every removed version."
        ),
        "stable-version": (
            "kube-score also reports versions that are deprecated but still served."
        ),
        "check-deprecated-apis": (
            "Kyverno also reports versions that are deprecated but still served."
        ),
        "KSV-0107": ("Trivy also reports versions that are deprecated but still served."),
    },
    bad="""
        apiVersion: extensions/v1beta1  # finding
        #           ^^^^^^^^^^^^^^^^^^
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
        apiVersion: policy/v1beta1  # finding
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
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
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
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
def removed_api_version(refused: Refused) -> Problems:
    """The API version does not have the kind, or does not have it any longer.

    Beta versions are removed: extensions/v1beta1 and apps/v1beta1 in Kubernetes 1.16,
    batch/v1beta1 and policy/v1beta1 in 1.25. The server answers that it knows no such kind. podlint
    knows what became of workloads and of the kinds that stand beside them.

    Write the version that the message names, and adapt the fields that it changed. Where the old
    one filled in a selector from the labels of the template, write it out.
    """
    obj = refused.submission.object
    removal = removal_of(obj.api_version, obj.kind)
    version = removal.successor if removal else kind_named(refused.qualified_kind).api_version
    if version is None:
        instead = removal.instead if removal else ""
        yield refused.problem(f"Remove it; {instead} take its place.")
        return
    fix = Fix(f"set apiVersion to {version}", (SetValue(refused.at.path, version),), safe=False)
    yield refused.problem(f"Write `{version}`.", fix=fix)
