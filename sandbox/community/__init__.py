"""Simulated people: seekers, helpers, voters, moderators, and a few who do harm."""
