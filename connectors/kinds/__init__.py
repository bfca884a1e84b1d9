"""The ways of reading that several sources share: `from_<kind>.py` reads `kind = "<kind>"`."""
