"""What a file's Pods are, in words: nothing is judged good or bad, everything is said.

Each part of an explanation is a module of its own, made from a `PodTarget`; `text` and `json` write
all of them.
"""

from podlint.explain.pod import Explanation, PodExplanation, explain_paths, explain_text

__all__ = ["Explanation", "PodExplanation", "explain_paths", "explain_text"]
