// Reads one answer, and says what it is and what to do now.

#include <cstdio>

#include "mixerr.hpp"

int main()
{
    // What your HTTP client gave you: the status, and the body as bytes.
    const mixerr::response answer =
        mixerr::read(202, R"({"error":{"status":202,"code":20119,"description":"PIN incorrect."}})");

    if (answer.is_success()) {
        return 0; // The body is the answer to your request.
    }
    std::puts(answer.log_line().c_str()); // Safe to log; the server's own words are for people.
    if (answer.action() == mixerr::action::ask_user) {
        std::puts("Ask for the PIN; never retry by itself.");
    }
    std::puts(answer.trace() == mixerr::trace::discard ? "The next transfer may have a new trace id."
                                                       : "Use the same trace id again.");
    return 1;
}
