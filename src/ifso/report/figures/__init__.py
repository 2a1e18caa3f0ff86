"""Figures for papers: drawn by matplotlib, of which no other room knows anything.

A module draws one kind of figure from a result and says in words what is on it. Leaves asking to the verbs.
"""
