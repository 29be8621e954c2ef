"""A removed API version."""

from podlint.authoring import Fix, Problems, Refused, SetValue, Severity, rule
from podlint.targets.removed_versions import removal_of, successor_of
from podlint.validation.kinds import kind_named


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        '`kubectl apply` fails with `no matches for kind "Deployment" in version '
        '"extensions/v1beta1"`'
    ),
    similar={
        "no-extensions-v1beta": (
            "kube-linter reports only objects of extensions/v1beta1. This rule reports every "
            "removed version."
        ),
        "stable-version": (
            "kube-score also reports deprecated versions that Kubernetes still serves."
        ),
        "check-deprecated-apis": (
            "Kyverno also reports deprecated versions that Kubernetes still serves."
        ),
        "KSV-0107": ("Trivy also reports deprecated versions that Kubernetes still serves."),
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
        ---
        apiVersion: networking.k8s.io/v1beta1  # finding
        kind: Ingress
        metadata:
          name: web
        spec:
          backend: {serviceName: web, servicePort: 80}
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
        ---
        apiVersion: networking.k8s.io/v1beta1
        kind: Ingress
        metadata:
          name: web
        spec:
          backend: {serviceName: web, servicePort: 80}
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
    """The API version does not include this kind, or no longer includes it.

    Kubernetes removes beta versions over time, for example extensions/v1beta1 and apps/v1beta1 in
    1.16, and batch/v1beta1 and policy/v1beta1 in 1.25. The API server then rejects objects of these
    versions. podlint knows the successors for workloads and for the kinds that are often used with
    them.

    Use the version that the finding names, and adapt the fields that have changed. In old versions
    of workloads, Kubernetes sets a missing selector from the labels of the template. The new
    version requires a selector.

    The fix is safe if the new version has the same fields and defaults. podlint does not fix an
    object whose fields have changed, such as an Ingress.
    """
    obj = refused.submission.object
    removal = removal_of(obj.api_version, obj.kind)
    version = removal.successor if removal else kind_named(refused.qualified_kind).api_version
    if version is None:
        instead = removal.instead if removal else ""
        yield refused.problem(f"Remove the object. {instead} replace it.")
        return
    change = successor_of(obj) if refused.at.path[-1:] == ("apiVersion",) else "defaults"
    if change == "fields":
        yield refused.problem(f"Write `apiVersion: {version}`, and adapt the fields.")
        return
    edits = (SetValue(refused.at.path, version),)
    title = f"set `apiVersion` to `{version}`"
    fix = Fix(title, edits, safe=change == "same", reveals=True)
    yield refused.problem(f"Write `apiVersion: {version}`.", fix=fix)
