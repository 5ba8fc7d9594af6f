// Responses of bodies, and of calls that were refused.

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"
#include "mixerr.hpp"

namespace {

constexpr std::string_view pin = R"({"error":{"status":202,"code":20119,"description":"PIN incorrect."}})";

/// Checks the response of a refused call, which must not look like that of a body.
void check_refused(const mixerr::response &answer, mixerr::status status)
{
    CHECK(answer.call_status() == status);
    CHECK(!answer.is_success());
    CHECK(answer.outcome() == mixerr::outcome::unread);
    CHECK(answer.action() == mixerr::action::report);
    CHECK(answer.payment() == mixerr::payment::possible);
    CHECK(answer.data() == mixerr::data::absent);
    CHECK(answer.fault() == mixerr::fault::none);
    CHECK(answer.fault_offset() == std::nullopt);
    CHECK(answer.code() == std::nullopt);
    CHECK(answer.code_number() == 0);
    CHECK(!answer.entry());
    CHECK(answer.status() == std::nullopt);
    CHECK(answer.description().empty() && !answer.description_truncated());
    CHECK(answer.extra().empty() && !answer.extra_truncated());
    char buffer[MIXERR_LOG_LINE_CAPACITY];
    CHECK(answer.detail(buffer).status() == status);
    CHECK(answer.extra_string("reason", buffer).status() == status);
    CHECK(answer.write_envelope(buffer).status() == status);
    CHECK(answer.write_log_line(buffer).status() == status);
    // The C functions refuse it too.
    std::size_t length = 0;
    CHECK(mixerr_write_log_line(&answer.c_response(), buffer, sizeof buffer, &length)
          == MIXERR_STATUS_INVALID_RESPONSE);
}

/// A response as the library fills it.
mixerr_response filled_by(std::uint16_t http_status, std::string_view body)
{
    mixerr_response filled = {};
    const auto *const bytes = reinterpret_cast<const std::uint8_t *>(body.data());
    CHECK(mixerr_read(http_status, bytes, body.size(), &filled) == MIXERR_STATUS_OK);
    return filled;
}

/// The decision of a wallet about a response.
const char *decision(const mixerr::response &answer)
{
    switch (answer.action()) {
    case mixerr::action::proceed:
        return "go on";
    case mixerr::action::retry:
    case mixerr::action::wait:
        return "send again";
    case mixerr::action::ask_user:
        return "ask";
    default:
        return "report";
    }
}

} // namespace

TEST(read_returns_a_success)
{
    const mixerr::response answer = mixerr::read(200, R"({"data":{}})");
    CHECK(answer.is_success());
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.outcome() == mixerr::outcome::success);
    CHECK(answer.action() == mixerr::action::proceed);
    CHECK(answer.payment() == mixerr::payment::possible);
    CHECK(answer.data() == mixerr::data::present);
    CHECK(answer.fault() == mixerr::fault::none);
    CHECK(answer.fault_offset() == std::nullopt);
    CHECK(answer.code() == std::nullopt);
    CHECK(!answer.entry());
}

TEST(read_returns_an_error_at_http_202)
{
    const mixerr::response answer = mixerr::read(202, pin);
    CHECK(!answer.is_success());
    CHECK(answer.outcome() == mixerr::outcome::api_error);
    CHECK(answer.action() == mixerr::action::ask_user);
    CHECK(answer.payment() == mixerr::payment::excluded);
    CHECK(answer.data() == mixerr::data::absent);
    CHECK(answer.fault() == mixerr::fault::none);
    CHECK(answer.code() == mixerr::code::pin_incorrect);
    CHECK(answer.code_number() == 20119);
    CHECK(answer.entry() == mixerr::lookup(mixerr::code::pin_incorrect));
    CHECK(answer.http_status() == 202);
    CHECK(answer.status() == std::uint16_t{202});
    CHECK(answer.description() == "PIN incorrect.");
    CHECK(answer.extra().empty());
}

TEST(read_returns_not_from_api_for_html)
{
    const mixerr::response answer = mixerr::read(502, "<html>");
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.outcome() == mixerr::outcome::not_from_api);
    CHECK(answer.action() == mixerr::action::retry);
    CHECK(answer.payment() == mixerr::payment::possible);
    CHECK(answer.data() == mixerr::data::absent);
    CHECK(answer.fault() == mixerr::fault::malformed);
    CHECK(answer.fault_offset() == 0u);
    CHECK(answer.code() == std::nullopt);
}

