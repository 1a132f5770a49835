"""Files of the reference implementation of safetensors, which Tests/Golden/README.md describes.

    pip install safetensors==0.8.0 numpy
    python Tests/Golden/make_safetensors.py
"""

from pathlib import Path

import numpy as np
from safetensors import TensorSpec, serialize
from safetensors.numpy import save

FOLDER = Path(__file__).parent


def single_precision():
    tensors = {
        "dense 1.bias": np.array([0.5, -1.0, 3.25], dtype=np.float32),
        "dense 1.weight": np.arange(6, dtype=np.float32).reshape(2, 3) / 3,
        "empty": np.zeros((0, 2), dtype=np.float32),
        "step": np.array(7, dtype=np.float32),
        "ż/\"\n": np.array([np.inf, -0.0], dtype=np.float32),
    }
    (FOLDER / "float32.safetensors").write_bytes(save(tensors, metadata={"format": "np"}))


def other_types():
    """All types that become single precision, with numbers at the ends of their ranges."""
    third = 1 / 3
    arrays = {
        "F64": np.array([third, -1e30, np.nan], dtype="<f8"),
        "F16": np.array([third, 65504, 6e-8, -np.inf], dtype="<f2"),
        "I64": np.array([2**24 + 1, -(2**63)], dtype="<i8"),
        "I32": np.array([2**24 + 3, -(2**31)], dtype="<i4"),
        "I16": np.array([-(2**15), 2**15 - 1], dtype="<i2"),
        "I8": np.array([-128, 127], dtype="i1"),
        "U64": np.array([2**64 - 1, 1], dtype="<u8"),
        "U32": np.array([2**32 - 1, 1], dtype="<u4"),
        "U16": np.array([2**16 - 1, 1], dtype="<u2"),
        "U8": np.array([255, 0, 1], dtype="u1"),
    }
    names = {"F": "float", "I": "int", "U": "uint"}
    # numpy has no bfloat16: the upper halves of 1/3 (0x3eaaaaab) and -inf.
    arrays["BF16"] = np.array([0x3EAB, 0xFF80], dtype="<u2")
    specifications = {
        f"of {name}": TensorSpec(
            dtype="bfloat16" if name == "BF16" else names[name[0]] + name[1:],
            shape=array.shape,
            data_ptr=array.ctypes.data,
            data_len=array.nbytes,
        )
        for name, array in arrays.items()
    }
    (FOLDER / "types.safetensors").write_bytes(bytes(serialize(specifications)))


single_precision()
other_types()
