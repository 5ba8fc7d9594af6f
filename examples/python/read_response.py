"""Reads a response's body from stdin, and prints what to do: read_response.py HTTP_STATUS < body.json"""

import sys

import mixerr
from mixerr import Action


def main() -> int:
    # Feed the body to a reader in chunks of any size.
    reader = mixerr.Reader()
    while chunk := sys.stdin.buffer.read1(512):
        reader.feed(chunk)
    # Finish with the HTTP status, or 0 for a WebSocket frame.
    response = reader.finish(int(sys.argv[1]))
    # Log the response as `str`. `description` may contain a phone number.
    print(response)
    # Decide by the action, not by the code.
    if response.action is Action.PROCEED:
        print("success")
    elif response.action in (Action.RETRY, Action.WAIT):
        print("pause, then send the same request again")
    elif response.action is Action.RECONCILE:
        print("look the transfer up: it may be paid")
    elif response.action is Action.ASK_USER:
        print("ask the user, and do not retry automatically")
    else:
        print("show it")
    return 0 if response.is_success else 1


if __name__ == "__main__":
    sys.exit(main())
