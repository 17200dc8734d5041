"""The studio's director: from a screenplay to shots, key frames and cues.

`scenes` reads the ledger, `beats` and `moments` choose what each key frame shows, `grammar` how
the camera stands, `blocking` where people and props are, `depiction` and `poses` what is seen,
`prompts` says it in prose, `timing` puts it on the timeline, and `impl` calls them in this order.
"""
