"""Takes in files of strangers: what they are is told by their content, what they unpack to is bounded."""
