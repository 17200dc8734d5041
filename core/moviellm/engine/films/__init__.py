"""How one film is made: its recipe, its steps, its pictures."""
