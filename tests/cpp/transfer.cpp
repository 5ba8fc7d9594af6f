// Transfers: keys, records, a payment, and transfers that were not restored.

#include "check.hpp"
#include "mixerr.hpp"

namespace {

using mixerr::match;
using mixerr::status;
using mixerr::step;

const mixerr::key id = mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f").value_or(mixerr::key{});
const std::uint32_t request = mixerr::fingerprint("trace-1 asset-1 user-1 1.5");

} // namespace

TEST(key_from_uuid_has_the_bytes_of_the_digits)
{
    CHECK(id.bytes[0] == 0x4b && id.bytes[15] == 0x5f);
    CHECK(!mixerr::key_from_uuid(""));
    CHECK(!mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5"));
    CHECK(!mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f0"));
    CHECK(!mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5g"));
    CHECK(!mixerr::key_from_uuid(std::string_view("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5\0", 36)));
}

TEST(key_from_uuid_reads_a_view_without_a_nul)
{
    constexpr std::string_view longer = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f and more";
    CHECK(mixerr::key_from_uuid(longer.substr(0, 36)).has_value());
}

TEST(fingerprint_differs_for_other_parameters)
{
    CHECK(mixerr::fingerprint("123456789") == 0xCBF43926u);
    CHECK(mixerr::fingerprint("") == 0u);
    CHECK(mixerr::fingerprint("asset-1 user-1 15") != request);
}

TEST(transfer_pays_after_a_lost_request)
{
    mixerr::transfer transfer(id, request);
    CHECK(transfer.call_status() == status::ok);
    CHECK(transfer.poll().step == step::save);
    CHECK(transfer.handle_saved() == status::ok);
    CHECK(transfer.poll().step == step::send);
    CHECK(transfer.handle_no_response(true) == status::ok);
    CHECK(transfer.handle_saved() == status::ok);
    const mixerr::next pause = transfer.poll();
    CHECK(pause.step == step::wait);
    CHECK(pause.wait() >= std::chrono::seconds(1) && pause.wait() < std::chrono::seconds(2));
    CHECK(transfer.handle_timeout() == status::ok);
    CHECK(transfer.handle_response(mixerr::read(200, R"({"data":{}})"), match::exact) == status::ok);
    CHECK(transfer.handle_saved() == status::ok);
    const mixerr::next end = transfer.poll();
    CHECK(end.step == step::done && end.ending == mixerr::ending::paid);
    CHECK(end.action == mixerr::action::proceed);
}

TEST(transfer_refuses_a_report_that_does_not_fit)
{
    mixerr::transfer transfer(id, request);
    CHECK(transfer.handle_timeout() == status::unexpected_step);
    CHECK(transfer.handle_decision(true) == status::unexpected_step);
    CHECK(transfer.poll().step == step::save);
}

TEST(transfer_refuses_a_response_that_was_not_read)
{
    mixerr::transfer transfer(id, request);
    CHECK(transfer.handle_saved() == status::ok);
    const mixerr::response unread = mixerr::read(200, nullptr, 1);
    CHECK(transfer.handle_response(unread, match::exact) == status::invalid_response);
    CHECK(transfer.poll().step == step::send);
}

TEST(restore_refuses_the_record_of_another_key)
{
    // Two payments with the same parameters, whose fingerprints do not cover the key.
    const mixerr::key other = mixerr::key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5e").value_or(mixerr::key{});
    const mixerr::transfer first(id, request);
    CHECK(first.key() == id && first.key() != other);
    CHECK(mixerr::transfer::restore(first.record(), request).key() == id);
    CHECK(mixerr::transfer::restore(first.record(), id, request).call_status() == status::ok);
    CHECK(mixerr::transfer::restore(first.record(), id, request + 1).call_status() ==
          status::record_of_another_request);
    const mixerr::transfer refused = mixerr::transfer::restore(first.record(), other, request);
    CHECK(refused.call_status() == status::record_of_another_request);
    CHECK(refused.key() == mixerr::key{} && refused.poll().step == step::done);
}

TEST(restore_continues_with_a_look_up)
{
    const mixerr::transfer before(id, request);
    mixerr::transfer restored = mixerr::transfer::restore(before.record(), request);
    CHECK(restored.call_status() == status::ok);
    CHECK(restored.record().is_newer(before.record()));
    CHECK(!before.record().is_newer(restored.record()));
    CHECK(restored.handle_saved() == status::ok);
    CHECK(restored.handle_timeout() == status::ok);
    CHECK(restored.poll().step == step::look_up);
}

TEST(restore_reports_why_a_record_is_refused)
{
    const mixerr::record record = mixerr::transfer(id, request).record();
    mixerr::record damaged = record;
    damaged.bytes[9] ^= 1;
    CHECK(mixerr::transfer::restore(mixerr::record(), request).call_status() == status::record_blank);
    CHECK(mixerr::transfer::restore(damaged, request).call_status() == status::record_damaged);
    CHECK(mixerr::transfer::restore(record, request + 1).call_status() == status::record_of_another_request);
}

TEST(transfer_that_was_not_restored_is_unknown_and_refuses_everything)
{
    mixerr::transfer transfer = mixerr::transfer::restore(mixerr::record(), request);
    const mixerr::next next = transfer.poll();
    CHECK(next.step == step::done && next.ending == mixerr::ending::unknown);
    CHECK(transfer.handle_saved() == status::not_initialised);
    CHECK(transfer.handle_decision(true) == status::not_initialised);
    CHECK(mixerr::transfer::restore(transfer.record(), request).call_status() == status::record_blank);
}

TEST(amend_changes_the_fingerprint_of_the_record)
{
    mixerr::transfer transfer(id, request);
    CHECK(transfer.handle_saved() == status::ok);
    const mixerr::response refused = mixerr::read(202, R"({"error":{"status":202,"code":20117}})");
    CHECK(transfer.handle_response(refused, match::none) == status::ok);
    CHECK(transfer.poll().action == mixerr::action::ask_user);
    CHECK(transfer.amend(request + 1) == status::ok);
    CHECK(mixerr::transfer::restore(transfer.record(), request + 1).call_status() == status::ok);
}

TEST(transfer_values_have_names)
{
    CHECK(name(step::look_up) == "LOOK_UP");
    CHECK(name(mixerr::ending::not_paid) == "NOT_PAID");
    CHECK(name(match::pending) == "PENDING");
    CHECK(name(step{99}) == "UNKNOWN");
}
