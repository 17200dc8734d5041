"""The critics: painted pictures held against their depictions."""
