from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.law.draw import allot, draw, how_many, outcome, population_digest, rank, seal, seed_of

PEOPLE = st.lists(st.text(max_size=6), unique=True, max_size=30)
SEEDS = st.binary(min_size=1, max_size=32)


KNOWN_DRAW = ["丁", "甲"]
KNOWN_DIGEST = "2826c7819d6d376e58dcd51311491dc59a3f69723832a2074a57d26fa28b851f"


@pytest.mark.clause("2.4-b")
@given(PEOPLE, st.integers(0, 40), SEEDS, st.randoms())
def test_anyone_can_repeat_a_draw_from_list_and_seed(population, n, seed, chance):
    shuffled = list(population)
    chance.shuffle(shuffled)

    drawn = draw(population, n, seed)

    assert drawn == draw(shuffled, n, seed)
    assert len(drawn) == len(set(drawn)) == min(n, len(population))
    assert set(drawn) <= set(population)


@given(PEOPLE, st.integers(0, 30), SEEDS)
def test_drawing_more_keeps_those_already_drawn(population, n, seed):
    assert draw(population, n + 1, seed)[:n] == draw(population, n, seed)


@given(PEOPLE.filter(bool), SEEDS)
def test_who_leaves_the_list_changes_nothing_among_the_others(population, seed):
    gone, rest = population[0], population[1:]

    assert [key for key in draw(population, len(population), seed) if key != gone] == draw(
        rest, len(rest), seed
    )


def test_everybody_is_drawn_about_equally_often():
    """2,000 draws of 5 of 50: each is expected 200 times; chi-square with 49 degrees lies below 95 but once in 10,000."""
    population = [f"企业{n}" for n in range(50)]
    times = Counter(key for seed in range(2000) for key in draw(population, 5, seed.to_bytes(4, "big")))

    assert sum((times[key] - 200) ** 2 / 200 for key in population) < 95


def test_a_known_draw_stays_what_it_was():
    """So that a draw of today can still be checked in ten years."""
    assert draw(["甲", "乙", "丙", "丁"], 2, b"2026-06-01") == KNOWN_DRAW
    assert population_digest(["甲", "乙"]) == KNOWN_DIGEST


@given(PEOPLE, PEOPLE)
def test_two_lists_have_one_digest_only_if_they_hold_the_same(one, other):
    assert (population_digest(one) == population_digest(other)) == (set(one) == set(other))


def test_keys_are_framed_so_that_two_short_ones_are_not_one_long_one():
    assert population_digest(["ab", "c"]) != population_digest(["a", "bc"])
    assert rank("bc", b"a") != rank("c", b"ab")


@pytest.mark.parametrize(
    ("population", "n", "seed", "says"),
    [(["甲", "甲"], 1, b"s", "twice"), (["甲"], -1, b"s", "-1"), (["甲"], 1, b"", "seed")],
)
def test_a_faulty_draw_is_refused(population, n, seed, says):
    with pytest.raises(ValueError, match=says):
        draw(population, n, seed)


@pytest.mark.parametrize(
    ("population", "percent", "drawn"),
    [(100, 3, 3), (10, 3, 1), (0, 3, 0), (10, 0, 0), (10, 100, 10), (101, 1, 2)],
)
def test_a_rate_is_rounded_up(population, percent, drawn):
    assert how_many(population, percent) == drawn


@pytest.mark.parametrize(("population", "percent"), [(-1, 3), (10, -1), (10, 101)])
def test_a_rate_nobody_can_draw_is_refused(population, percent):
    with pytest.raises(ValueError, match="cannot be drawn"):
        how_many(population, percent)


@pytest.mark.clause("2.4-b")
@given(PEOPLE, st.integers(0, 20), st.integers(0, 20), SEEDS)
def test_a_supplementary_draw_goes_on_where_the_first_ended(population, n, more, seed):
    assert draw(population, n, seed) + draw(population, more, seed, after=n) == draw(
        population, n + more, seed
    )


@given(st.integers(1, 400), st.integers(0, 400), SEEDS)
def test_the_short_way_to_the_first_places_finds_the_same_as_putting_all_in_order(size, n, seed):
    population = [f"宿诺{number}" for number in range(size)]

    assert draw(population, n, seed) == sorted(population, key=lambda key: (rank(key, seed), key))[:n]


@pytest.mark.clause("2.4-b")
@given(st.binary(min_size=1, max_size=40), st.text(max_size=30))
def test_neither_half_of_the_seed_suffices(secret, typed):
    happened = outcome(typed)
    if not happened:
        with pytest.raises(ValueError, match="outcome"):
            seed_of(secret, happened)
        return
    assert seed_of(secret, happened) != seed_of(secret + b"x", happened)
    assert seed_of(secret, happened) != seed_of(secret, outcome(happened + "1"))
    assert seal(secret) != seal(secret + b"x")


@pytest.mark.parametrize(
    "typed", ["03 07 12 05", "03,07,12+05", "０３　０７　１２ ０５", " 03、07、12 | 05 ", "03-07-12-05"]
)
def test_however_the_numbers_were_typed_they_are_the_same(typed):
    assert outcome(typed) == "03 07 12 05"


@pytest.mark.clause("2.4-b")
@given(st.integers(0, 40), st.integers(2, 12), SEEDS, st.data())
def test_who_is_sent_is_two_never_one_recused_and_none_is_burdened_more(size, inspectors, seed, data):
    keys, people = [f"宿诺{n}" for n in range(size)], [f"检{n:02d}" for n in range(inspectors)]
    shut = {key: data.draw(st.sets(st.sampled_from(people), max_size=inspectors - 2)) for key in keys[:5]}

    sent = allot(keys, people, 2, seed, recused=shut)

    assert all(
        len(set(pair)) == 2 and not set(pair) & shut.get(key, set())
        for key, pair in zip(keys, sent, strict=True)
    )
    assert allot(keys[: size // 2], people, 2, seed, recused=shut) == sent[: size // 2]
    if not any(shut.values()):
        visits = Counter(one for pair in sent for one in pair)
        assert max(visits.values(), default=0) - min((visits[one] for one in people), default=0) <= 1


def test_who_is_sent_cannot_be_told_where_too_few_are_left():
    with pytest.raises(ValueError, match="宿诺1"):
        allot(["宿诺1"], ["检01", "检02"], 2, b"seed", recused={"宿诺1": ["检01"]})
