"""The engine: what has been made is known, what costs money is counted, films are made in parallel.

What it promises: results exactly once; paid calls at least once, with the exposure bounded by the
calls in flight. A run uses it like this::

    with Journal(folder) as journal:                      # one writer; LockedError names the other
        store = Store(journal)                            # removes what a killed run left half-done
        budget = Budget(cap_usd, journal.spend())
        broker = CallBroker(journal, store, budget, cancelled=stop.is_set)

        keys = StepKeys(component, settings, prompts=prompts_digest(component.prompts))
        seed = step_seed(run_seed, film, stage, item)
        key = keys.key(seed=seed, inputs=[digest, ...], item=frame)
        if journal.step(key) is None:                     # or journal.steps(many keys)
            blobs = ...                                   # the component's work
            pack = store.pack(blobs)                      # durable; in a worker process:
                                                          # open_packs(place, session).write(blobs)
            maker = journal.maker(Maker(stage=..., component=..., facts={...}))
            journal.record(packs=[pack], steps=[StepRow(key=key, maker=maker, film=film,
                                                        outputs=pack.digests[:1])])

`Journal.record` makes the blobs and the steps of a batch known in one transaction; until it
returns, a crash makes the batch again. A finished film is recorded with
``journal.record(films=[FilmRow(..., state="done", completion=key_of(...))])``; a later run compares
``journal.films()`` with the completions it expects and looks up no frames.

A `Store` serves as `moviellm.component.Blobs`, and `StepCalls` gives each step its
`moviellm.component.Calls`. Reading alone (`show`, `explain`, worker processes) takes
`JournalReader` and `StoreReader`, also while the run goes on. Workers are interpreters of their
own, not forks: an SQLite connection does not survive one.
"""
