"""The parts of a film as frozen models: no I/O, no rules beyond their own form."""
