"""Benchmarks, each with its peer in the same run; results are ratios, because absolute times mean nothing."""
