"""Small repositories whose files take part in builds, each with several faults."""

from __future__ import annotations

import random
from pathlib import Path

WEB = """\
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
          image: registry.example/app:1.4
          envFrom:
            - configMapRef: {name: settings}
          livenessProbe:
            httpGet: {path: /live, port: 8080}
            timeoutSeconds: 30
          resources:
            requests: {memory: 256Mi}
"""
PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
"""
LIMIT = f"{PATCH}          resources: {{limits: {{memory: 128Mi}}}}\n"
MOUNT = f"{PATCH}          volumeMounts: [{{name: data, mountPath: /data}}]\n"
SETTINGS = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n"
NAMESPACE = """\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {pod-security.kubernetes.io/enforce: restricted}
"""
BASE = {"base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": WEB}
OVERLAYS = {
    **BASE,
    "small/kustomization.yaml": "resources: [../base]\npatches: [{path: limit.yaml}]\n",
    "small/limit.yaml": LIMIT,
    "large/kustomization.yaml": "resources: [../base]\nnamePrefix: large-\n",
}


def application(path: str, **more: str) -> str:
    """An Argo CD Application with further fields of its source."""
    source = {"repoURL": "https://git.example/shop.git", "path": path, **more}
    fields = "".join(f"    {name}: {value}\n" for name, value in source.items())
    return (
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\n"
        f"spec:\n  source:\n{fields}  destination: {{namespace: shop}}\n"
    )


def flux(path: str, *lines: str) -> str:
    """A Flux Kustomization with further lines of its spec."""
    more = "".join(f"  {line}\n" for line in lines)
    return (
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
        "metadata: {name: shop, namespace: flux-system}\n"
        "spec:\n  sourceRef: {kind: GitRepository, name: flux-system}\n"
        f"  path: {path}\n{more}"
    )


COMPONENT = {
    "part/kustomization.yaml": (
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
        "patches: [{path: mount.yaml}]\n"
    ),
    "part/mount.yaml": MOUNT,
}
REPOSITORIES: dict[str, dict[str, str]] = {
    "overlays": OVERLAYS,
    "components": {
        **BASE,
        **COMPONENT,
        "one/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\n",
        "two/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\n",
    },
    "generators and images": {
        **BASE,
        "one/kustomization.yaml": (
            "resources: [../base]\n"
            "configMapGenerator: [{name: settings, files: [a.txt]}]\n"
            "images:\n"
            "  - name: registry.example/app\n"
            "    newName: app\n"
            "    newTag: latest\n"
        ),
        "one/a.txt": "text\n",
        "two/kustomization.yaml": (
            "resources: [../base]\nimages: [{name: registry.example/app, newTag: latest}]\n"
        ),
    },
    "suppressions": {
        **OVERLAYS,
        "small/limit.yaml": LIMIT.replace(
            "          resources",
            "          # podlint: ignore[request-above-limit] tried\n          resources",
        ),
        "base/web.yaml": WEB.replace("30\n", "30 # podlint: ignore[privileged-container] unused\n"),
    },
    "one that cannot be built": {
        **OVERLAYS,
        "broken/kustomization.yaml": "resources: [../base, missing.yaml]\n",
    },
    "remote resources": {
        **OVERLAYS,
        "far/kustomization.yaml": "resources: [../base, https://git.example/far.yaml]\n",
    },
    "checked in": {
        **BASE,
        "rendered/all.yaml": WEB,
        "rendered/more.yaml": WEB.replace("name: web", "name: more"),
    },
    "a patch is a resource elsewhere": {
        **OVERLAYS,
        "other/kustomization.yaml": "resources: [../small/limit.yaml]\n",
    },
    "Argo CD: a kustomization": {
        **OVERLAYS,
        **COMPONENT,
        "apps/shop.yaml": application("small", kustomize="{components: [../part]}"),
    },
    "Argo CD: a folder": {
        "shop/web.yaml": WEB,
        "shop/below/space.yaml": NAMESPACE,
        "shop/below/other.yaml": WEB.replace("name: web", "name: other"),
        "shop/below/left.yaml": WEB.replace("name: web", "name: left"),
        "apps/shop.yaml": application("shop", directory="{recurse: true, exclude: '*/left.yaml'}"),
    },
    "Argo CD: an Application that another one deploys": {
        "apps/shop.yaml": application("shop"),
        "root.yaml": application("apps").replace("name: shop", "name: root"),
        "shop/web.yaml": WEB,
    },
    "Argo CD: overrides beside the manifests": {
        **BASE,
        "base/.argocd-source.yaml": "kustomize: {images: ['registry.example/app:latest']}\n",
        "apps/shop.yaml": application("base"),
    },
    "Flux: a folder": {
        "shop/web.yaml": WEB.replace("256Mi", '"${size}"'),
        "shop/deep/web.yaml": WEB.replace("name: web", "name: deep"),
        "clusters/shop.yaml": flux(
            "./shop",
            "targetNamespace: shop",
            "images: [{name: registry.example/app, newTag: latest}]",
            "patches:",
            "  - target: {kind: Deployment}",
            "    patch: |",
            *(f"      {line}" for line in LIMIT.splitlines()),
            "postBuild: {substituteFrom: [{kind: ConfigMap, name: sizes}]}",
        ),
        "clusters/sizes.yaml": SETTINGS.replace("settings", "sizes").replace(
            "{a: b}", "{size: 3Gi}"
        ),
    },
    "Flux: a folder above kustomizations": {
        **{f"shop/{path}": text for path, text in OVERLAYS.items()},
        "clusters/shop.yaml": flux("./shop/small/.."),
        "shop/more.yaml": WEB.replace("name: web", "name: more"),
    },
    "Flux: a file that is not an object": {
        "shop/web.yaml": WEB,
        "shop/values.yaml": "size: 3\n",
        "clusters/shop.yaml": flux("./shop", "targetNamespace: shop"),
    },
}


def drawn(seed: int) -> dict[str, str]:
    """A repository with a base, overlays and what deploys some of them, all drawn at random."""
    draw = random.Random(seed)
    files = {**BASE, **COMPONENT}
    for number in range(draw.randint(1, 4)):
        name = f"overlay-{number}"
        below = draw.choice(["base", *(f"overlay-{other}" for other in range(number))])
        lines = [f"resources: [../{below}]"]
        if draw.random() < 0.4:
            lines.append("components: [../part]")
        if draw.random() < 0.5:
            lines.append("patches: [{path: patch.yaml}]")
            files[f"{name}/patch.yaml"] = draw.choice([LIMIT, MOUNT, LIMIT.replace("128", "512")])
        if draw.random() < 0.3:
            lines.append(f"namePrefix: {draw.choice('ab')}-")
        if draw.random() < 0.3:
            lines.append("images: [{name: registry.example/app, newTag: latest}]")
        if draw.random() < 0.2:
            lines.append("configMapGenerator: [{name: settings, literals: [a=b]}]")
        if draw.random() < 0.15:
            lines.append("resources: [../missing]")
        files[f"{name}/kustomization.yaml"] = "\n".join([*lines, ""])
    folders = sorted({str(Path(path).parent) for path in files})
    if draw.random() < 0.4:
        files["apps/shop.yaml"] = application(draw.choice(folders))
    if draw.random() < 0.4:
        files["clusters/shop.yaml"] = flux(draw.choice(folders), "targetNamespace: shop")
    if draw.random() < 0.4:
        files["plain/web.yaml"] = WEB
        files["apps/plain.yaml"] = application("plain").replace("name: shop", "name: plain")
    return files
