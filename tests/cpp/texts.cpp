// The functions that format a response: detail, extra_string, envelope, log line.

#include <array>
#include <string>

#include "check.hpp"
#include "mixerr.hpp"

namespace {

const mixerr::response &phone()
{
    static const mixerr::response answer =
        mixerr::read(202, R"({"error":{"status":202,"code":20110,)"
                          R"("description":"Invalid phone number +8613800138000",)"
                          R"("extra":{"field":"phone","reason":"a \"b\""}}})");
    return answer;
}

} // namespace

TEST(detail_is_what_was_inserted_into_the_template)
{
    char buffer[32];
    const mixerr::text detail = phone().detail(buffer);
    CHECK(detail.status() == mixerr::status::ok);
    CHECK(*detail == "+8613800138000");
    CHECK(detail->data() == buffer);
    CHECK(buffer[detail->size()] == '\0');
}

TEST(detail_is_not_found_without_a_template)
{
    char buffer[32];
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":20119}})");
    CHECK(answer.detail(buffer).status() == mixerr::status::not_found);
    CHECK(mixerr::read(200, "{}").detail(buffer).status() == mixerr::status::not_found);
}

TEST(detail_does_not_fit_into_a_small_buffer)
{
    char buffer[] = "untouched pin";
    const mixerr::text detail = phone().detail(buffer, 14);
    CHECK(!detail);
    CHECK(detail.status() == mixerr::status::buffer_too_small);
    CHECK((*detail).empty() && *detail->data() == '\0');
    CHECK(detail.value_or("none") == "none");
    CHECK(std::string_view(buffer) == "untouched pin");
    char enough[15];
    CHECK(phone().detail(enough));
}

TEST(detail_refuses_null)
{
    CHECK(phone().detail(nullptr, 32).status() == mixerr::status::null_pointer);
}

TEST(detail_accepts_every_buffer_with_a_size)
{
    std::array<char, 32> array;
    CHECK(*phone().detail(array) == "+8613800138000");
    std::string string(32, ' ');
    CHECK(*phone().detail(string) == "+8613800138000");
#ifdef __cpp_lib_span
    const std::span<char> span(array);
    CHECK(*phone().detail(span) == "+8613800138000");
#endif
}

TEST(extra_string_decodes_a_member)
{
    char buffer[32];
    const mixerr::text reason = phone().extra_string("reason", buffer);
    CHECK(reason.value_or("") == "a \"b\"");
    CHECK(phone().extra_string("field", buffer, sizeof buffer).value_or("") == "phone");
}

TEST(extra_string_is_not_found_if_it_is_absent)
{
    char buffer[32];
    CHECK(phone().extra_string("amount", buffer).status() == mixerr::status::not_found);
    CHECK(mixerr::read(200, "{}").extra_string("reason", buffer).status() == mixerr::status::not_found);
}

TEST(extra_string_refuses_null)
{
    char buffer[32];
    CHECK(phone().extra_string(nullptr, buffer).status() == mixerr::status::null_pointer);
}

TEST(write_envelope_reads_back_equal)
{
    char buffer[MIXERR_ENVELOPE_CAPACITY];
    const mixerr::text envelope = phone().write_envelope(buffer);
    CHECK(envelope.status() == mixerr::status::ok);
    const mixerr::response again = mixerr::read(202, *envelope);
    CHECK(again.code() == phone().code());
    CHECK(again.status() == phone().status());
    CHECK(again.description() == phone().description());
    CHECK(again.extra() == phone().extra());
}

TEST(write_envelope_is_refused_without_an_error_of_the_api)
{
    char buffer[MIXERR_ENVELOPE_CAPACITY];
    CHECK(mixerr::read(200, "{}").write_envelope(buffer).status() == mixerr::status::not_api_error);
    CHECK(mixerr::read(502, "<html>").write_envelope(buffer).status() == mixerr::status::not_api_error);
}

