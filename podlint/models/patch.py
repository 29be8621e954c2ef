"""Strategic merge patches, which kustomize takes and no API server stores."""

__all__ = ["DIRECTIVES"]

DIRECTIVES = frozenset(("$patch", "$retainKeys", "$setElementOrder", "$deleteFromPrimitiveList"))
"""Keys that say how to patch; the last two are followed by `/` and the field's name."""
