"""An API version that is gone."""

from podlint.authoring import Fix, Problems, Refused, SetValue, Severity, rule
from podlint.validation.kinds import kind_named


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: no matches for kind "Deployment" in version "extensions/v1beta1"',
    similar={
        "no-extensions-v1beta": (
            "kube-linter reports all objects of extensions/v1beta1 and no others, this rule "
            "workloads of every removed version."
        ),
        "stable-version": (
            "kube-score also reports versions that are deprecated but still served, and other "
            "kinds than workloads."
        ),
        "check-deprecated-apis": (
            "Kyverno also reports versions that are deprecated but still served, and other kinds "
            "than workloads."
        ),
        "KSV-0107": (
            "Trivy also reports versions that are deprecated but still served, and other kinds "
            "than workloads."
        ),
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
    batch/v1beta1 in 1.25. The server answers that it knows no such kind.

    Write the version that the message names. Where the old one filled in a selector from the
    labels of the template, write it out.
    """
    version = kind_named(refused.qualified_kind).api_version
    fix = Fix(f"set apiVersion to {version}", (SetValue(refused.at.path, version),), safe=False)
    yield refused.problem(f"Write `{version}`.", fix=fix)
