"""Compares what a server sent with the types that the protocol's authors publish: protocol.py FOLDER

Each message must be what it says that it is, without a key too many, and a response must belong to a request of the client.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Union

from lsprotocol import converters, types



def mended(converter):
    """lsprotocol 2025.0.0 takes every action that has a command for a command by itself."""

    def action(value, _):
        is_command = isinstance(value.get("command"), str)
        return converter.structure(value, types.Command if is_command else types.CodeAction)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], action)
    return converter


CONVERTER = mended(converters.get_converter())


def messages(data: bytes):
    """The messages of a recorded stream; the last may be cut off."""
    while b"\r\n\r\n" in data:
        head, data = data.split(b"\r\n\r\n", 1)
        length = int(head.split(b":")[1].split(b"\r\n")[0])
        if len(data) >= length:
            yield json.loads(data[:length])
        data = data[length:]


def without_null(value):
    if isinstance(value, dict):
        return {key: without_null(part) for key, part in value.items() if part is not None}
    return [without_null(part) for part in value] if isinstance(value, list) else value


def type_of(message, asked):
    if "method" in message:
        return types.METHOD_TO_TYPES[message["method"]][0], message["method"]
    if "error" in message:
        return types.ResponseErrorMessage, "error"
    method = asked[message["id"]]
    return types.METHOD_TO_TYPES[method][1], method + " answered"


def check(sent: bytes, received: bytes) -> Counter:
    asked = {m["id"]: m["method"] for m in messages(sent) if "id" in m and "method" in m}
    kinds = Counter()
    for message in messages(received):
        kind, name = type_of(message, asked)
        again = json.loads(json.dumps(CONVERTER.unstructure(CONVERTER.structure(message, kind))))
        expected = without_null(message)
        assert without_null(again) == expected, f"{name}: {expected}\nread as: {without_null(again)}"
        assert "id" in message or "method" in message, message
        kinds[name] += 1
    return kinds


def main(folder: Path):
    kinds, streams = Counter(), sorted(folder.glob("*.server"))
    for received in streams:
        kinds += check(received.with_suffix(".client").read_bytes(), received.read_bytes())
    assert kinds, "nothing was recorded"
    for name, count in sorted(kinds.items()):
        print(f"{count:6} {name}")
    print(f"{kinds.total()} messages of {len(streams)} servers are as the protocol's types say")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
