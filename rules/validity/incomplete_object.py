"""An incomplete workload that no kustomization uses."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    fragments=True,
    symptom="`kubectl apply` fails with `Required value` and the path of a field",
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
    """A workload lacks required fields, and no kustomization uses its file.

    The repository has kustomizations, but none of them lists the file as a resource or a patch. If
    you apply the file, the API server rejects the object. podlint checks the fields that the object
    has, and reports all missing fields in one finding of this rule.

    If the file is only merged into other files, add the comment `# podlint: fragment` to it, or
    list it under `fragments` in the configuration file: see [fragments](../fragments.md).
    """
    if submission.lack is None or "removed-api-version" in submission.claimed:
        return
    metadata = submission.object.metadata
    place = submission.object.at / "metadata" / "name"
    yield Problem(
        f"{submission.kind} is incomplete ({submission.lack}), and no kustomization uses this file",
        at=place if metadata and metadata.name else submission.object.at / "kind",
        why="If you apply this file, the API server rejects "
        f"{'' if submission.known else 'the Pods of '}the {submission.kind}.",
        help="Add the missing fields, or list the file in a kustomization. If another tool "
        "completes the object, add the comment `# podlint: fragment`.",
    )
