"""A workload that lacks something, and that no kustomization takes in."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    fragments=True,
    symptom="kubectl apply: Required value, with the path of a field",
    bad="""
        # file: kustomization.yaml
        resources: [web.yaml]
        # file: web.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        # file: more.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web  # finding
          #     ^^^
        spec:
          replicas: 2
        """,
    good="""
        # file: kustomization.yaml
        resources: [web.yaml]
        patches: [{path: more.yaml}]
        # file: web.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        # file: more.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
        """,
)
def incomplete_object(submission: Submission) -> Problems:
    """A workload lacks what it needs, and nothing completes it.

    The repository has kustomizations, but none lists the file, neither as a resource nor as a
    patch. Applied by itself, the API server rejects the object. Everything that it says is judged;
    what it lacks is told once, here.

    Mark a file that is only ever merged into another one with `# podlint: fragment`, or list it
    under `fragments` in the configuration: see [fragments](../fragments.md).
    """
    if submission.lack is None or "removed-api-version" in submission.claimed:
        return
    metadata = submission.object.metadata
    place = submission.object.at / "metadata" / "name"
    yield Problem(
        f"the {submission.kind} is incomplete, {submission.lack}, and no kustomization takes it in",
        at=place if metadata and metadata.name else submission.object.at / "kind",
        why=f"The API server rejects {'it' if submission.known else 'its Pods'} as it stands.",
        help="Complete it, list it in a kustomization, or mark it `# podlint: fragment`.",
    )
