// What a response tells of an answer, and of a call that was refused.

#include <string>
#include <vector>

#include "check.hpp"
#include "mixerr.hpp"

namespace {

constexpr std::string_view pin = R"({"error":{"status":202,"code":20119,"description":"PIN incorrect."}})";

/// What a response of a refused call must be, so that nobody takes it for an answer.
void check_refused(const mixerr::response &answer, mixerr::status status)
{
    CHECK(answer.call_status() == status);
    CHECK(!answer.is_success());
    CHECK(answer.outcome() == mixerr::outcome::not_from_api);
    CHECK(answer.action() == mixerr::action::report);
    CHECK(answer.trace() == mixerr::trace::keep);
    CHECK(answer.fault() == mixerr::fault::malformed);
    CHECK(answer.fault_offset() == std::nullopt);
    CHECK(answer.code() == std::nullopt);
    CHECK(answer.code_number() == 0);
    CHECK(!answer.entry());
    CHECK(answer.status() == std::nullopt);
    CHECK(answer.description().empty() && !answer.description_cut());
    CHECK(answer.extra().empty() && !answer.extra_cut());
}

} // namespace

TEST(read_tells_a_success)
{
    const mixerr::response answer = mixerr::read(200, R"({"data":{}})");
    CHECK(answer.is_success());
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.outcome() == mixerr::outcome::success);
    CHECK(answer.action() == mixerr::action::none);
    CHECK(answer.trace() == mixerr::trace::keep);
    CHECK(answer.fault() == mixerr::fault::none);
    CHECK(answer.fault_offset() == std::nullopt);
    CHECK(answer.code() == std::nullopt);
    CHECK(!answer.entry());
}

TEST(read_tells_an_error_at_http_202)
{
    const mixerr::response answer = mixerr::read(202, pin);
    CHECK(!answer.is_success());
    CHECK(answer.outcome() == mixerr::outcome::api_error);
    CHECK(answer.action() == mixerr::action::ask_user);
    CHECK(answer.trace() == mixerr::trace::discard);
    CHECK(answer.fault() == mixerr::fault::none);
    CHECK(answer.code() == mixerr::code::pin_incorrect);
    CHECK(answer.code_number() == 20119);
    CHECK(answer.entry() == mixerr::lookup(mixerr::code::pin_incorrect));
    CHECK(answer.http_status() == 202);
    CHECK(answer.status() == std::uint16_t{202});
    CHECK(answer.description() == "PIN incorrect.");
    CHECK(answer.extra().empty());
}

TEST(read_tells_what_is_not_from_the_api)
{
    const mixerr::response answer = mixerr::read(502, "<html>");
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.outcome() == mixerr::outcome::not_from_api);
    CHECK(answer.action() == mixerr::action::retry);
    CHECK(answer.fault() == mixerr::fault::malformed);
    CHECK(answer.fault_offset() == 0u);
    CHECK(answer.code() == std::nullopt);
}

TEST(read_takes_a_pointer_and_a_length)
{
    const std::vector<std::uint8_t> body(pin.begin(), pin.end());
    CHECK(mixerr::read(202, body.data(), body.size()).code() == mixerr::code::pin_incorrect);
    CHECK(mixerr::read(202, pin.data(), pin.size()).code() == mixerr::code::pin_incorrect);
}

TEST(read_takes_a_string)
{
    CHECK(mixerr::read(202, std::string(pin)).code() == mixerr::code::pin_incorrect);
}

#ifdef __cpp_lib_span
TEST(read_takes_a_span_of_bytes)
{
    CHECK(mixerr::read(202, std::as_bytes(std::span(pin))).code() == mixerr::code::pin_incorrect);
}
#endif

TEST(read_tells_a_code_that_no_catalog_lists)
{
    const mixerr::response answer = mixerr::read(202, R"({"error":{"status":500,"code":4294967295}})");
    CHECK(answer.code() == mixerr::code{4294967295u});
    CHECK(answer.code_number() == 4294967295u);
    CHECK(!answer.entry());
    CHECK(answer.action() == mixerr::action::retry);
    CHECK(answer.trace() == mixerr::trace::keep);
}

