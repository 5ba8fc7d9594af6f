// Receipts and heads: matches, refused members, echoes and clocks.

#include "check.hpp"
#include "mixerr.hpp"

#include <new>

namespace {

using mixerr::match;
using mixerr::status;

constexpr std::string_view LEGACY = R"({"data":{"trace_id":"id-1","asset_id":"a","amount":"-1.50"}})";
constexpr std::string_view UNAUTHORIZED = R"({"error":{"status":202,"code":401}})";

match match_of(mixerr::receipt &receipt, std::string_view body, std::uint16_t http_status = 200)
{
    receipt.begin();
    for (const char &byte : body) {
        receipt.feed(&byte, 1);
    }
    return receipt.match(mixerr::read(http_status, body));
}

} // namespace

TEST(receipt_matches_a_legacy_transfer)
{
    mixerr::receipt receipt("trace_id", "id-1");
    receipt.require("asset_id", "a").require_decimal("amount", "1.5");
    CHECK(receipt.call_status() == status::ok);
    CHECK(match_of(receipt, LEGACY) == match::exact);
    CHECK(match_of(receipt, R"({"data":{"trace_id":"id-1","asset_id":"a","amount":"15"}})") == match::conflict);
    CHECK(match_of(receipt, R"({"trace_id":"id-1","asset_id":"a","amount":"1.5"})") == match::none);
    CHECK(match_of(receipt, LEGACY, 500) == match::none);
    CHECK(match_of(receipt, LEGACY) == match::exact);
}

TEST(receipt_waits_for_the_final_state)
{
    mixerr::receipt receipt("request_id", "id-1");
    receipt.wait_for("state", "spent");
    CHECK(match_of(receipt, R"({"data":[{"request_id":"id-1","state":"signed"}]})") == match::pending);
    CHECK(match_of(receipt, R"({"data":[{"request_id":"id-1","state":"spent"}]})") == match::exact);
}

TEST(receipt_with_a_refused_member_matches_nothing)
{
    mixerr::receipt decimal("trace_id", "id-1");
    decimal.require_decimal("amount", "1,5");
    CHECK(decimal.call_status() == status::invalid_member);
    CHECK(match_of(decimal, LEGACY) == match::none);
    mixerr::receipt crowded("trace_id", "id-1");
    crowded.require("a", "1").require("b", "1").require("c", "1").require("d", "1").require("e", "1");
    CHECK(crowded.call_status() == status::too_many_members);
    mixerr::receipt null("trace_id", nullptr);
    CHECK(null.call_status() == status::null_pointer);
    CHECK(match_of(null, LEGACY) == match::none);
}

TEST(receipt_ends_a_transfer)
{
    mixerr::receipt receipt("trace_id", "id-1");
    mixerr::transfer transfer(mixerr::key{}, mixerr::fingerprint("1.5"));
    CHECK(transfer.handle_saved() == status::ok);
    receipt.feed(LEGACY);
    const mixerr::response response = mixerr::read(200, LEGACY);
    CHECK(transfer.handle_response(response, receipt.match(response)) == status::ok);
    CHECK(transfer.handle_saved() == status::ok);
    CHECK(transfer.poll().ending == mixerr::ending::paid);
}

TEST(head_without_fields_changes_nothing)
{
    const mixerr::head head;
    CHECK(head.origin() == mixerr::origin::unknown);
    CHECK(head.retry_after_s() == 0 && !head.skew_ms(1));
    CHECK(head.refine(mixerr::read(200, LEGACY), 1).action() == mixerr::action::proceed);
}

TEST(head_refuses_a_response_without_the_echo)
{
    mixerr::head head("id-1");
    CHECK(head.field("X-Request-Id", "id-2") == status::ok);
    CHECK(head.origin() == mixerr::origin::other);
    const mixerr::response refined = head.refine(mixerr::read(200, LEGACY));
    CHECK(refined.fault() == mixerr::fault::origin && refined.action() == mixerr::action::retry);
    mixerr::head right("id-1");
    CHECK(right.field("x-request-id", "id-1") == status::ok);
    CHECK(right.refine(mixerr::read(200, LEGACY)).action() == mixerr::action::proceed);
}

TEST(head_finds_a_wrong_clock)
{
    mixerr::head head;
    CHECK(head.field("X-Server-Time", "1764312313000000000") == status::ok);
    CHECK(head.field("Retry-After", "60") == status::ok && head.retry_after_s() == 60);
    CHECK(head.skew_ms(1764312373000) == 60000);
    const mixerr::response response = mixerr::read(202, UNAUTHORIZED);
    CHECK(head.refine(response, 1764312373000).action() == mixerr::action::reauthorize);
    const mixerr::response refined = head.refine(response, 1764316000000);
    CHECK(refined.action() == mixerr::action::fix_clock);
    // Also if C refined it.
    const mixerr::response wrapped(MIXERR_STATUS_OK, refined.c_response());
    CHECK(wrapped.call_status() == status::ok && wrapped.action() == mixerr::action::fix_clock);
    const mixerr::response forbidden = mixerr::read(202, R"({"error":{"status":202,"code":403}})");
    mixerr_response other = forbidden.c_response();
    other.action = MIXERR_ACTION_FIX_CLOCK;
    CHECK(mixerr::response(MIXERR_STATUS_OK, other).call_status() == status::invalid_response);
}

TEST(head_reports_a_refused_field)
{
    mixerr::head head;
    CHECK(head.field(std::string_view(nullptr, 0), "") == status::ok);
    CHECK(head.call_status() == status::ok);
}

TEST(head_that_was_not_initialised_refines_no_response_to_a_success)
{
    // A request id inside the head itself is refused.
    alignas(mixerr::head) char memory[sizeof(mixerr::head)] = {};
    const auto *const head = new (memory) mixerr::head(memory);
    CHECK(head->call_status() == status::overlap);
    const mixerr::response refined = head->refine(mixerr::read(200, LEGACY));
    CHECK(refined.outcome() == mixerr::outcome::unread && refined.call_status() == status::not_initialised);
    // A response that was refused stays as it is.
    const mixerr::response refused = mixerr::read(200, nullptr, 1);
    CHECK(head->refine(refused).call_status() == status::null_pointer);
    CHECK(mixerr::head().refine(refused).call_status() == status::null_pointer);
}

TEST(origin_has_a_name)
{
    CHECK(name(mixerr::origin::other) == "OTHER");
    CHECK(name(status::too_many_members) == "TOO_MANY_MEMBERS");
}
