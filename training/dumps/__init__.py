"""From files of other people's communities to pairs: read, kept as Parquet, compared by SQL."""
