import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ifso.engine import homotopy
from ifso.engine.nash import nash_equilibria
from ifso.engine.quantal import TOLERANCE, other_equilibria, principal_path, quantal_response, respond

from .games import BENDING, NINE, OCHS_4, OCHS_4_IN_CENTS, OCHS_9, PENNIES, PRISONERS, SEXES, STAG

PAYOFFS = st.floats(-5, 5, width=32)
RATIONALITY = st.floats(0, 20)


def solved(payoffs, rationality):
    return tuple(mix[0] for mix in quantal_response(np.asarray(payoffs)[None], rationality))


def logit(pays, rationality):
    weights = np.exp(rationality * (pays - pays.max()))
    return weights / weights.sum()


def advantage(payoffs, p, q):
    """What the first option pays either player of a 2x2 game beyond its second, where the other's first option has the chance p or q."""
    a, b = payoffs
    return q * (a[0, 0] - a[1, 0]) + (1 - q) * (a[0, 1] - a[1, 1]), p * (b[0, 0] - b[0, 1]) + (1 - p) * (b[1, 0] - b[1, 1])


def scanned(payoffs, rationality, points=20_001):
    """All logit equilibria of a 2x2 game, from a scan of one player's chances in which the response to the response crosses itself."""
    grid = 1 / (1 + np.exp(-np.linspace(-40, 40, points)))

    def off(p):
        q = 1 / (1 + np.exp(-np.clip(rationality * advantage(payoffs, p, 0.0)[1], -700, 700)))
        back = 1 / (1 + np.exp(-np.clip(rationality * advantage(payoffs, 0.0, q)[0], -700, 700)))
        return back - p, q

    gap, _ = off(grid)
    at = np.flatnonzero((gap[:-1] > 0) & (gap[1:] <= 0) | (gap[:-1] < 0) & (gap[1:] >= 0))
    low, high, falling = grid[at], grid[at + 1], gap[at] > 0
    for _ in range(60):  # halved to the last digits: a steep response makes much of a little between two points of the grid
        middle = (low + high) / 2
        before = (off(middle)[0] > 0) == falling
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return [(float(p), float(q)) for p, q in zip(low, off(low)[1], strict=True)]


# ---------------------------------------------------------------- published games


def test_asymmetric_matching_pennies_have_the_published_logit_values():
    """McKelvey and Palfrey (1995), the first block of Ochs's second game: rationality 1.84, chances 0.616 and 0.383."""
    p, q = solved(OCHS_4_IN_CENTS, 1.8456)
    assert p[0] == pytest.approx(0.616, abs=5e-4)
    assert q[0] == pytest.approx(0.383, abs=5e-4)


def test_the_rationality_that_fits_ochs_best_is_the_published_one():
    """The same estimate, from the frequencies in the 128 plays of the block: 0.527 and 0.366."""
    closely = np.linspace(1.0, 3.0, 401)
    p, q = quantal_response(np.repeat(OCHS_4_IN_CENTS[None], len(closely), axis=0), closely)
    fit = 0.527 * np.log(p[:, 0]) + 0.473 * np.log(p[:, 1]) + 0.366 * np.log(q[:, 0]) + 0.634 * np.log(q[:, 1])
    assert closely[np.argmax(fit)] == pytest.approx(1.845, abs=0.005)


@pytest.mark.parametrize("prize", [4, 9])
def test_the_row_player_of_asymmetric_pennies_is_drawn_to_the_prize_at_first_and_evens_out(prize):
    """The effect of one's own payoff that McKelvey and Palfrey found in the data, where Nash's equilibrium has none."""
    game = {4: OCHS_4, 9: OCHS_9}[prize]
    p, q = quantal_response(np.repeat(game[None], 3, axis=0), np.array([0.0, 1.0, 1e5]))
    assert p[0, 0] == 0.5
    assert p[1, 0] > 0.6
    assert p[2, 0] == pytest.approx(0.5, abs=1e-4)
    assert q[2, 0] == pytest.approx(1 / (1 + prize), abs=1e-4)


