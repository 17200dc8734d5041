"""The voice `openai-speech`."""
