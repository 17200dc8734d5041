"""The studio's director: `moviellm.film.staging` with film grammar and computed prompts."""