@pytest.mark.parametrize(
    ("game", "ends"),
    [
        (PRISONERS, [(0, 1), (0, 1)]),
        (SEXES, [(0.6, 0.4), (0.4, 0.6)]),
        (STAG, [(0, 1), (0, 1)]),
        (PENNIES, [(0.5, 0.5), (0.5, 0.5)]),
        (BENDING, [(0, 1), (1, 0)]),
    ],
)
def test_the_branch_ends_in_a_nash_equilibrium(game, ends):
    """As rationality grows: the dominant option, the risk-dominant hunt, and on the symmetrical branch the mixed equilibrium."""
    for mix, end in zip(solved(game, 1e6), ends, strict=True):
        np.testing.assert_allclose(mix, end, atol=2e-6)
    mixes = solved(game, 1e6)
    assert any(all(np.abs(a - b).max() < 1e-5 for a, b in zip(mixes, e.mixes, strict=True)) for e in nash_equilibria(game).equilibria)


def test_three_players_are_followed_to_one_of_their_nine_equilibria():
    found = respond(NINE[None], 1e4)
    assert found.found.all()
    mixes = [mix[0] for mix in found.mixes]
    assert any(all(np.abs(a - b).max() < 1e-3 for a, b in zip(mixes, e.mixes, strict=True)) for e in nash_equilibria(NINE).equilibria)


# ---------------------------------------------------------------- turning points and crossings


def test_a_branch_that_turns_back_is_followed_around_its_turns():
    path = principal_path(BENDING, 20.0)
    assert path.turns
    assert path.complete
    for k, rationality in enumerate(path.rationality):
        p, q = path.mixes[0][k, 0], path.mixes[1][k, 0]
        ahead = advantage(BENDING, p, q)
        assert p == pytest.approx(1 / (1 + np.exp(-rationality * ahead[0])), abs=1e-4)
        assert q == pytest.approx(1 / (1 + np.exp(-rationality * ahead[1])), abs=1e-4)
    steps = [max(float(np.abs(np.diff(mix[:, 0])).max()) for mix in path.mixes)]
    assert max(steps) < 0.3  # no jump


def test_beyond_the_turns_the_mix_has_jumped():
    before, after = solved(BENDING, 1.0), solved(BENDING, 3.0)
    assert before[0][0] > 0.6
    assert after[0][0] < 0.05


def test_a_branch_that_others_cross_is_followed_straight_on_and_says_so():
    """A pitchfork: at 2 the slope of the response to the response is 1, beyond it both may also lean to one side."""
    coordination = np.stack([np.eye(2), np.eye(2)])
    found = respond(np.repeat(coordination[None], 2, axis=0), np.array([1.5, 9.0]))
    assert [mix[1, 0] for mix in found.mixes] == [0.5, 0.5]
    assert found.crossed[0] == np.inf
    assert found.crossed[1] == pytest.approx(2.0, abs=0.1)


def test_a_small_difference_decides_at_what_would_be_a_crossing():
    leaning = np.stack([np.diag([1.001, 1.0]), np.diag([1.0, 1.0])])
    found = respond(leaning[None], 9.0)
    assert found.crossed[0] == np.inf
    assert all(mix[0, 0] > 0.99 for mix in found.mixes)


def test_many_options_that_cross_at_once_are_not_strayed_among():
    """Of three equal options two directions turn at one point, where the sign of a determinant shows nothing."""
    leaning = np.stack([np.diag([1.0, 1.002, 1.0]), np.diag([1.0, 1.002, 1.0])])
    assert all(mix[1] > 0.99 for mix in solved(leaning, 12.0))


# ---------------------------------------------------------------- against other ways


@example(np.array([[[0.0, -4.0], [-4.0, 0.0]], [[-4.0, 0.0], [1.0, -4.0]]]), 6.0)
@given(arrays(float, (2, 2, 2), elements=PAYOFFS), RATIONALITY)
def test_a_unique_equilibrium_is_the_one_that_a_scan_finds(payoffs, rationality):
    known = scanned(payoffs, rationality)
    if len(known) != 1:
        return
    p, q = solved(payoffs, rationality)
    assert (p[0], q[0]) == pytest.approx(known[0], abs=1e-7)


