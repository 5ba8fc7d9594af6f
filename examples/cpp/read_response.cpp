// Reads a response's body from stdin, and prints what to do: read_response HTTP_STATUS < body.json

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "mixerr.hpp"

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 64;
    }
    // Feed the body to a reader in chunks of any size.
    mixerr::reader reader;
    char chunk[512];
    while (const std::size_t length = std::fread(chunk, 1, sizeof chunk, stdin)) {
        reader.feed(chunk, length);
    }
    // Drop a body that was not received to its end: it may look complete.
    if (std::ferror(stdin) != 0) {
        return 74;
    }
    // Finish with the HTTP status, or 0 for a WebSocket frame.
    const mixerr::response response = reader.finish(static_cast<std::uint16_t>(std::atoi(argv[1])));
    // Log this line. `description()` may contain a phone number.
    std::puts(response.log_line().c_str());
    // Decide by the std::error_code. It compares with actions, codes and std::errc.
    const std::error_code error = response.error();
    if (!error) {
        std::puts("success");
    } else if (error == std::errc::resource_unavailable_try_again) { // The actions `retry` and `wait`.
        std::puts("pause, then send the same request again");
    } else if (error == mixerr::action::reconcile) {
        std::puts("look the transfer up: it may be paid");
    } else if (error == mixerr::action::ask_user) {
        std::puts("ask the user, and do not retry automatically");
    } else {
        std::puts("show it");
    }
    return error ? 1 : 0;
}
