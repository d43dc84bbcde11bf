"""The only place that imports asyncpraw; Reddit's shapes become our frozen types here."""
