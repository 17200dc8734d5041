"""The long-video protocol of arXiv 2403.01422: open questions, answers compared by a judge."""
