"""Runs of the notebooks, and the pages that they become."""
