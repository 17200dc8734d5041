"""Films as the rows of video trainers, and a check of such rows."""
