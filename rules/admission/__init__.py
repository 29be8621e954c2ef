"""Pods that admission plugins of the API server refuse after the workload is accepted."""
