import dataclasses
from importlib import import_module
from pkgutil import iter_modules

from ifso.scenario import meaning
from ifso.scenario.meaning import Decided, Fixed, Reasoned, Scenario

PARTS = [import_module(f"ifso.scenario.meaning.{found.name}") for found in iter_modules(meaning.__path__)]


def test_every_part_is_handed_out_under_one_name() -> None:
    own = {name for part in PARTS for name, value in vars(part).items() if getattr(value, "__module__", "") == part.__name__}
    assert own
    assert own <= set(meaning.__all__)
    assert all(hasattr(meaning, name) for name in meaning.__all__)


def test_every_record_of_a_meaning_is_frozen_and_slotted() -> None:
    records = [value for name in meaning.__all__ if dataclasses.is_dataclass(value := getattr(meaning, name))]
    assert Scenario in records
    assert all(record.__dataclass_params__.frozen for record in records)
    assert all("__slots__" in vars(record) for record in records)


def test_decisions_of_one_kind_are_equal_wherever_they_stand() -> None:
    assert Decided(choice="oil", decision=Reasoned()) == Decided(choice="oil", decision=Reasoned())
    assert Decided(choice="oil", decision=Fixed(option="sell")) != Decided(choice="oil", decision=Fixed(option="keep"))