@settings(max_examples=40)
@given(arrays(float, (2, 2, 2), elements=PAYOFFS), st.floats(0.1, 8))
def test_the_branch_is_the_one_that_continues_from_even_mixes(payoffs, rationality):
    """Followed by brute force: the scan's equilibrium that is nearest to the one before, in small steps, where none comes near another."""
    here = (0.5, 0.5)
    for closely in np.linspace(0, rationality, 40)[1:]:
        every = sorted(scanned(payoffs, closely, 4001), key=lambda one: max(abs(one[0] - here[0]), abs(one[1] - here[1])))
        if not every or max(abs(every[0][0] - here[0]), abs(every[0][1] - here[1])) > 0.1:
            return  # a turn of the branch, or too quick for such steps
        if len(every) > 1 and max(abs(every[1][0] - here[0]), abs(every[1][1] - here[1])) < 0.2:
            return
        here = every[0]
    p, q = solved(payoffs, rationality)
    assert (p[0], q[0]) == pytest.approx(here, abs=1e-3)


def test_long_steps_come_to_where_short_ones_come(monkeypatch):
    draw = np.random.default_rng(7)
    for shape in ((300, 3, 2, 2, 2), (300, 2, 3, 3)):
        payoffs = draw.normal(size=shape)
        payoffs += 0.1 * draw.normal(size=(300, *shape[1:]))
        quick = respond(payoffs, 12.0)
        with monkeypatch.context() as small:
            small.setattr(homotopy, "FARTHEST", 0.03)
            small.setattr(homotopy, "STRAIGHT", 0.99)
            small.setattr(homotopy, "GROWTH", 0.05)
            small.setattr(homotopy, "FIRST", 0.05)
            small.setattr(homotopy, "STEPS", 20_000)
            slow = respond(payoffs, 12.0)
        assert quick.found.all()
        for a, b in zip(quick.mixes, slow.mixes, strict=True):
            np.testing.assert_allclose(a, b, atol=1e-7)


# ---------------------------------------------------------------- what must always hold


@st.composite
def games(draw):
    sizes = draw(st.sampled_from([(2, 2), (3, 2), (2, 2, 2), (1, 2), (2, 1, 3), (1, 1), (4,), (3, 3), (2, 2, 2, 2)]))
    return draw(arrays(float, (len(sizes), *sizes), elements=PAYOFFS))


@given(games(), RATIONALITY)
def test_every_mix_is_the_logit_response_to_the_others(payoffs, rationality):
    found = respond(payoffs[None], rationality)
    if not found.found[0]:
        assert all(np.isnan(mix).all() or mix.shape[1] == 1 for mix in found.mixes)
        return
    for i, mix in enumerate(found.mixes):
        pays = payoffs[i]
        for j in reversed(range(len(payoffs))):
            if j != i:
                pays = np.tensordot(pays, found.mixes[j][0], axes=(j, 0))
        np.testing.assert_allclose(mix[0], logit(pays, rationality), atol=2 * TOLERANCE)
        assert mix[0].sum() == pytest.approx(1.0)


@given(games())
def test_without_rationality_all_options_are_as_likely(payoffs):
    for mix in solved(payoffs, 0.0):
        np.testing.assert_allclose(mix, 1 / len(mix), atol=1e-15)


@given(games(), st.floats(0.1, 5), st.sampled_from([1e-3, 0.5, 7.0, 1e4]))
def test_only_rationality_times_payoffs_counts(payoffs, rationality, scale):
    shift = np.arange(len(payoffs)).reshape(-1, *[1] * (payoffs.ndim - 1)) * 3.0
    plain, scaled = respond(payoffs[None], rationality), respond((payoffs * scale + shift)[None], rationality / scale)
    if np.isfinite([plain.crossed[0], scaled.crossed[0]]).any() or not (plain.found[0] and scaled.found[0]):
        return  # where a crossing is near, the last digits of the payoffs decide
    for a, b in zip(plain.mixes, scaled.mixes, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-4)


@given(arrays(float, (3, 2, 3, 2), elements=PAYOFFS), st.floats(0.1, 5), st.permutations(range(3)), st.permutations(range(3)))
def test_names_of_players_and_options_change_nothing(payoffs, rationality, players, options):
    plain = respond(payoffs[None], rationality)
    renamed = np.take(payoffs, options, axis=2)
    renamed = np.transpose(renamed[list(players)], (0, *(1 + p for p in players)))
    other = respond(renamed[None], rationality)
    if np.isfinite([plain.crossed[0], other.crossed[0]]).any() or not (plain.found[0] and other.found[0]):
        return
    expected = [mix[0][list(options)] if i == 1 else mix[0] for i, mix in enumerate(plain.mixes)]
    for place, player in enumerate(players):
        np.testing.assert_allclose(other.mixes[place][0], expected[player], atol=1e-5)