TEST(read_returns_the_data_of_a_success)
{
    CHECK(mixerr::read(200, "{}").data() == mixerr::data::absent);
    CHECK(mixerr::read(200, R"({"data":null})").data() == mixerr::data::null);
    CHECK(mixerr::read(200, R"({"data":[]})").data() == mixerr::data::present);
    CHECK(mixerr::read(200, R"({"data":1,"data":null})").data() == mixerr::data::null); // The last one counts.
    CHECK(mixerr::read(200, R"({"x":{"data":1}})").data() == mixerr::data::absent);
    CHECK(mixerr::read(200, R"({"login":"https://portal"})").data() == mixerr::data::absent);
    CHECK(mixerr::read(202, R"({"data":1,"error":{"code":1}})").data() == mixerr::data::absent);
    CHECK(mixerr::read(404, R"({"data":1})").data() == mixerr::data::absent);
}

TEST(read_returns_a_success_for_an_empty_body_at_204_and_205)
{
    for (const std::uint16_t http_status : {std::uint16_t{204}, std::uint16_t{205}}) {
        const mixerr::response answer = mixerr::read(http_status, "");
        CHECK(answer.is_success());
        CHECK(answer.data() == mixerr::data::absent);
    }
    CHECK(!mixerr::read(200, "").is_success());
    CHECK(!mixerr::read(202, "").is_success());
}

TEST(read_never_reauthorizes_because_of_a_proxy)
{
    for (const auto &[http_status, action] : std::vector<std::pair<std::uint16_t, mixerr::action>>{
             {401, mixerr::action::report},      {403, mixerr::action::report},
             {404, mixerr::action::report},      {407, mixerr::action::report},
             {451, mixerr::action::report},      {511, mixerr::action::report},
             {408, mixerr::action::retry},       {421, mixerr::action::retry},
             {425, mixerr::action::retry},       {429, mixerr::action::wait},
             {400, mixerr::action::fix_request}, {405, mixerr::action::fix_request},
             {413, mixerr::action::fix_request}, {414, mixerr::action::fix_request},
             {415, mixerr::action::fix_request}, {431, mixerr::action::fix_request},
             {502, mixerr::action::retry},       {301, mixerr::action::report},
         }) {
        CHECK(mixerr::read(http_status, "<html>").action() == action);
        CHECK(mixerr::read(http_status, "{}").action() == action);
    }
    CHECK(mixerr::read(401, R"({"error":{"code":401}})").action() == mixerr::action::reauthorize);
}

TEST(read_accepts_a_pointer_and_a_length)
{
    const std::vector<std::uint8_t> body(pin.begin(), pin.end());
    CHECK(mixerr::read(202, body.data(), body.size()).code() == mixerr::code::pin_incorrect);
    CHECK(mixerr::read(202, pin.data(), pin.size()).code() == mixerr::code::pin_incorrect);
}

TEST(read_accepts_a_string)
{
    CHECK(mixerr::read(202, std::string(pin)).code() == mixerr::code::pin_incorrect);
}

#ifdef __cpp_lib_span
TEST(read_accepts_a_span_of_bytes)
{
    CHECK(mixerr::read(202, std::as_bytes(std::span(pin))).code() == mixerr::code::pin_incorrect);
}
#endif

TEST(read_returns_an_unknown_code)
{
    const mixerr::response answer = mixerr::read(202, R"({"error":{"status":500,"code":4294967295}})");
    CHECK(answer.code() == mixerr::code{4294967295u});
    CHECK(answer.code_number() == 4294967295u);
    CHECK(!answer.entry());
    CHECK(answer.action() == mixerr::action::retry);
    CHECK(answer.payment() == mixerr::payment::possible);
}

TEST(read_distinguishes_code_0_from_no_code)
{
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":0}})");
    CHECK(answer.code() == mixerr::code{0});
    CHECK(!answer.is_success());
}

TEST(read_returns_no_status_if_the_body_has_none)
{
    CHECK(mixerr::read(202, R"({"error":{"code":401}})").status() == std::nullopt);
}

TEST(read_keeps_a_nul_inside_the_description)
{
    using namespace std::string_view_literals;
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":1,"description":"a\u0000b"}})");
    CHECK(answer.description() == "a\0b"sv);
}

TEST(read_reports_truncated_texts)
{
    const std::string longer(MIXERR_DESCRIPTION_CAPACITY + 1, 'x');
    const std::string body =
        R"({"error":{"code":1,"description":")" + longer + R"(","extra":")" + longer + "\"}}";
    const mixerr::response answer = mixerr::read(202, body);
    CHECK(answer.description() == longer.substr(1));
    CHECK(answer.description_truncated());
    CHECK(answer.extra().size() == MIXERR_EXTRA_CAPACITY);
    CHECK(answer.extra_truncated());
}

