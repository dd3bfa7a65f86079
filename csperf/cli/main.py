"""The entry point: language, streams, every way a run can end, and its exit code.

No traceback ever reaches a user: what is wrong with their files is told as problems, what is wrong
with the command line in their language, and a fault of csperf's own goes to a file with one line.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from csperf.cli.arguments import SPOKEN, spread
from csperf.cli.report import report
from csperf.errors import CsperfError, Exit, reason_of
from csperf.texts import say


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and leaves with its exit code."""
    gc.disable()  # a run is short and keeps what it makes: looking for garbage is a tenth of it
    given = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """One command's exit code; everything it has to say is on the streams."""
    from csperf.cli.helptext import ReaderGone, usage_error
    from csperf.cli.judging import app

    try:
        code = app(spread(arguments), prog_name="csperf", standalone_mode=False)
        sys.stdout.flush()
    except CsperfError as error:
        return report(error.problems, machine="json" in arguments)
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except (BrokenPipeError, ReaderGone):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        return _output_failed(error)
    except Exception as error:  # noqa: BLE001 - the last guard: no traceback reaches a user
        return usage_error(error, arguments) or _crashed()
    if code == Exit.INTERRUPTED:  # Typer may have caught it first
        print(say("cli.interrupted", SPOKEN), file=sys.stderr)
    return code if isinstance(code, int) else Exit.DONE


def _prepare_streams() -> None:
    """Any text can be printed in any locale: what it cannot show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


def _output_failed(error: OSError) -> int:
    """Standard output cannot take more (a full disk behind a redirection)."""
    sys.stdout = io.StringIO()
    print(say("cli.output-failed", SPOKEN, reason=reason_of(error)), file=sys.stderr)
    return Exit.FILE


def _crashed() -> int:
    """A fault of csperf's own: one line for the user, the traceback without values in a file."""
    told = "".join(traceback.format_exc(chain=True))
    try:
        handle, path = tempfile.mkstemp(prefix="csperf-crash-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(told)
        print(say("cli.crashed", SPOKEN, file=path), file=sys.stderr)
    except OSError as error:  # the disk is full there too
        print(say("cli.crashed-untold", SPOKEN, reason=reason_of(error)), file=sys.stderr)
    return Exit.INTERNAL
