"""The curator `balance`: what cannot be guessed without the film, in the mix that is asked for."""
