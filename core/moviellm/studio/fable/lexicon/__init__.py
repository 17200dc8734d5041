"""What fable knows of the world: kinds of place and prop, occupations, names, genres, words."""
