"""The writer `fable`: a small world simulated, and told as a film."""
