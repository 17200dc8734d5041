"""The studio's director: from a screenplay to shots, key frames and cues.

`moments` chooses what each key frame shows, `grammar` how the camera stands, `blocking` where
people and props are, `depiction` what is seen, `prompts` says it in prose, `timing` puts it on
the timeline, and `impl` calls them in this order.
"""
