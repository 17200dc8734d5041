"""The painter `openai-image`."""
