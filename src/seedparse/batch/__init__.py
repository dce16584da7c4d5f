"""Many inputs: finding them, spreading them over processes, skipping what an earlier run has done."""
