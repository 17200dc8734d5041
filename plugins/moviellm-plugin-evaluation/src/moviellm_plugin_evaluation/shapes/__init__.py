"""Row shapes of known benchmarks, as lmms-eval's tasks read them: one file a benchmark."""