@given(arrays(float, (3, 3), elements=PAYOFFS), RATIONALITY)
def test_players_of_a_symmetrical_game_do_the_same(own, rationality):
    found = respond(np.stack([own, own.T])[None], rationality)
    if found.found[0]:
        np.testing.assert_allclose(found.mixes[0], found.mixes[1], atol=1e-6)


@settings(max_examples=30)
@given(arrays(float, (2, 3, 3), elements=PAYOFFS))
def test_what_is_dominated_is_not_played_at_high_rationality(payoffs):
    payoffs[0, 2] = payoffs[0].min(axis=0) - 1.0
    found = respond(payoffs[None], 100.0)
    if found.found[0]:
        assert found.mixes[0][0, 2] < 1e-9


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize("rationality", [1e3, 1e6])
def test_high_rationality_and_payoffs_overflow_nothing(rationality):
    found = respond(np.random.default_rng(1).normal(size=(50, 3, 2, 2, 2)) * 1e3, rationality)
    assert found.found.mean() > 0.9
    for mix in found.mixes:
        assert (np.isnan(mix).all(axis=1) == ~found.found).all()


def test_a_game_that_could_not_be_followed_is_said_and_has_no_mix(monkeypatch):
    monkeypatch.setattr(homotopy, "STEPS", 2)
    found = respond(OCHS_9[None], 50.0)
    assert not found.found[0]
    assert np.isnan(found.mixes[0]).all()


def test_what_is_all_the_same_is_mixed_evenly():
    assert [mix.tolist() for mix in solved(np.ones((2, 2, 3)), 5.0)] == [[0.5, 0.5], [pytest.approx(1 / 3)] * 3]


def test_no_games_have_no_mixes():
    assert [mix.shape for mix in quantal_response(np.zeros((0, 2, 2, 3)), 1.0)] == [(0, 2), (0, 3)]


def test_one_player_answers_itself():
    np.testing.assert_allclose(solved(np.array([[0.0, 1.0, 3.0]]), 2.0)[0], logit(np.array([0.0, 1.0, 3.0]), 2.0))


@pytest.mark.parametrize(
    ("payoffs", "rationality"),
    [
        (np.zeros((1, 2, 2)), 1.0), (np.zeros((1, 3, 2, 2)), 1.0), (np.zeros((1, 2, 2, 0)), 1.0), (np.full((1, 1, 2), np.nan), 1.0),
        (np.zeros((1, 1, 2)), -1.0), (np.zeros((1, 1, 2)), np.inf),
    ],
)  # fmt: skip
def test_what_is_no_game_is_refused(payoffs, rationality):
    with pytest.raises(ValueError, match="payoffs"):
        quantal_response(payoffs, rationality)


def test_the_path_begins_evenly_and_passes_through_the_equilibria():
    path = principal_path(OCHS_9, 5.0)
    assert [mix[0].tolist() for mix in path.mixes] == [[0.5, 0.5], [0.5, 0.5]]
    assert path.rationality[0] == 0
    assert path.rationality[-1] == pytest.approx(5.0)
    for rationality in (0.0, 0.4, 2.2, 5.0):
        for mix, exact in zip(path.at(rationality), solved(OCHS_9, rationality), strict=True):
            np.testing.assert_allclose(mix, exact, atol=0.03)


def test_the_path_of_players_without_a_choice_is_flat():
    path = principal_path(np.zeros((2, 1, 1)), 3.0)
    assert path.complete
    assert [mix.tolist() for mix in path.mixes] == [[[1.0], [1.0]]] * 2


def test_equilibria_off_the_branch_are_found():
    """In the stag hunt the branch goes to the hares; that both hunt the stag is an equilibrium too."""
    known = solved(STAG, 10.0)
    others = other_equilibria(STAG, 10.0, known)
    assert len(others) >= 1
    assert any(mix[0][0] > 0.99 and mix[1][0] > 0.99 for mix in others)
    assert {round(p, 2) for p, _ in scanned(STAG, 10.0)} >= {round(float(mix[0][0]), 2) for mix in others}


def test_a_unique_equilibrium_has_no_others():
    assert other_equilibria(PRISONERS, 2.0, solved(PRISONERS, 2.0)) == ()
