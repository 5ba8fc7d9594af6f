// The std::error_code of a response, its categories and conditions.

#include <climits>
#include <string>
#include <system_error>

#include "check.hpp"
#include "mixerr.hpp"

namespace {

std::error_code of(std::uint16_t http_status, std::string_view body)
{
    return mixerr::read(http_status, body).error();
}

const std::error_condition try_again = std::make_error_condition(std::errc::resource_unavailable_try_again);

} // namespace

TEST(error_is_none_for_a_success)
{
    const std::error_code error = of(200, "{}");
    CHECK(!error);
    CHECK(mixerr::action_of(error) == mixerr::action::proceed);
    CHECK(error == mixerr::action::proceed);
    CHECK(error != mixerr::action::report);
    CHECK(error == mixerr::fault::none);
    CHECK(mixerr::code_of(error) == std::nullopt);
    CHECK(mixerr::payment_of(error) == mixerr::payment::possible);
}

TEST(error_of_the_api_is_its_code)
{
    const std::error_code error = of(202, R"({"error":{"status":202,"code":20119,"description":"+86138"}})");
    CHECK(error);
    CHECK(error == mixerr::code::pin_incorrect);
    CHECK(error != mixerr::code::forbidden);
    CHECK(error.category() == mixerr::api_category());
    CHECK(error.category().name() == std::string("mixerr"));
    CHECK(error.value() == 20119);
    CHECK(mixerr::code_of(error) == mixerr::code::pin_incorrect);
    CHECK(mixerr::action_of(error) == mixerr::action::ask_user);
    CHECK(mixerr::payment_of(error) == mixerr::payment::excluded);
}

TEST(error_of_the_api_has_no_fault)
{
    const std::error_code error = mixerr::code::pin_incorrect;
    CHECK(error != mixerr::fault::none); // An error must not look like a success.
    CHECK(error != mixerr::fault::http);
    CHECK(error != mixerr::action::proceed);
    CHECK(std::error_code(mixerr::code{0x101}) != mixerr::fault::malformed); // A fault is the low byte.
}

TEST(error_of_value_0_has_no_code)
{
    CHECK(mixerr::code_of(std::error_code(0, mixerr::api_category())) == std::nullopt);
}

TEST(error_message_is_the_catalog_s_and_never_the_server_s)
{
    const std::error_code listed = of(202, R"({"error":{"code":20119,"description":"secret"}})");
    CHECK(listed.message() == "20119 PIN_INCORRECT: PIN incorrect.");
    const std::error_code unlisted = of(202, R"({"error":{"code":99999,"description":"secret"}})");
    CHECK(unlisted.message() == "99999 (not in the catalog)");
}

TEST(error_is_made_of_a_code)
{
    const std::error_code error = mixerr::code::too_many_requests;
    CHECK(error.value() == 429);
    CHECK(error == make_error_code(mixerr::code::too_many_requests));
}

TEST(error_of_code_0_is_an_error)
{
    const std::error_code error = of(202, R"({"error":{"code":0}})");
    CHECK(error);
    CHECK(error.value() == INT_MIN);
    CHECK(error == mixerr::code{0});
    CHECK(mixerr::code_of(error) == mixerr::code{0});
    CHECK(error.message() == "0 (not in the catalog)");
    CHECK(error == mixerr::action::report);
}

TEST(error_keeps_codes_over_int_max)
{
    for (const std::uint32_t number : {1u, 5003999u, 2147483647u, 2147483649u, 4294967295u}) {
        const std::error_code error = mixerr::code{number};
        CHECK(error);
        CHECK(mixerr::code_of(error) == mixerr::code{number});
        CHECK(of(202, R"({"error":{"code":)" + std::to_string(number) + "}}") == error);
    }
    CHECK(mixerr::code_of(mixerr::code{2147483648u}) == mixerr::code{0}); // The only two codes with one value.
}

TEST(error_of_an_unknown_code_is_reported)
{
    const mixerr::response answer = mixerr::read(500, R"({"error":{"status":500,"code":20136}})");
    CHECK(answer.action() == mixerr::action::retry);
    CHECK(mixerr::action_of(answer.error()) == mixerr::action::report);
    CHECK(mixerr::payment_of(answer.error()) == mixerr::payment::possible);
    CHECK(answer.error().default_error_condition().category() == mixerr::api_category());
}

