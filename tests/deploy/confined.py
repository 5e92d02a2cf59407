"""Runs a Python program under the system calls and the rule about memory that deploy/siaprekam.service sets: python confined.py -m bot ...

systemd does the same before it starts a service. Here the kernel is asked directly, since a test has no systemd that runs.
"""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

UNIT = Path(__file__).parents[2] / "deploy" / "siaprekam.service"
PR_SET_NO_NEW_PRIVS, PR_SET_MDWE, REFUSE_EXEC_GAIN = 38, 65, 1
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | errno.EPERM
CANNOT = 77
"""Exit code where this machine has no way to confine."""


def setting(name: str) -> list[str]:
    """What the unit says of a setting, in its order."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


def groups() -> Mapping[str, list[str]]:
    """systemd's groups of system calls: names of calls, and of other groups."""
    told = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=True).stdout
    found: dict[str, list[str]] = {}
    for line in told.splitlines():
        if line.startswith("@"):
            found[line.strip()] = []
        elif line.startswith("    ") and not line.strip().startswith("#"):
            found[list(found)[-1]].append(line.strip())
    return found


def calls(name: str, known: Mapping[str, list[str]]) -> Iterator[str]:
    """The calls that a name of a filter stands for."""
    if not name.startswith("@"):
        yield name
    for each in known.get(name, []):
        yield from calls(each, known)


def allowed() -> set[str]:
    """As systemd reads the lines: the first is a list of what is allowed, later ones add to it, or take away behind a tilde."""
    known = groups()
    left = set(calls("@default", known))
    for line in setting("SystemCallFilter"):
        named = {call for name in line.removeprefix("~").split() for call in calls(name, known)}
        left = left - named if line.startswith("~") else left | named
    return left


def confine() -> None:
    """From here on, for this process and its children. Raises OSError where it cannot be."""
    libc, seccomp = ctypes.CDLL(None, use_errno=True), ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(REFUSED)))
    for call in sorted(allowed()):
        number = seccomp.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:
            seccomp.seccomp_rule_add(rules, ctypes.c_uint32(ALLOWED), ctypes.c_int(number), ctypes.c_uint(0))
    if setting("MemoryDenyWriteExecute") == ["yes"] and libc.prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "this kernel cannot refuse memory that is written and executed")
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or seccomp.seccomp_load(rules):
        raise OSError(ctypes.get_errno(), "the system calls cannot be filtered")


if __name__ == "__main__":
    try:
        confine()
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT)
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 -- no shell is wanted
