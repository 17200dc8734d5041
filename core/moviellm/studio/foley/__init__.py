"""The mixer `foley`: what happens in a film is heard, from sounds that are computed."""
