"""What tools build of the files of a repository, with the place that wrote each value."""
