// Reads an answer of the API and decides by its std::error_code: error_code HTTP_STATUS [FILE]
//
// The body comes from the file or from stdin. The exit code is 0 for a success, 1 for an error of the API, 2
// for what is not from the API, 64 for wrong usage and 74 when reading or writing failed.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include "mixerr.hpp"

namespace {

constexpr int usage = 64;  // EX_USAGE of sysexits.h.
constexpr int failed = 74; // EX_IOERR of sysexits.h.

/// Returns the HTTP status, or nullopt if the text is none.
std::optional<std::uint16_t> parse_http_status(std::string_view text)
{
    std::uint16_t status = 0;
    const char *const end = text.data() + text.size();
    const std::from_chars_result parsed = std::from_chars(text.data(), end, status);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(status) : std::nullopt;
}

/// Reads the body in pieces, as it would come from a network; nullopt if that fails.
std::optional<mixerr::response> read_answer(std::uint16_t http_status, std::FILE *input)
{
    mixerr::reader reader;
    char piece[512];
    std::size_t length = 0;

    while ((length = std::fread(piece, 1, sizeof piece, input)) > 0) {
        reader.feed(piece, length); // If it were refused, finish() would tell.
    }
    if (std::ferror(input) != 0) {
        return std::nullopt; // Half a body is no answer.
    }
    return reader.finish(http_status);
}

/// What the wallet does about an error: nobody down here knows HTTP or JSON, a std::error_code is enough.
const char *decision(const std::error_code &error)
{
    if (!error) {
        return "go on";
    }
    if (error == mixerr::code::insufficient_balance) {
        return "show the balance"; // One code, where the wallet knows better than its action.
    }
    if (error == mixerr::action::ask_user) {
        return "ask the user, and send nothing before";
    }
    if (error == mixerr::action::reconcile) {
        return "read the transfer by its trace id: it may be paid already";
    }
    if (error == mixerr::action::wait) {
        return "wait, then send the same request again";
    }
    if (error == std::errc::resource_unavailable_try_again) {
        return "send the same request again";
    }
    if (error == std::errc::permission_denied) {
        return "get a new token, or stop asking for what is forbidden";
    }
    return "show it and log it, and send nothing"; // Whatever else comes, and what no catalog knows yet.
}

struct close_file {
    void operator()(std::FILE *file) const { std::fclose(file); }
};

int exit_code(mixerr::outcome outcome)
{
    switch (outcome) {
    case mixerr::outcome::success:
        return 0;
    case mixerr::outcome::api_error:
        return 1;
    default:
        return 2;
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::optional<std::uint16_t> http_status = argc > 1 ? parse_http_status(argv[1]) : std::nullopt;
    if (!http_status || argc > 3) {
        std::fputs("usage: error_code HTTP_STATUS [FILE]\n", stderr);
        return usage;
    }

    const std::unique_ptr<std::FILE, close_file> file(argc == 3 ? std::fopen(argv[2], "rb") : nullptr);
    if (argc == 3 && !file) {
        std::perror(argv[2]);
        return failed;
    }
    const std::optional<mixerr::response> answer = read_answer(*http_status, file ? file.get() : stdin);
    if (!answer) {
        std::perror("error_code");
        return failed;
    }

    const std::error_code error = answer->error();
    std::printf("log: %s\n", answer->log_line().c_str());
    std::printf("error: %s: %s\n", error.category().name(), error ? error.message().c_str() : "none");
    std::printf("do: %s\n", decision(error));
    const bool is_excluded = mixerr::payment_of(error) == mixerr::payment::excluded;
    std::printf("payment: %s\n",
                is_excluded ? "excluded: this request paid nothing; an earlier one with the same trace id may have"
                            : "possible");
    return std::fflush(stdout) == 0 ? exit_code(answer->outcome()) : failed;
}
