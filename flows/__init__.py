"""Runs: the nightly Prefect flow and the command line."""
