"""Looking at a run folder: how it stands, where things come from, what is damaged or not needed."""
