"""Reads the responses of the Mixin Network API: is it an error, which one, and what to do now.

An error of this API usually arrives with HTTP 202, which every HTTP library treats as a success. An HTTP 500 may come
from the API or from a web server in front of it.

>>> import mixerr
>>> body = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'
>>> try:
...     mixerr.raise_for_error(202, body)
... except mixerr.AskUserError as error:
...     print(error)
20119 PIN_INCORRECT: PIN incorrect.
"""

from mixerr._catalog import Entry, catalog, lookup
from mixerr._codes import Action, Category, Code, Data, Ending, Fault, Match, Origin, Outcome, Payment, Source, StepKind
from mixerr._errors import (
    ApiError,
    AskUserError,
    FixClockError,
    FixRequestError,
    MixinError,
    NotFromApiError,
    ReauthorizeError,
    ReconcileError,
    ReportError,
    ResyncError,
    RetryError,
    UpdateAppError,
    WaitError,
    raise_for_error,
    raise_for_response,
)
from mixerr._explain import Explanation, explain
from mixerr._head import Head
from mixerr._library import VERSION as __version__
from mixerr._read import Reader, read
from mixerr._receipt import Receipt
from mixerr._response import Response
from mixerr._store import FileStore
from mixerr._transfer import (
    RecordBlankError,
    RecordDamagedError,
    RecordError,
    RecordNewerError,
    RecordOfAnotherRequestError,
    Step,
    Transfer,
    UnexpectedStepError,
)

__all__ = [
    "Action",
    "ApiError",
    "AskUserError",
    "Category",
    "Code",
    "Data",
    "Ending",
    "Entry",
    "Explanation",
    "Fault",
    "FileStore",
    "FixClockError",
    "FixRequestError",
    "Head",
    "Match",
    "MixinError",
    "NotFromApiError",
    "Origin",
    "Outcome",
    "Payment",
    "Reader",
    "ReauthorizeError",
    "Receipt",
    "ReconcileError",
    "RecordBlankError",
    "RecordDamagedError",
    "RecordError",
    "RecordNewerError",
    "RecordOfAnotherRequestError",
    "ReportError",
    "Response",
    "ResyncError",
    "RetryError",
    "Source",
    "Step",
    "StepKind",
    "Transfer",
    "UnexpectedStepError",
    "UpdateAppError",
    "WaitError",
    "__version__",
    "catalog",
    "explain",
    "lookup",
    "raise_for_error",
    "raise_for_response",
    "read",
]

# Tracebacks and help() show the name that a program uses: mixerr.AskUserError.
for _name in __all__:
    if callable(globals()[_name]):
        globals()[_name].__module__ = __name__
