"""What a change brings: compares the files of a run with an earlier commit."""