TEST(read_tells_code_0_from_no_code)
{
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":0}})");
    CHECK(answer.code() == mixerr::code{0});
    CHECK(!answer.is_success());
}

TEST(read_tells_no_status_where_the_body_has_none)
{
    CHECK(mixerr::read(202, R"({"error":{"code":401}})").status() == std::nullopt);
}

TEST(read_keeps_a_nul_inside_the_description)
{
    using namespace std::string_view_literals;
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":1,"description":"a\u0000b"}})");
    CHECK(answer.description() == "a\0b"sv);
}

TEST(read_tells_that_texts_were_cut)
{
    const std::string longer(MIXERR_DESCRIPTION_CAPACITY + 1, 'x');
    const std::string body =
        R"({"error":{"code":1,"description":")" + longer + R"(","extra":")" + longer + "\"}}";
    const mixerr::response answer = mixerr::read(202, body);
    CHECK(answer.description() == longer.substr(1));
    CHECK(answer.description_cut());
    CHECK(answer.extra().size() == MIXERR_EXTRA_CAPACITY);
    CHECK(answer.extra_cut());
}

TEST(read_places_a_fault_only_where_there_is_a_byte)
{
    CHECK(mixerr::read(200, "{} x").fault_offset() == 3u);
    CHECK(mixerr::read(200, std::string(65, '[')).fault() == mixerr::fault::too_deep);
    CHECK(mixerr::read(200, std::string(65, '[')).fault_offset() == 64u);
    CHECK(mixerr::read(200, R"({"error":"no"})").fault() == mixerr::fault::foreign);
    CHECK(mixerr::read(200, R"({"error":"no"})").fault_offset() == std::nullopt);
    CHECK(mixerr::read(404, "{}").fault() == mixerr::fault::http);
    CHECK(mixerr::read(404, "{}").fault_offset() == std::nullopt);
}

TEST(read_of_no_bytes_is_no_success)
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

TEST(read_refuses_a_length_that_no_memory_has)
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

TEST(response_takes_and_gives_the_c_struct)
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
    const mixerr_response zeros = {}; // It would be a success.
    check_refused(mixerr::response(MIXERR_STATUS_OVERLAP, zeros), mixerr::status::overlap);
}

TEST(response_refuses_a_c_struct_that_nobody_filled)
{
    const mixerr_response zeros = {};
    mixerr_response filled = zeros;
    filled.outcome = 3;
    filled.action = MIXERR_ACTION_REPORT;
    check_refused(mixerr::response(MIXERR_STATUS_OK, filled), mixerr::status::invalid_response);
    filled = zeros;
    filled.action = MIXERR_ACTION_REPORT; // A success has nothing to do.
    check_refused(mixerr::response(MIXERR_STATUS_OK, filled), mixerr::status::invalid_response);
    filled = zeros;
    filled.outcome = MIXERR_OUTCOME_API_ERROR; // An error has.
    check_refused(mixerr::response(MIXERR_STATUS_OK, filled), mixerr::status::invalid_response);
    filled = zeros;
    filled.description_len = MIXERR_DESCRIPTION_CAPACITY + 1;
    check_refused(mixerr::response(MIXERR_STATUS_OK, filled), mixerr::status::invalid_response);
    filled = zeros;
    filled.extra_len = MIXERR_EXTRA_CAPACITY + 1;
    check_refused(mixerr::response(MIXERR_STATUS_OK, filled), mixerr::status::invalid_response);
}

#ifdef __cpp_lib_expected
TEST(expect_holds_nothing_for_a_success)
{
    CHECK(mixerr::expect(200, "{}").has_value());
}

TEST(expect_holds_the_response_for_everything_else)
{
    const std::expected<void, mixerr::response> answer = mixerr::expect(202, pin);
    CHECK(!answer.has_value());
    CHECK(answer.error().description() == "PIN incorrect.");
    CHECK(!mixerr::expect(200, "<html>").has_value());
    CHECK(!mixerr::expect(mixerr::read(200, nullptr, 2)).has_value());
}
#endif
