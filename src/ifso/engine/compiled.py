"""How the engine's inner functions are compiled.

Owns the three decorators: ``kernel`` for functions that stand on their own, ``inner`` for those that only kernels call, and ``inlined`` for
the arithmetic inside them; and how a kernel becomes object code that needs neither numba nor the interpreter
(docs/decisions/0009-object-code.md). Floating point is left strict: no reassociation and no contraction, so that every kernel that performs
the same operations returns the same bits. Division follows IEEE 754 and never raises. Only modules of kernels import this one, which are
imported only to compile; leaves calling them to :mod:`ifso.engine.native`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import llvmlite.binding as llvm  # type: ignore[import-untyped] # has no annotations
import numba
import numpy as np
from numba import types
from numba.extending import intrinsic

from ifso.engine.native import target_machine

Function = TypeVar("Function", bound=Callable[..., Any])
MEMORY = """
%info = type { i64, ptr, ptr, ptr, i64 }
declare ptr @malloc(i64)
declare void @free(ptr)

define ptr @NRT_MemInfo_alloc_aligned(i64 %size, i32 %align) {
  %extra = zext i32 %align to i64
  %room = add i64 %size, %extra
  %whole = add i64 %room, 64
  %info = call ptr @malloc(i64 %whole)
  %none = icmp eq ptr %info, null
  br i1 %none, label %done, label %fill
fill:
  %base = ptrtoint ptr %info to i64
  %after = add i64 %base, 63
  %high = add i64 %after, %extra
  %beyond = urem i64 %high, %extra
  %aligned = sub i64 %high, %beyond
  %data = inttoptr i64 %aligned to ptr
  store %info { i64 1, ptr null, ptr null, ptr null, i64 0 }, ptr %info
  %place = getelementptr %info, ptr %info, i32 0, i32 3
  store ptr %data, ptr %place
  br label %done
done:
  ret ptr %info
}

define void @NRT_MemInfo_call_dtor(ptr %info) {
  call void @free(ptr %info)
  ret void
}
"""
"""Memory of arrays that a kernel makes for itself: a count of references, three pointers of which the last leads to the data, a size, as
numba's code wants it, and the data behind, in one piece from the C library."""
KNOWN = {"malloc", "free"}
"""All that object code may leave to be found where it is loaded, besides what LLVM provides."""
BARE: Any = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Options that leave out what Python would need to call a function; numba's types omit these."""
INNER: Any = {"_nrt": False, **BARE}
"""Options of functions that only kernels call: without counts of references as well, which would cost more than the work on a row."""


def kernel(function: Function) -> Function:
    """Compile a function when another kernel calls it, or :mod:`ifso.engine.native` for Python, from where it cannot be called as it is."""
    result: Function = numba.njit(function, error_model="numpy", **BARE)
    return result


def inner(function: Function) -> Function:
    """Compile a function that only kernels call and that allocates nothing."""
    result: Function = numba.njit(function, error_model="numpy", **INNER)
    return result


def inlined(function: Function) -> Function:
    """Have a function's body take the place of every call of it; as an inner function otherwise."""
    result: Function = numba.njit(function, forceinline=True, error_model="numpy", **INNER)
    return result


def _choice(_typing, condition, one, other):  # type: ignore[no-untyped-def] # noqa: ARG001 - numba goes by their number
    def generate(_context, builder, _signature, arguments):  # type: ignore[no-untyped-def]
        return builder.select(*arguments)

    return types.float64(types.boolean, types.float64, types.float64), generate


chosen: Any = intrinsic(_choice)
"""Of (condition, one, other) ``one`` where the condition holds, else ``other``, without a branch: both are computed."""


def type_of(kind: str) -> Any:
    """Return numba's type for a kind as :func:`ifso.engine.native.kind_of` names it."""
    name, _, axes = kind.partition(":")
    item = numba.from_dtype(np.dtype(name))
    return numba.types.Array(item, int(axes), "C") if axes else item


def object_code(function: Any, kinds: Sequence[str], name: str) -> bytes:
    """Compile a kernel for arguments of these kinds; return object code in which its function is called ``name``.

    Raises ``RuntimeError`` where the kernel would need something of numba or of the interpreter when it runs, as for raising an exception
    that carries a value, printing, or lists.
    """
    signature = tuple(type_of(kind) for kind in kinds)
    function.compile(signature)
    entry = function.overloads[signature].fndesc.llvm_func_name
    module = llvm.parse_assembly(function.inspect_llvm(signature))
    module.link_in(llvm.parse_assembly(MEMORY))
    for defined in module.functions:
        if not defined.is_declaration and defined.name != entry:
            defined.linkage = llvm.Linkage.internal
    module.get_function(entry).name = name
    machine = target_machine()
    options = llvm.create_pipeline_tuning_options(speed_level=0)
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    passes.run(module, llvm.create_pass_builder(machine, options))
    module.verify()
    unknown = sorted(f.name for f in module.functions if f.is_declaration and not f.name.startswith("llvm.") and f.name not in KNOWN)
    if unknown:
        raise RuntimeError(f"The kernel {name} cannot stand on its own: it needs {', '.join(unknown)}.")
    code: bytes = machine.emit_object(module)
    return code
