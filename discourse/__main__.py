"""``python -m discourse`` is the command line."""

from discourse.cli import main

main()
