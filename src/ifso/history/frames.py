"""polars, loaded when it is first used.

Cards of datasets and their cleaning rules stand in one module each; so that a card can be read without polars, which a scenario's answer
never needs, such modules import ``pl`` from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl
else:

    class _Later:
        """Stands for polars until something of it is asked for."""

        def __getattr__(self, name: str) -> Any:
            import polars  # noqa: ICN001, PLC0415 - this is what is put off

            return getattr(polars, name)

    pl = _Later()

__all__ = ["pl"]