TEST(error_has_the_action_of_every_listed_code)
{
    for (const mixerr::entry entry : mixerr::catalog()) {
        const std::error_code error = entry.code();
        CHECK(error == entry.action());
        CHECK(mixerr::action_of(error) == entry.action());
        CHECK(mixerr::payment_of(error) == entry.payment());
    }
}

TEST(error_of_retry_and_wait_is_try_again)
{
    for (const mixerr::entry entry : mixerr::catalog()) {
        const bool again = entry.action() == mixerr::action::retry || entry.action() == mixerr::action::wait;
        CHECK((std::error_code(entry.code()) == try_again) == again);
    }
    CHECK(std::error_code(mixerr::code::blaze_timeout) == try_again);
    CHECK(std::error_code(mixerr::code::blaze_timeout) != std::errc::timed_out);
}

TEST(error_of_a_request_is_its_errc)
{
    CHECK(std::error_code(mixerr::code::unauthorized) == std::errc::permission_denied);
    CHECK(std::error_code(mixerr::code::forbidden) == std::errc::permission_denied);
    CHECK(std::error_code(mixerr::code::authorization_code_expired) == std::errc::permission_denied);
    CHECK(std::error_code(mixerr::code::not_found) == std::errc::no_such_file_or_directory);
    CHECK(std::error_code(mixerr::code::invalid_field) == std::errc::invalid_argument);
    CHECK(std::error_code(mixerr::code::forbidden) != std::errc::invalid_argument);
}

TEST(error_without_an_errc_is_its_own_condition)
{
    const std::error_code error = mixerr::code::pin_incorrect;
    const std::error_condition condition = error.default_error_condition();
    CHECK(condition.category() == mixerr::api_category());
    CHECK(condition.value() == 20119);
}

TEST(error_of_a_fault_equals_its_fault)
{
    CHECK(of(200, "<html>") == mixerr::fault::malformed);
    CHECK(of(200, R"({"error":"no"})") == mixerr::fault::foreign);
    CHECK(of(404, "{}") == mixerr::fault::http);
    CHECK(of(200, std::string(65, '[')) == mixerr::fault::too_deep);
    CHECK(of(200, "<html>") != mixerr::fault::http);
    CHECK(of(200, "<html>") != mixerr::fault::none);
    CHECK(of(200, "<html>").category() == mixerr::fault_category());
    CHECK(mixerr::fault_category().name() == std::string("mixerr.fault"));
}

TEST(error_of_a_fault_is_its_errc)
{
    CHECK(of(200, "<html>") == std::errc::bad_message);
    CHECK(of(200, std::string(65, '[')) == std::errc::bad_message);
    CHECK(of(404, "{}") == std::errc::protocol_error);
    CHECK(of(200, R"({"error":"no"})") == std::errc::protocol_error);
    CHECK(of(404, "{}") != std::errc::no_such_file_or_directory); // A proxy cannot know the transfer.
}

TEST(error_of_a_fault_has_the_response_s_action)
{
    for (const std::string_view body : {"<html>", "{}", R"({"error":"no"})", ""}) {
        for (const int http_status : {0,   100, 200, 202, 204, 301, 400, 401, 403, 408, 421,
                                      425, 429, 451, 500, 502, 511, 599, 600, 65535}) {
            const mixerr::response answer = mixerr::read(static_cast<std::uint16_t>(http_status), body);
            const std::error_code error = answer.error();
            CHECK(mixerr::action_of(error) == answer.action());
            CHECK(error == answer.action());
            CHECK(static_cast<bool>(error) != answer.is_success());
            const bool again =
                answer.action() == mixerr::action::retry || answer.action() == mixerr::action::wait;
            CHECK((error == try_again) == again);
            CHECK(error != std::errc::permission_denied); // Only the API can refuse a token.
            CHECK(mixerr::payment_of(error) == mixerr::payment::possible);
        }
    }
}

TEST(error_of_a_fault_that_no_response_made_is_reported)
{
    const std::error_code error(static_cast<int>(mixerr::fault::http), mixerr::fault_category());
    CHECK(error == mixerr::fault::http);
    CHECK(error == mixerr::action::report);
    const int proceeding = static_cast<int>(mixerr::fault::http) | 1 << 24;
    CHECK(std::error_code(proceeding, mixerr::fault_category()) == mixerr::action::report);
}

