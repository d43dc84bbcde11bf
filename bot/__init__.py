"""The companion at work: Reddit in, private messages out."""

__version__ = "0.1.0"
