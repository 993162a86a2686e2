"""`python -m goals.uploads.child xlsx|csv < file`: the table as JSON, within limits that the system keeps."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from goals.uploads import limits
from goals.uploads.faults import Fault, FileRefused
from goals.uploads.tables import found_table


def main() -> None:
    _limit_myself()
    json.dump(_answer(sys.argv[1]), sys.stdout)


def _answer(kind: str) -> dict[str, Any]:
    try:
        return {"table": found_table(kind, sys.stdin.buffer.read(limits.FILE + 1))._asdict()}
    except FileRefused as refused:
        return {"faults": [fault._asdict() for fault in refused.faults]}
    except MemoryError:
        return {"faults": [Fault("too_heavy")._asdict()]}
    except Exception as fault:  # whatever a file can bring about, it is the file's fault
        return {"faults": [Fault("damaged")._asdict()], "exception": repr(fault)[:200]}


def _limit_myself() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.SECONDS),
        (resource.RLIMIT_FSIZE, limits.ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
