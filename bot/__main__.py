"""`python -m bot` is `sidelight`."""

from bot.cli import main

main()
