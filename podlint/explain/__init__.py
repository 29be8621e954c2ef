"""Explanations of Pods: what their manifests mean, and what `podlint check` finds in them.

Each part of an explanation has its own module, and is built from a `PodTarget`. The modules `text`,
`html` and `json` write all parts.
"""

from podlint.explain.pod import Explanation, PodExplanation, explain_paths, explain_text

__all__ = ["Explanation", "PodExplanation", "explain_paths", "explain_text"]
