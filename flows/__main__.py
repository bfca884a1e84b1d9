"""`python -m flows` is `mintfeed`."""

from flows.cli import main

main()
