"""The language of reference classes: text, then syntax, then terms that can be evaluated on a panel."""
