"""Kernels as Python calls them: object code, taken from disk or compiled, and run without the interpreter's lock.

Owns the handles of the kernels, and how a call reaches object code. numba is imported only to compile, which happens
once on a machine: importing it and having it load its own cached code costs as much as a small answer (docs/decisions/0009-object-code.md).
Leaves the compiling to :mod:`ifso.engine.compiled` and the keeping to :mod:`ifso.engine.shelf`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import llvmlite.binding as llvm  # type: ignore[import-untyped] # has no annotations
import numpy as np

from ifso.engine.shelf import Shelf

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

SCALARS: dict[type, Any] = {bool: ctypes.c_bool, int: ctypes.c_int64, float: ctypes.c_double, np.uint64: ctypes.c_uint64}
"""What a kernel may be handed besides arrays, and how it is passed on."""


def target_machine() -> Any:
    """Return a machine that code is made for, this very processor; whatever is built with it owns it."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3,
        reloc="static" if target.name.startswith("x86") else "default", codemodel="jitdefault", jit=True,
    )  # fmt: skip


@cache
def shelf() -> Shelf:
    """Return where object code for this processor is kept."""
    return Shelf.for_machine(f"{llvm.get_process_triple()} {llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()}")


def kind_of(argument: Any) -> str:
    """Name what code depends on in an argument: its type, and for an array its number of axes, as in ``float64:2``.

    Raises ``TypeError`` for what cannot be handed to a kernel, such as an array that is not in C order.
    """
    if isinstance(argument, np.ndarray):
        if not argument.flags.carray:
            raise TypeError("a kernel takes arrays in C order, aligned and writable")
        return f"{argument.dtype.name}:{argument.ndim}"
    if type(argument) not in SCALARS:
        raise TypeError(f"a kernel takes no {type(argument).__name__}")
    return np.dtype(type(argument)).name


def types_of(argument: Any) -> list[Any]:
    """Return the C types by which an argument is passed on: numba's calling convention for arrays, or a scalar."""
    if not isinstance(argument, np.ndarray):
        return [SCALARS[type(argument)]]
    return [ctypes.c_void_p] * 2 + [ctypes.c_int64] * 2 + [ctypes.c_void_p] + [ctypes.c_int64] * (2 * argument.ndim)


def values_of(argument: Any) -> tuple[Any, ...]:
    """Return the values that are passed on: of an array no owner, its sizes, its data, the lengths of its axes and their steps."""
    if not isinstance(argument, np.ndarray):
        return (argument,)
    size, buffer = argument.size, cast("Buffer", argument)
    # a third of the time that numpy's own address takes, but there must be a byte
    address = ctypes.addressof(ctypes.c_char.from_buffer(buffer)) if size else argument.ctypes.data
    return None, None, size, argument.itemsize, address, *argument.shape, *argument.strides


def key_of(argument: Any) -> Any:
    """Return what tells arguments of different kinds apart, those that no kernel takes among them; :func:`kind_of` takes longer."""
    return (argument.dtype, argument.ndim, argument.flags.carray) if isinstance(argument, np.ndarray) else type(argument)


class Kernel:
    """A compiled function that adds to arrays that it is handed, and returns nothing.

    Code depends on the kinds of the arguments, so there is one piece of it for each combination that is used.
    """

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name
        self._lock = Lock()
        self._entries: dict[tuple[Any, ...], tuple[Callable[..., int], Any]] = {}

    def __call__(self, *arguments: Any) -> None:
        """Run the kernel. Raises ``MemoryError`` where there is not enough memory for what it needs."""
        key = tuple([key_of(argument) for argument in arguments])
        entry = self._entries.get(key)
        if entry is None:
            kinds = tuple(kind_of(argument) for argument in arguments)
            with self._lock:
                if key not in self._entries:
                    self._entries[key] = self._entry(kinds, [t for argument in arguments for t in types_of(argument)])
                entry = self._entries[key]
        values: list[Any] = []
        for argument in arguments:
            values += values_of(argument)
        result, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = entry[0](ctypes.byref(result), ctypes.byref(error), *values)
        if status not in FINE:
            raise MemoryError(f"the kernel {self.name} ended with status {status}")

    @property
    def is_kept(self) -> bool:
        """Tell whether code was found on disk, so that the first call will not have to wait."""
        return shelf().has(self.name)

    def _entry(self, kinds: tuple[str, ...], types: list[Any]) -> tuple[Callable[..., int], Any]:
        """Return what is to be called, and what has to live as long."""
        code = shelf().get(self.name, kinds)
        if code is None:
            from ifso.engine.compiled import object_code  # noqa: PLC0415 - numba, which only compiling needs

            code = object_code(getattr(import_module(self.module), self.name), kinds, self.name)
            shelf().put(self.name, kinds, code)
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target_machine())
        engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        engine.finalize_object()
        prototype = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *types)
        return prototype(engine.get_function_address(self.name)), engine


FINE = (0, -2)
"""Statuses of numba's calling convention: a value was returned, and None was."""
simulate = Kernel("ifso.engine.kernel", "simulate")
simulate_lanes = Kernel("ifso.engine.lanes", "simulate_lanes")
fill_thresholds = Kernel("ifso.engine.lanes", "fill_thresholds")
fill_uniforms = Kernel("ifso.engine.philox", "fill_uniforms")
trace = Kernel("ifso.engine.tracing", "trace")
count_links = Kernel("ifso.engine.tracing", "count_links")
note = Kernel("ifso.engine.noting", "note")
surmise = Kernel("ifso.engine.responding", "surmise")
settle = Kernel("ifso.engine.responding", "settle")
