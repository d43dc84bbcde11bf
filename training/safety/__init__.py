"""Fits the learned heads of reply safety, from seeds that were written for it and from what moderators ruled."""
