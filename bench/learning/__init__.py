"""Does it teach? A small network, trained from nothing on films of the studio, is asked of others.

It reads an export as any user would, sees the pictures through an eye that learns from the films'
captions, and ranks the options of their questions. The same network is trained again with parts of
a film withheld: what it answers then needs no film.
"""
