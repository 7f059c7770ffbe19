# SPDX-License-Identifier: MIT
"""A temporary folder that a process which is killed cannot remove, but the next one to make such a folder does."""
import contextlib
import fcntl
import os
import pathlib
import shutil
import tempfile

OWNER = "owner"  # a file that is locked for as long as the folder's process lives, however that ends


class OwnFolder(tempfile.TemporaryDirectory):
    def __init__(self, prefix, place=None):
        remove_abandoned(prefix, place)
        super().__init__(prefix=prefix, dir=place)
        # Locked before it has its name: without one a folder is taken for somebody's who is not ready yet.
        unnamed = pathlib.Path(self.name, f".{OWNER}")
        self.owner = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self.owner, fcntl.LOCK_EX)
        unnamed.rename(unnamed.with_name(OWNER))

    def cleanup(self):
        super().cleanup()
        if self.owner is not None:
            os.close(self.owner)
            self.owner = None


def remove_abandoned(prefix, place=None):
    for folder in pathlib.Path(place or tempfile.gettempdir()).glob(f"{prefix}*"):
        # What is somebody else's, or still written to by what ends with its process, is not removed now.
        with contextlib.suppress(OSError):
            owner = os.open(folder / OWNER, os.O_RDWR | os.O_NOFOLLOW)
            try:
                remove_if_abandoned(folder, owner)
            finally:
                os.close(owner)


def remove_if_abandoned(folder, owner):
    if os.fstat(owner).st_uid != os.geteuid():
        return
    fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    for inside in folder.iterdir():
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside)
        elif inside.name != OWNER:
            inside.unlink()
    shutil.rmtree(folder)  # the owner's file last: without it nobody would try again
