"""A small disk of its own, to be filled to the last byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType


class NoSmallDisk(Exception):
    """This machine does not let us mount one; it takes Linux and the rights of root."""


class SmallDisk:
    """A file system in memory, mounted on a folder that must exist, and gone with it."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder = folder
        self._megabytes = megabytes
        self._filler = folder / "filler"

    def __enter__(self) -> SmallDisk:
        if shutil.which("mount") is None or os.name != "posix" or os.geteuid() != 0:
            raise NoSmallDisk
        options = f"size={self._megabytes}m,mode=0755"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise NoSmallDisk
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Lazily: whoever was killed may still be closing a file.
        subprocess.run(["umount", "--lazy", str(self.folder)], capture_output=True, check=False)

    def fill(self) -> None:
        """Leave not a byte."""
        with self._filler.open("ab", buffering=0) as filler:
            for size in (65536, 4096, 1):
                with suppress(OSError):
                    while True:
                        filler.write(b"\0" * size)

    def free(self) -> None:
        """Make room again."""
        self._filler.unlink(missing_ok=True)
