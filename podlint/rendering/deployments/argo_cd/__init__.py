"""Applications and ApplicationSets of Argo CD."""
