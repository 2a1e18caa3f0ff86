"""Reading R's data files (.rda).

Owns the way from a file with one data frame to a table of polars. rdata reads R's serialisation; what is added here is haste where it
counts, since rdata makes an object of every string, and columns of strings are most of a file: strings are read in one loop, and equal
strings are one. Leaves dates, codes and everything that columns mean to the datasets.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rdata.parser import RObject, RObjectType
from rdata.parser._parser import DEFAULT_ALTREP_MAP, parse_r_object_info
from rdata.parser._xdr import ParserXDR

MAGIC = (b"RDX2\nX\n", b"RDX3\nX\n")
"""How a data file in R's portable format begins, once it is unpacked."""
PACKED: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ\x00", lzma.decompress),
)


class _Parser(ParserXDR):
    """rdata's parser, with vectors of strings read in one go as a list of Python's strings, None for a missing one."""

    def parse_R_object(  # noqa: N802 - rdata's name
        self,
        reference_list: list[RObject] | None = None,
        bytecode_rep_list: list[RObject | None] | None = None,
        info_int: int | None = None,
    ) -> RObject:
        if info_int is None:
            begin = self.file.tell()
            flags = self.parse_int()
            if flags & 0xFF == RObjectType.STR.value:
                return self._strings(flags, reference_list)
            self.file.seek(begin)
        return super().parse_R_object(reference_list, bytecode_rep_list, info_int)

    def _strings(self, flags: int, reference_list: list[RObject] | None) -> RObject:
        info = parse_r_object_info(flags)
        length = self.parse_int()
        read, unpack = self.file.read, struct.Struct(">ii").unpack
        known: dict[bytes, str] = {}
        texts: list[str | None] = []
        for _ in range(length):
            _, size = unpack(read(8))
            if size < 0:
                texts.append(None)
                continue
            text = read(size)
            if text not in known:
                known[text] = text.decode("utf-8", "replace")
            texts.append(known[text])
        attributes = self.parse_R_object(reference_list) if info.attributes else None
        return RObject(info=info, tag=None, attributes=attributes, value=texts, referenced_object=None)


def read_rda(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """Return the named columns of the one data frame of a file; columns that it lacks are left out.

    Raises ``ValueError`` for a file that is none, and ``EOFError`` and the like for one that ends too early.
    """
    data = path.read_bytes()
    for begin, unpack in PACKED:
        if data.startswith(begin):
            data = unpack(data)
            break
    if not data.startswith(MAGIC):
        raise ValueError("it is no data file of R")
    parser = _Parser(memoryview(data)[len(MAGIC[0]) :], expand_altrep=True, altrep_constructor_dict=DEFAULT_ALTREP_MAP)
    whole = parser.parse_all().object
    if whole.info.type is not RObjectType.LIST:
        raise ValueError("it holds no data frame")
    frame = whole.value[0]
    names = _attributes(frame).get("names")
    if names is None or frame.info.type is not RObjectType.VEC:
        raise ValueError("it holds no data frame")
    by_name = dict(zip(names.value, frame.value, strict=True))
    return pl.DataFrame([_column(name, by_name[name]) for name in columns if name in by_name])


def _attributes(thing: RObject) -> dict[str, RObject]:
    """Return the attributes of an object, a linked list in R, by their names."""
    found = {}
    link = thing.attributes
    while link is not None and link.info.type is RObjectType.LIST:
        symbol: Any = link.tag
        if symbol.info.type is RObjectType.REF:
            symbol = symbol.referenced_object
        found[symbol.value.value.decode()] = link.value[0]
        link = link.value[1]
    return found


def _column(name: str, vector: RObject) -> pl.Series:
    """Return a column: numbers with null for R's NA and NaN, texts, or the labels of a factor."""
    kind = vector.info.type
    if kind is RObjectType.STR:
        return pl.Series(name, vector.value, dtype=pl.String)
    values: Any = vector.value
    if kind is RObjectType.REAL:
        return pl.Series(name, values, dtype=pl.Float64).fill_nan(None)
    given = ~np.ma.getmaskarray(values)
    whole = pl.Series(name, np.ma.getdata(values), dtype=pl.Boolean if kind is RObjectType.LGL else pl.Int64)
    whole = whole.zip_with(pl.Series(given), pl.Series([None], dtype=whole.dtype).new_from_index(0, len(whole)))
    levels = _attributes(vector).get("levels")
    if levels is None:
        return whole
    return pl.Series(name, [levels.value[at - 1] if at else None for at in whole], dtype=pl.String)
