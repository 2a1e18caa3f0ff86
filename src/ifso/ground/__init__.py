"""Words that all rooms share: diagnostics, dates, the words of likelihood. Imports nothing of ours."""
