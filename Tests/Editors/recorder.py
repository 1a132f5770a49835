"""Stands between a client and a server, and keeps what both send: recorder.py FOLDER COMMAND…"""

import os
import subprocess
import sys
import threading
from pathlib import Path

folder, command = Path(sys.argv[1]), sys.argv[2:]
server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def pass_on(source, target, kept):
    with open(folder / f"{os.getpid()}.{kept}", "wb") as record:
        while data := os.read(source.fileno(), 1 << 16):
            record.write(data)
            record.flush()
            target.write(data)
            target.flush()
    target.close()


threading.Thread(target=pass_on, args=(sys.stdin.buffer, server.stdin, "client"), daemon=True).start()
pass_on(server.stdout, sys.stdout.buffer, "server")
# The thread may wait for the client for ever.
os._exit(server.wait())
