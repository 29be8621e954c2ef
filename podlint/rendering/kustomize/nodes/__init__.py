"""Nodes with the places that wrote them, and the resources made of them."""
