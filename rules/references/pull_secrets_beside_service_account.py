"""Pull secrets on both a Pod and its service account."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, ServiceAccount, Severity, rule
from podlint.document.shortening import listed, shortened


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom=(
        "`ErrImagePull` or `ImagePullBackOff`, because the pull secret of the "
        "service account is not used"
    ),
    asks_for=("imagePullSecrets",),
    bad="""
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
        imagePullSecrets:
          - name: registry
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: same
        spec:
          selector:
            matchLabels: {app: same}
          template:
            metadata:
              labels: {app: same}
            spec:
              serviceAccountName: web
              imagePullSecrets:  # finding
            # ^^^^^^^^^^^^^^^^
                - name: registry
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
        spec:
          serviceAccountName: web
          imagePullSecrets: [{name: mirror}]  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
        imagePullSecrets:
          - name: registry
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: more
        spec:
          serviceAccountName: web
          imagePullSecrets: [{name: registry}, {name: mirror}]
          containers:
            - name: app
              image: app:1.4
        """,
)
def pull_secrets_beside_service_account(objects: ObjectSet) -> Problems:
    """A Pod lists `imagePullSecrets`, so it does not use the pull secrets of its ServiceAccount.

    Kubernetes adds the pull secrets of a ServiceAccount only to Pods that [list
    none](https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account).
    It does not merge the two lists. If the lists are the same, one of them is redundant. If they
    differ, the Pod does not get the pull secrets of the ServiceAccount. podlint does not report a
    Pod that lists all pull secrets of its ServiceAccount and additional pull secrets.

    List the pull secrets in one place.
    """
    for pod in objects.whole_pods():
        named = {each.name for each in pod.spec.image_pull_secrets}
        if not named:
            continue
        name = pod.spec.effective_service_account_name
        account = objects.find("ServiceAccount", name, pod.owner)
        if not isinstance(account, ServiceAccount) or objects.is_fragment(account):
            continue
        others = {each.name for each in account.image_pull_secrets}
        if not others or others < named:
            continue
        lacking = sorted(filter(None, others - named))
        left, several = listed(lacking), "s" if len(lacking) > 1 else ""
        whose = f"ServiceAccount `{shortened(name, 30)}`"
        yield Problem(
            f"the Pod does not use pull secret{several} {shortened(left, 40)} of {whose}"
            if left
            else f"`imagePullSecrets` repeats the pull secrets of {whose}",
            at=pod.spec.at / "imagePullSecrets",
            key=True,
            related=(Related(f"the pull secrets of {whose}", account.at / "imagePullSecrets"),),
            why="The `imagePullSecrets` of a Pod replace the pull secrets of its ServiceAccount."
            if left
            else "The Pod gets them from its ServiceAccount anyway.",
            help=f"Add the secret{several} to the Pod's `imagePullSecrets`, or list all pull "
            "secrets only on the ServiceAccount."
            if left
            else "Remove `imagePullSecrets` from the Pod.",
        )
