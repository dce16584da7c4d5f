"""Many inputs: which they are, how they are spread over processes, what was done before."""
