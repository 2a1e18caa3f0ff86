"""The server behind the page: it shows one scenario in a browser on this machine, follows its file, computes what takes long, and saves.

Owns everything that speaks HTTP or WebSocket. Leaves what a page shows to :mod:`ifso.verbs.page`, its form to the report, and writing into
a scenario to :mod:`ifso.verbs.saving`.
"""
