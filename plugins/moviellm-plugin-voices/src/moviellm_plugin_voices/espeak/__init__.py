"""The voice `espeak`."""
