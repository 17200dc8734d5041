"""The exporter ``frames``: one folder a film, as trainers read it."""
