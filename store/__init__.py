"""The one SQLite file that bot, training and console share."""
