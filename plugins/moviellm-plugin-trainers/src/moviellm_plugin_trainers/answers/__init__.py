"""What a model's text says, however it says it: thoughts left out, the stated answer first."""
