"""The companion at work: Reddit in, private messages out."""
