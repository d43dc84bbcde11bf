"""From the log to a better adapter: pairs, SFT, DPO, evaluation, gate."""
