"""The sample consortium: 24 schools and their people, all made up, and two years of reviews."""

from store.sample.making import make_sample

__all__ = ["make_sample"]