TEST(read_returns_an_offset_only_for_faults_at_a_byte)
{
    CHECK(mixerr::read(200, "{} x").fault_offset() == 3u);
    CHECK(mixerr::read(200, std::string(65, '[')).fault() == mixerr::fault::too_deep);
    CHECK(mixerr::read(200, std::string(65, '[')).fault_offset() == 64u);
    CHECK(mixerr::read(200, R"({"error":"no"})").fault() == mixerr::fault::foreign);
    CHECK(mixerr::read(200, R"({"error":"no"})").fault_offset() == std::nullopt);
    CHECK(mixerr::read(404, "{}").fault() == mixerr::fault::http);
    CHECK(mixerr::read(404, "{}").fault_offset() == std::nullopt);
}

TEST(read_of_no_bytes_is_not_a_success)
{
    const mixerr::response answer = mixerr::read(200, nullptr, 0);
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.fault() == mixerr::fault::malformed);
    CHECK(answer.fault_offset() == 0u);
}

TEST(read_refuses_null_with_a_length)
{
    const mixerr::response answer = mixerr::read(200, nullptr, 2);
    check_refused(answer, mixerr::status::null_pointer);
    CHECK(answer.http_status() == 200);
}

TEST(read_refuses_an_impossible_length)
{
    check_refused(mixerr::read(200, "{}", SIZE_MAX), mixerr::status::length_out_of_range);
}

TEST(response_copies_its_texts)
{
    mixerr::response answer = mixerr::read(202, pin);
    const mixerr::response copy = answer;
    answer = mixerr::read(200, "{}");
    CHECK(copy.description() == "PIN incorrect.");
    CHECK(answer.is_success());
}

TEST(response_converts_from_and_to_the_c_struct)
{
    mixerr_response filled;
    const mixerr_status returned =
        mixerr_read(202, reinterpret_cast<const std::uint8_t *>(pin.data()), pin.size(), &filled);
    const mixerr::response answer(returned, filled);
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.code() == mixerr::code::pin_incorrect);
    CHECK(answer.c_response().code == 20119);
    CHECK(&answer.c_response() != &filled);
}

TEST(response_of_a_refused_c_call_is_refused)
{
    const mixerr_response filled = filled_by(200, "{}");
    check_refused(mixerr::response(MIXERR_STATUS_OVERLAP, filled), mixerr::status::overlap);
    const mixerr::response answer(MIXERR_STATUS_NULL_POINTER, filled);
    CHECK(answer.error() == mixerr::status::null_pointer);
}

TEST(response_of_zeros_is_refused)
{
    const mixerr_response zeros = {};
    CHECK(zeros.outcome == MIXERR_OUTCOME_UNREAD && zeros.action == MIXERR_ACTION_REPORT);
    const mixerr::response answer(MIXERR_STATUS_OK, zeros);
    check_refused(answer, mixerr::status::invalid_response);
    CHECK(decision(answer) == std::string_view("report"));
}

TEST(response_of_a_refused_call_is_reported)
{
    CHECK(decision(mixerr::read(200, nullptr, 2)) == std::string_view("report"));
    CHECK(decision(mixerr::read(200, "{}")) == std::string_view("go on"));
}

TEST(response_accepts_every_kind_that_the_library_fills)
{
    for (const std::string_view body :
         {R"({"data":{}})", R"({"data":null})", "{}", R"({"error":{"code":20119}})", R"({"error":{"code":0}})",
          R"({"error":{"code":4294967295,"extra":{}}})", R"({"error":"no"})", "<html>"}) {
        for (const int http_status : {0, 200, 204, 401, 429, 500}) {
            const mixerr_response filled = filled_by(static_cast<std::uint16_t>(http_status), body);
            const mixerr::response answer(MIXERR_STATUS_OK, filled);
            CHECK(answer.call_status() == mixerr::status::ok);
            CHECK(static_cast<std::uint8_t>(answer.outcome()) == filled.outcome);
            CHECK(static_cast<std::uint8_t>(answer.action()) == filled.action);
            CHECK(static_cast<std::uint8_t>(answer.payment()) == filled.payment);
            CHECK(static_cast<std::uint8_t>(answer.data()) == filled.data);
            CHECK(answer.code_number() == filled.code);
        }
    }
}

/// Checks that a response with one forged field is refused.
template <class Change>
void check_forged(std::uint16_t http_status, std::string_view body, Change change)
{
    mixerr_response forged = filled_by(http_status, body);
    change(forged);
    check_refused(mixerr::response(MIXERR_STATUS_OK, forged), mixerr::status::invalid_response);
}

