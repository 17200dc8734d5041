"""Jointed paper puppets: one person, posed, dressed and with a face, as a cut-out."""
