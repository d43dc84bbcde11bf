"""Pure decisions, no I/O: who may get a suggestion, when to speak, what to flag, how to word it."""
