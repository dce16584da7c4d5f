"""Readers for frameworks that spread work over many machines: Spark and datatrove. Each needs its extra."""
