"""How the objects of a unit relate to each other."""
