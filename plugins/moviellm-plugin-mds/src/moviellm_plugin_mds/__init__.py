"""Films as MDS shards, which MosaicML Streaming reads at random from anywhere."""
