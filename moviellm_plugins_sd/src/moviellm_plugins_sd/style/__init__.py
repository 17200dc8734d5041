"""Style immobilisation: one new word that means how a whole film looks.

The method of MovieLLM / DreamFrame (arXiv 2403.01422): some pictures are painted from the film's
full style phrase, and a new token is learned from them by textual inversion (arXiv 2208.01618).
"""
