"""The array types of this room, and how a function of numbers is applied to arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.integer]
BoolArray: TypeAlias = NDArray[np.bool_]
KeyArray: TypeAlias = NDArray[np.uint64]


def elementwise(function: Callable[..., float], *arguments: ArrayLike) -> Array:
    """`function` of each entry of the broadcast arguments, worked out once per distinct combination.

    The functions of this room take plain numbers: a call then costs microseconds, and most calls are for one number.
    """
    arrays = np.broadcast_arrays(*[np.asarray(argument, dtype=np.float64) for argument in arguments])
    entries = list(zip(*[array.ravel().tolist() for array in arrays], strict=True))
    value = {entry: function(*entry) for entry in set(entries)}
    return np.array([value[entry] for entry in entries], dtype=np.float64).reshape(arrays[0].shape)