TEST(error_of_a_fault_has_the_words_of_the_log_line)
{
    const mixerr::response unechoed = mixerr::head("id-1").refine(mixerr::read(200, "{}"), 1);
    CHECK(unechoed.fault() == mixerr::fault::origin);
    for (const mixerr::response &answer :
         {mixerr::read(502, "<html>"), mixerr::read(200, R"({"error":"no"})"), mixerr::read(404, "{}"),
          mixerr::read(200, std::string(65, '[')), unechoed}) {
        std::string line(answer.log_line());
        if (const auto offset = answer.fault_offset()) { // A std::error_code has no room for it.
            const std::string place = " at byte " + std::to_string(*offset);
            const std::size_t start = line.find(place);
            CHECK(start != std::string::npos);
            line.erase(start, place.size());
        }
        CHECK(answer.error().message() == line);
    }
}

TEST(error_of_a_fault_names_the_http_status)
{
    CHECK(of(502, "<html>").message() == "not from the API: malformed JSON (HTTP 502)");
    CHECK(of(404, "{}").message() == "not from the API: JSON without an error (HTTP 404)");
    CHECK(of(0, R"({"error":1})").message() == "not from the API: an error of another form");
    CHECK(of(0, std::string(65, '[')).message() == "not from the API: too many levels of nesting");
}

TEST(error_of_a_refused_call_is_its_status)
{
    const std::error_code error = mixerr::read(200, nullptr, 1).error();
    CHECK(error == mixerr::status::null_pointer);
    CHECK(error == std::errc::invalid_argument);
    CHECK(error == mixerr::action::report);
    CHECK(error.category() == mixerr::status_category());
    CHECK(error.category().name() == std::string("mixerr.status"));
    CHECK(error.message() == "the call was refused: NULL_POINTER");
    CHECK(mixerr::payment_of(error) == mixerr::payment::possible);
}

TEST(error_compares_from_either_side)
{
    const std::error_code pin = mixerr::code::pin_incorrect;
    CHECK(mixerr::code::pin_incorrect == pin && !(mixerr::code::pin_incorrect != pin));
    CHECK(mixerr::code::forbidden != pin && !(mixerr::code::forbidden == pin));
    const std::error_code refused = make_error_code(mixerr::status::overlap);
    CHECK(refused == mixerr::status::overlap && !(refused != mixerr::status::overlap));
    CHECK(mixerr::status::overlap == refused && !(mixerr::status::overlap != refused));
    CHECK(mixerr::status::misaligned != refused && refused != mixerr::status::misaligned);
    CHECK(mixerr::action::ask_user == pin && mixerr::action::wait != pin);
    CHECK(mixerr::fault::http != pin);
}

TEST(error_of_another_category_with_the_same_value_is_another)
{
    const std::error_code other(20119, std::generic_category());
    CHECK(other != mixerr::code::pin_incorrect && mixerr::code::pin_incorrect != other);
    const std::error_code status(4, mixerr::status_category());
    CHECK(status == mixerr::status::overlap && status != mixerr::code{4});
    CHECK(std::error_code(4, mixerr::api_category()) != mixerr::status::overlap);
    CHECK(std::error_code() != mixerr::status::ok && std::error_code() != mixerr::code{0});
}

TEST(error_of_a_status_is_its_errc)
{
    CHECK(!make_error_code(mixerr::status::ok));
    CHECK(make_error_code(mixerr::status::buffer_too_small) == std::errc::no_buffer_space);
    CHECK(make_error_code(mixerr::status::not_found).default_error_condition().category() ==
          mixerr::status_category());
}

TEST(action_of_an_error_that_is_not_ours_is_unknown)
{
    const std::error_code error = std::make_error_code(std::errc::timed_out);
    CHECK(mixerr::action_of(error) == std::nullopt);
    CHECK(mixerr::code_of(error) == std::nullopt);
    CHECK(error != mixerr::action::report);
    CHECK(error != mixerr::fault::malformed);
}

TEST(conditions_have_names)
{
    CHECK(make_error_condition(mixerr::action::ask_user).message() == "ASK_USER");
    CHECK(mixerr::action_category().name() == std::string("mixerr.action"));
    CHECK(make_error_condition(mixerr::fault::http).message() == "not from the API: JSON without an error");
}

#ifdef __cpp_exceptions
TEST(error_is_thrown_as_a_system_error)
{
    try {
        throw std::system_error(of(202, R"({"error":{"code":20119,"description":"secret"}})"), "transfer");
    } catch (const std::system_error &thrown) {
        CHECK(thrown.code() == mixerr::action::ask_user);
        CHECK(thrown.what() == std::string("transfer: 20119 PIN_INCORRECT: PIN incorrect."));
    }
}
#endif
