"""Props: things as cut-outs, by their kind."""
