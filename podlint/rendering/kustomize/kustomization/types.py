"""The fields of a kustomization, with their types.

Source: api/types of kustomize.
"""

from __future__ import annotations

from podlint.rendering.kustomize.kustomization.typed_data import (
    ANY,
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    Type,
    list_of,
)

__all__ = ["IMAGE", "KUSTOMIZATION", "PATCH", "PLUGINS", "REPLACEMENT", "TABLES"]


def _texts(names: str) -> dict[str, Type]:
    return dict.fromkeys(names.split(), TEXT)


_LIST = list_of(TEXT)
_OBJECT_META = _texts("name namespace") | {"labels": TEXTS, "annotations": TEXTS}
_RESOURCE_ID = _texts("group version kind name namespace")
_SELECTOR = _RESOURCE_ID | _texts("annotationSelector labelSelector")
_FIELD_SPEC = _texts("group version kind path") | {"create": FLAG}
_FIELD_SPECS = list_of(_FIELD_SPEC)
PATCH: dict[str, Type] = _texts("path patch") | {
    "target": _SELECTOR,
    "options": {"allowNameChange": FLAG, "allowKindChange": FLAG},
}
"""An entry of ``patches``."""
IMAGE = _texts("name newName tagSuffix newTag digest")
"""An entry of ``images``."""
_GENERATOR_OPTIONS: dict[str, Type] = {
    "labels": TEXTS,
    "annotations": TEXTS,
    "disableNameSuffixHash": FLAG,
    "immutable": FLAG,
}
_CONFIG_MAP = _texts("namespace name behavior env") | {
    "literals": _LIST,
    "files": _LIST,
    "envs": _LIST,
    "options": _GENERATOR_OPTIONS,
}
_FIELD_OPTIONS: dict[str, Type] = {
    "delimiter": TEXT,
    "index": NUMBER,
    "encoding": TEXT,
    "create": FLAG,
}
_HELM_CHART = _texts(
    "name version repo releaseName namespace valuesFile valuesMerge kubeVersion nameTemplate"
) | {
    **dict.fromkeys(("additionalValuesFiles", "apiVersions"), _LIST),
    **dict.fromkeys(("includeCRDs", "skipHooks", "skipTests", "debug", "devel"), FLAG),
    "valuesInline": ANY,
}
_HELM_CHART_ARGS = _texts(
    "chartName chartVersion chartRepoUrl chartHome chartRepoName helmBin helmHome values"
    " valuesMerge releaseName releaseNamespace"
) | {"valuesLocal": ANY, "extraArgs": _LIST}

REPLACEMENT: dict[str, Type] = {
    "source": _RESOURCE_ID | {"fieldPath": TEXT, "options": _FIELD_OPTIONS},
    "targets": list_of(
        {
            "select": _SELECTOR,
            "reject": list_of(_SELECTOR),
            "fieldPaths": _LIST,
            "options": _FIELD_OPTIONS,
        }
    ),
    "sourceValue": TEXT,
}
"""A replacement."""

KUSTOMIZATION: dict[str, Type] = {
    **_texts("kind apiVersion namePrefix nameSuffix namespace"),
    **dict.fromkeys(
        "resources components crds bases configurations generators transformers validators"
        " buildMetadata patchesStrategicMerge".split(),
        _LIST,
    ),
    **dict.fromkeys("openapi commonLabels commonAnnotations".split(), TEXTS),
    **dict.fromkeys(("patches", "patchesJson6902"), list_of(PATCH)),
    **dict.fromkeys(("images", "imageTags"), list_of(IMAGE)),
    "metadata": _OBJECT_META,
    "labels": list_of(
        {
            "pairs": TEXTS,
            "includeSelectors": FLAG,
            "includeTemplates": FLAG,
            "fields": _FIELD_SPECS,
        }
    ),
    "replacements": list_of(REPLACEMENT | {"path": TEXT}),
    "replicas": list_of({"name": TEXT, "count": NUMBER}),
    "vars": list_of(
        {
            "name": TEXT,
            "objref": _texts("apiVersion group version kind name namespace"),
            "fieldref": {"fieldPath": TEXT},
        }
    ),
    "sortOptions": {
        "order": TEXT,
        "legacySortOptions": {"orderFirst": _LIST, "orderLast": _LIST},
    },
    "configMapGenerator": list_of(_CONFIG_MAP),
    "secretGenerator": list_of(_CONFIG_MAP | {"type": TEXT}),
    "generatorOptions": _GENERATOR_OPTIONS,
    "helmGlobals": _texts("chartHome configHome"),
    "helmCharts": list_of(_HELM_CHART),
    "helmChartInflationGenerator": list_of(_HELM_CHART_ARGS),
}
"""A kustomization or a component."""

TABLES: dict[str, Type] = {
    **dict.fromkeys(
        "namePrefix nameSuffix namespace commonLabels labels templateLabels commonAnnotations"
        " varReference images replicas".split(),
        _FIELD_SPECS,
    ),
    "nameReference": list_of(_texts("group version kind") | {"fieldSpecs": _FIELD_SPECS}),
}
"""A file of ``configurations``."""

_METADATA: dict[str, Type] = {"metadata": _OBJECT_META}
PLUGINS: dict[str, dict[str, Type]] = {
    "ConfigMapGenerator": _CONFIG_MAP | _METADATA,
    "SecretGenerator": _CONFIG_MAP | {"type": TEXT} | _METADATA,
    "AnnotationsTransformer": {"annotations": TEXTS, "fieldSpecs": _FIELD_SPECS},
    "HashTransformer": {},
    "ImageTagTransformer": {"imageTag": IMAGE, "fieldSpecs": _FIELD_SPECS},
    "LabelTransformer": {"labels": TEXTS, "fieldSpecs": _FIELD_SPECS},
    "NamespaceTransformer": {
        "fieldSpecs": _FIELD_SPECS,
        "unsetOnly": FLAG,
        "setRoleBindingSubjects": TEXT,
    }
    | _METADATA,
    "PatchJson6902Transformer": {"target": _SELECTOR, "path": TEXT, "jsonOp": TEXT},
    "PatchStrategicMergeTransformer": {"paths": _LIST, "patches": TEXT},
    "PatchTransformer": PATCH,
    "PrefixSuffixTransformer": {"prefix": TEXT, "suffix": TEXT, "fieldSpecs": _FIELD_SPECS},
    "PrefixTransformer": {"prefix": TEXT, "fieldSpecs": _FIELD_SPECS},
    "SuffixTransformer": {"suffix": TEXT, "fieldSpecs": _FIELD_SPECS},
    "ReplacementTransformer": {"replacements": list_of(REPLACEMENT | {"path": TEXT})},
    "ReplicaCountTransformer": {
        "replica": {"name": TEXT, "count": NUMBER},
        "fieldSpecs": _FIELD_SPECS,
    },
}
"""What can be given as an object of its own in ``generators`` and ``transformers``."""
