"""Pull secrets of a Pod whose service account has some, too."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, ServiceAccount, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom="ErrImagePull, ImagePullBackOff: the secret of the service account is not used",
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
    """A Pod names pull secrets, and so does its service account, whose are then not used.

    The pull secrets of a service account go to Pods that [name
    none](https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account);
    the two lists are not joined. The same list twice is one too many; two different ones leave the
    Pod without those of the account.

    Name them in one place. A Pod that names those of the account and others is not reported.
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
        left = ", ".join(sorted(filter(None, others - named)))
        yield Problem(
            f"service account {name} has pull secret {left}, which is not used, because the Pod "
            "names its own; name all in one place"
            if left
            else f"service account {name} gives these Pods the same pull secrets; name them in one "
            "place",
            at=pod.spec.at / "imagePullSecrets",
            key=True,
            related=(Related("those of the account", account.at / "imagePullSecrets"),),
        )
