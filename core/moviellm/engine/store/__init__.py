"""The store: the run's blobs by digest, in packs; what is made of them."""
