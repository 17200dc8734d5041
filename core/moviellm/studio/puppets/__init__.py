"""The animator `puppets`: the paper puppets of `papercut`, drawn between the key frames."""
