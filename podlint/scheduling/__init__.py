"""Whether the scheduler can place a Pod: what the Pod demands of its node, and what nodes have.

Source: the filter plugins of the scheduler (pkg/scheduler/framework/plugins) in Kubernetes 1.36.
"""
