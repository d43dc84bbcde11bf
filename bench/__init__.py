"""Every figure we claim, as a command: `python -m bench.NAME --help`."""
