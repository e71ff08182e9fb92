"""What a covering array covers."""

from itertools import combinations, product

from conformance.covering import cases, dealt, pairs

KINDS, FORGERIES, PLACES = ("bearer", "cookie"), ("cut", "none", "foreign"), ("first", "second")


def test_every_pair_of_values_of_two_factors_meets_in_some_row() -> None:
    factors = (KINDS, FORGERIES, PLACES)
    rows = pairs(*factors)
    for one, other in combinations(range(3), 2):
        met = {(row[one], row[other]) for row in rows}
        assert met == set(product(factors[one], factors[other]))


def test_pairs_are_fewer_than_the_full_product() -> None:
    factors = [tuple(range(4))] * 4
    assert len(pairs(*factors)) < 4**4 / 4


def test_two_factors_are_tried_in_full() -> None:
    assert pairs(KINDS, FORGERIES) == tuple(product(KINDS, FORGERIES))


def test_the_same_factors_give_the_same_rows() -> None:
    assert pairs(KINDS, FORGERIES, PLACES) == pairs(KINDS, FORGERIES, PLACES)


def test_every_cell_is_dealt_a_row_where_there_are_more_cells() -> None:
    given = dealt(("a", "b", "c"), [(1,), (2,)])
    assert given == (("a", (1,)), ("b", (2,)), ("c", (1,)))


def test_every_row_is_dealt_where_there_are_more_rows() -> None:
    assert {row for _, row in dealt(("a",), [(1,), (2,)])} == {(1,), (2,)}


def test_nothing_is_dealt_of_nothing() -> None:
    assert dealt((), [(1,)]) == ()


def test_the_standard_level_tries_every_operation_and_every_combination_once() -> None:
    operations = ("one", "two", "three", "four", "five", "six", "seven")
    standard = [each for each in cases(operations, KINDS, FORGERIES) if each.level == "standard"]
    assert {each.operation for each in standard} == set(operations)
    assert {each.values for each in standard} == set(product(KINDS, FORGERIES))


def test_deep_tries_the_rest_of_the_full_product() -> None:
    assert len(cases(["one", "two"], KINDS, FORGERIES)) == 2 * len(KINDS) * len(FORGERIES)


def test_without_factors_every_operation_is_tried_once() -> None:
    assert [(each.name, each.level) for each in cases(["one", "two"])] == [("one", "standard"), ("two", "standard")]
