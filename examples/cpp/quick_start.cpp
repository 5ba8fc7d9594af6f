// Reads one answer, and says what it is and what to do now.

#include <cstdio>

#include "mixerr.hpp"

int main()
{
    // What your HTTP client gave you: the status, and the body as bytes.
    const mixerr::response answer =
        mixerr::read(202, R"({"error":{"status":202,"code":20119,"description":"PIN incorrect."}})");

    std::puts(answer.log_line().c_str()); // Safe to log; the server's own words are for people.
    switch (answer.action()) {
    case mixerr::action::proceed: // A success: the body is the answer to your request.
        return 0;
    case mixerr::action::retry:
    case mixerr::action::wait: // The same request again, at once or later, with the same trace id.
        return 75;
    case mixerr::action::reconcile: // It may be paid already: read the transfer by its trace id first.
        return 75;
    case mixerr::action::ask_user:
        std::puts("Ask for the PIN; never retry automatically.");
        break;
    default: // Show it and log it.
        break;
    }
    if (answer.payment() == mixerr::payment::excluded) {
        std::puts("This request paid nothing. An earlier one with the same trace id may have.");
    }
    return 1;
}
