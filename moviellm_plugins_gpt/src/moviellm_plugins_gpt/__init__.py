"""Language and image models behind an API, for every stage of MovieLLM."""
