"""Published games, payoffs of the shape (players, options...): what each player gets in each profile of options."""

import numpy as np

PRISONERS = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], dtype=float)
"""The prisoner's dilemma: cooperate or defect."""
SEXES = np.array([[[3, 0], [0, 2]], [[2, 0], [0, 3]]], dtype=float)
"""The battle of the sexes: both would rather be together, each where it likes it better; mixed 3/5, 2/5."""
STAG = np.array([[[4, 1], [3, 3]], [[4, 3], [1, 3]]], dtype=float)
"""The stag hunt: stag pays with company alone, hare always; mixed 2/3."""
PENNIES = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], dtype=float)
"""Matching pennies."""
OCHS_9 = np.array([[[9, 0], [0, 1]], [[0, 1], [1, 0]]], dtype=float)
OCHS_4 = np.array([[[4, 0], [0, 1]], [[0, 1], [1, 0]]], dtype=float)
"""Asymmetric matching pennies (Ochs, Games and Economic Behavior 10, 1995): the row player mixes evenly, the column player 1:9 and 1:4."""
OCHS_4_IN_CENTS = np.array([[[1.1141, 0], [0, 0.2785]], [[0, 1.1141], [1.1141, 0]]])
"""The same with a prize of 4, in the cents of 1982 in which McKelvey and Palfrey (1995) measure payoffs."""
NINE = np.zeros((3, 2, 2, 2))
"""A game of three players with nine equilibria, the most that are possible (McKelvey and McLennan, Journal of Economic Theory 72, 1997)."""
NINE[:, 0, 0, 0], NINE[:, 1, 1, 0], NINE[:, 0, 1, 1], NINE[:, 1, 0, 1] = (9, 8, 12), (9, 8, 2), (3, 4, 6), (3, 4, 4)
BENDING = np.array([[[6, 6], [7.32, 1]], [[7, 7], [6, 4]]], dtype=float)
"""McKelvey's game whose principal branch turns back (in Gambit's catalogue of games, loopback.nfg)."""
