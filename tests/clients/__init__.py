"""The clients that subscribers use, and checkers of pages: `make test-clients`, an environment of its own."""
