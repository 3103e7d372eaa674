"""Benchmarks: this project's matcher beside the ones that a user would pick, on the same questions."""