TEST(write_envelope_does_not_fit_into_a_small_buffer)
{
    char buffer[16];
    CHECK(phone().write_envelope(buffer).status() == mixerr::status::buffer_too_small);
}

TEST(write_log_line_masks_what_is_private)
{
    char buffer[MIXERR_LOG_LINE_CAPACITY];
    const mixerr::text line = phone().write_log_line(buffer);
    CHECK(line.status() == mixerr::status::ok);
    CHECK(line->find("20110 INVALID_PHONE_NUMBER") == 0);
    CHECK(line->find("138") == std::string_view::npos);
    CHECK(buffer[line->size()] == '\0');
}

TEST(write_log_line_names_every_outcome)
{
    char buffer[MIXERR_LOG_LINE_CAPACITY];
    CHECK(mixerr::read(200, "{}").write_log_line(buffer));
    CHECK(mixerr::read(502, "<html>").write_log_line(buffer)->find("502") != std::string_view::npos);
}

TEST(texts_of_a_refused_call_have_its_status)
{
    char buffer[MIXERR_LOG_LINE_CAPACITY];
    const mixerr::response refused = mixerr::read(200, nullptr, 1);
    CHECK(refused.write_log_line(buffer).status() == mixerr::status::null_pointer);
    CHECK(refused.write_envelope(buffer).status() == mixerr::status::null_pointer);
    CHECK(refused.detail(buffer).status() == mixerr::status::null_pointer);
    CHECK(refused.extra_string("reason", buffer).status() == mixerr::status::null_pointer);
}

TEST(log_line_is_the_written_line)
{
    char buffer[MIXERR_LOG_LINE_CAPACITY];
    CHECK(phone().log_line() == *phone().write_log_line(buffer));
    const mixerr::response answer = mixerr::read(202, R"({"error":{"code":20119}})");
    CHECK(answer.log_line() == "20119 PIN_INCORRECT: PIN incorrect.");
}

TEST(log_line_names_the_status_of_a_refused_call)
{
    CHECK(mixerr::read(200, nullptr, 1).log_line() == "the response was not read: NULL_POINTER");
}

TEST(explain_writes_lines_and_fills_the_response)
{
    char buffer[MIXERR_EXPLANATION_CAPACITY];
    mixerr::response explained = mixerr::read(502, "<html>");
    const mixerr::text lines = mixerr::explain("[202/20119] PIN", std::nullopt, buffer, sizeof buffer, &explained);
    CHECK(lines && lines->substr(0, 20) == "20119 PIN_INCORRECT,");
    CHECK(buffer[lines->size()] == '\0');
    CHECK(explained.action() == mixerr::action::ask_user && explained.code_number() == 20119);
    CHECK(mixerr::explain("[202/20119] PIN") == *lines);
}

TEST(explain_reads_a_body_if_the_http_status_is_known)
{
    char buffer[MIXERR_EXPLANATION_CAPACITY];
    mixerr::response explained = mixerr::read(200, "{}");
    CHECK(mixerr::explain("<html>", std::uint16_t{502}, buffer, sizeof buffer, &explained));
    CHECK(explained.action() == mixerr::action::retry && explained.http_status() == 502);
    CHECK(mixerr::explain("<html>", std::nullopt, buffer, sizeof buffer, &explained));
    CHECK(explained.action() == mixerr::action::report);
}

TEST(explain_leaves_the_response_unread_if_nothing_is_recognised_or_a_call_is_refused)
{
    char buffer[MIXERR_EXPLANATION_CAPACITY];
    mixerr::response explained = mixerr::read(200, "{}");
    CHECK(mixerr::explain("hello", std::nullopt, buffer, sizeof buffer, &explained));
    CHECK(explained.outcome() == mixerr::outcome::unread);
    explained = mixerr::read(200, "{}");
    CHECK(mixerr::explain("20119", std::nullopt, buffer, 8, &explained).status() == mixerr::status::buffer_too_small);
    CHECK(explained.outcome() == mixerr::outcome::unread);
    CHECK(explained.call_status() == mixerr::status::buffer_too_small);
}
