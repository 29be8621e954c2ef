"""What the objects of a unit have to do with each other."""
