"""The voice `kokoro`."""
