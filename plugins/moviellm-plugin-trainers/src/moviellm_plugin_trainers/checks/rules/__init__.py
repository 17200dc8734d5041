"""The rules, each with the place in a loader's source that it comes from."""
