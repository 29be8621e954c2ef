"""What admission plugins do to the Pods of a unit, from the objects that the unit defines for them.

The API server accepts a workload without asking these plugins. They run when a controller creates
the Pods. Mirrors the plugins that are enabled by default, of Kubernetes 1.33 to 1.37.
"""