TEST(response_refuses_unknown_numbers)
{
    for (const std::string_view body : {std::string_view("{}"), pin, std::string_view("<html>")}) {
        for (const int outcome : {0, 4, 5, 255}) {
            check_forged(200, body, [&](mixerr_response &forged) {
                forged.outcome = static_cast<std::uint8_t>(outcome);
            });
        }
        check_forged(200, body, [](mixerr_response &forged) { forged.action = 11; });
        check_forged(200, body, [](mixerr_response &forged) { forged.action = 255; });
        check_forged(200, body, [](mixerr_response &forged) { forged.fault = 255; });
        check_forged(200, body, [](mixerr_response &forged) { forged.payment = 2; });
        check_forged(200, body, [](mixerr_response &forged) { forged.payment = 255; });
        check_forged(200, body, [](mixerr_response &forged) { forged.data = 3; });
        check_forged(200, body, [](mixerr_response &forged) { forged.data = 255; });
    }
}

TEST(response_refuses_numbers_that_contradict_each_other)
{
    check_forged(200, "{}", [](mixerr_response &forged) { forged.action = 0; });   // A success proceeds.
    check_forged(202, pin, [](mixerr_response &forged) { forged.action = 1; });    // An error does not.
    check_forged(502, "<html>", [](mixerr_response &forged) { forged.action = 1; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.action = 2; });    // A wrong PIN is no reason to retry.
    check_forged(202, pin, [](mixerr_response &forged) { forged.action = 3; });
    check_forged(202, R"({"error":{"code":99999}})", [](mixerr_response &forged) { forged.action = 4; });
    check_forged(200, "{}", [](mixerr_response &forged) { forged.payment = 1; });  // A success may have paid.
    check_forged(502, "<html>", [](mixerr_response &forged) { forged.payment = 1; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.payment = 0; });   // The catalog excludes it.
    check_forged(202, R"({"error":{"code":99999}})", [](mixerr_response &forged) { forged.payment = 1; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.data = 2; });      // Only a success has data.
    check_forged(502, "<html>", [](mixerr_response &forged) { forged.data = 1; });
    check_forged(200, "{}", [](mixerr_response &forged) { forged.fault = 1; });
    check_forged(502, "<html>", [](mixerr_response &forged) { forged.fault = 0; });
    check_forged(200, "{}", [](mixerr_response &forged) { forged.code = 20119; }); // Only an error has a code.
}

TEST(response_refuses_lengths_beyond_the_capacities)
{
    check_forged(200, "{}", [](mixerr_response &forged) { forged.description_len = 129; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.description_len = 65535; });
    check_forged(200, "{}", [](mixerr_response &forged) { forged.extra_len = 129; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.extra_len = 65535; });
}

TEST(response_refuses_flags_that_are_neither_true_nor_false)
{
    for (const int byte : {2, 127, 255}) {
        check_forged(202, pin, [&](mixerr_response &forged) { std::memset(&forged.description_truncated, byte, 1); });
        check_forged(202, pin, [&](mixerr_response &forged) { std::memset(&forged.extra_truncated, byte, 1); });
    }
}

TEST(response_never_follows_a_forged_entry)
{
    static mixerr_entry forgery = *mixerr_lookup(20119);
    const auto nowhere = reinterpret_cast<const mixerr_entry *>(std::uintptr_t{8});
    for (const std::string_view body :
         {std::string_view("{}"), pin, std::string_view("<html>"), std::string_view(R"({"error":{"code":1}})")}) {
        check_forged(200, body, [&](mixerr_response &forged) { forged.entry = nowhere; });
        check_forged(200, body, [](mixerr_response &forged) { forged.entry = &forgery; });
        check_forged(200, body, [](mixerr_response &forged) { forged.entry = mixerr_lookup(403); });
    }
    check_forged(202, pin, [](mixerr_response &forged) { forged.entry = nullptr; });
    check_forged(202, pin, [](mixerr_response &forged) { forged.code = 99999; });
}

#ifdef __cpp_lib_expected
TEST(expect_has_no_value_for_a_success)
{
    CHECK(mixerr::expect(200, "{}").has_value());
}

TEST(expect_has_the_response_for_everything_else)
{
    const std::expected<void, mixerr::response> answer = mixerr::expect(202, pin);
    CHECK(!answer.has_value());
    CHECK(answer.error().description() == "PIN incorrect.");
    CHECK(!mixerr::expect(200, "<html>").has_value());
    CHECK(!mixerr::expect(mixerr::read(200, nullptr, 2)).has_value());
}
#endif
