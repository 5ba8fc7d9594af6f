"""A program for type checkers: the type of each public name, and code that they must reject.

A checker also rejects an ignore comment that suppresses no error. So each line with such a comment must have an error.
"""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NoReturn, Optional

import mixerr
from mixerr import Action, ApiError, Code, Data, Entry, Fault, Outcome, Payment, Reader, Response, Source

if TYPE_CHECKING:
    from typing_extensions import assert_type
else:

    def assert_type(value: Any, kind: Any) -> None:
        """Does nothing at run time."""


BODY = b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}'


def reads() -> None:
    response = mixerr.read(202, BODY)
    assert_type(response, Response)
    assert_type(response.outcome, Outcome)
    assert_type(response.action, Action)
    assert_type(response.payment, Payment)
    assert_type(response.data, Data)
    assert_type(response.is_success, bool)
    assert_type(response.code, Optional[int])
    assert_type(response.status, Optional[int])
    assert_type(response.entry, Optional[Entry])
    assert_type(response.description, str)
    assert_type(response.description_truncated, bool)
    assert_type(response.extra, Any)
    assert_type(response.extra_text, str)
    assert_type(response.extra_truncated, bool)
    assert_type(response.fault, Fault)
    assert_type(response.fault_offset, Optional[int])
    assert_type(response.retryable, bool)
    assert_type(response.field, Optional[str])
    assert_type(response.detail, Optional[str])
    assert_type(response.write_envelope(), Optional[bytes])


def feeds() -> None:
    reader = Reader()
    for chunk in (BODY[:9], bytearray(BODY[9:20]), memoryview(BODY)[20:]):
        reader.feed(chunk)
    assert_type(reader.is_faulty, bool)
    assert_type(reader.finish(202), Response)


def looks_up() -> None:
    assert_type(mixerr.lookup(20119), Optional[Entry])
    assert_type(mixerr.catalog[Code.PIN_INCORRECT], Entry)
    assert_type(mixerr.catalog.get(77777), Optional[Entry])
    assert_type(Code.PIN_INCORRECT, Literal[Code.PIN_INCORRECT])
    assert_type(mixerr.catalog[20119].code, Code)
    assert_type(mixerr.catalog[20119].source, Source)
    assert_type(mixerr.catalog[20119].payment, Payment)
    assert_type(Code(20119), Code)
    number: int = Code.PIN_INCORRECT
    assert number == 20119
    assert_type(mixerr.__version__, str)


def raises() -> None:
    try:
        assert_type(mixerr.raise_for_error(202, BODY), None)
        assert_type(mixerr.raise_for_response((202, BODY)), None)
    except mixerr.AskUserError as error:
        assert_type(error, mixerr.AskUserError)
        assert_type(error.code, int)
        assert_type(error.entry, Optional[Entry])
        assert_type(error.action, Action)
        assert_type(error.payment, Payment)
        assert_type(error.response, Response)
    except mixerr.NotFromApiError as error:
        assert_type(error.fault, Fault)
        assert_type(error.fault_offset, Optional[int])
    except ApiError as error:
        assert_type(error.retryable, bool)
        assert_type(error.http_status, int)


def never(value: NoReturn) -> str:
    raise AssertionError(value)


def covers_every_outcome(response: Response) -> str:
    if response.outcome is Outcome.UNREAD:
        return "unread, which a Response never is"
    if response.outcome is Outcome.SUCCESS:
        return "done"
    if response.outcome is Outcome.API_ERROR:
        return "an error"
    if response.outcome is Outcome.NOT_FROM_API:
        return "not from the API"
    return never(response.outcome)


if TYPE_CHECKING:
    mixerr.read(202, "{}")  # type: ignore[arg-type]
    mixerr.read("202", b"{}")  # type: ignore[arg-type]
    mixerr.raise_for_error(202, None)  # type: ignore[arg-type]
    mixerr.lookup("20119")  # type: ignore[arg-type]
    print(Code.NO_SUCH_CODE)  # type: ignore[attr-defined]
    mixerr.catalog[20119] = mixerr.catalog[1]  # type: ignore[index]
    mixerr.read(202, b"").action = Action.PROCEED  # type: ignore[misc]
    print(mixerr.read(202, BODY).entry.name)  # type: ignore[union-attr]
    # mypy accepts these two lines; they raise TypeError at run time.
    print("paid" if mixerr.read(202, BODY) else "")  # pyright: ignore[reportGeneralTypeIssues]
    print("paid" if mixerr.read(202, BODY).payment else "")  # pyright: ignore[reportGeneralTypeIssues]


if __name__ == "__main__":
    reads()
    feeds()
    looks_up()
    raises()
    print(covers_every_outcome(mixerr.read(202, BODY)))
