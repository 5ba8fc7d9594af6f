// Bodies in chunks, and calls that are refused.

#include "check.hpp"
#include "mixerr.hpp"

namespace {

constexpr std::string_view pin = R"({"error":{"status":202,"code":20119,"description":"PIN incorrect."}})";

} // namespace

TEST(reader_reads_a_body_in_chunks)
{
    mixerr::reader reader;
    CHECK(reader.feed(pin.substr(0, 20)) == mixerr::status::ok);
    CHECK(reader.feed(pin.data() + 20, pin.size() - 20) == mixerr::status::ok);
    const mixerr::response answer = reader.finish(202);
    CHECK(answer.call_status() == mixerr::status::ok);
    CHECK(answer.code() == mixerr::code::pin_incorrect);
    CHECK(answer.http_status() == 202);
}

TEST(reader_accepts_null_for_no_bytes)
{
    mixerr::reader reader;
    CHECK(reader.feed(nullptr, 0) == mixerr::status::ok);
    CHECK(reader.feed(std::string_view()) == mixerr::status::ok);
    reader.feed("{}");
    CHECK(reader.finish(200).is_success());
}

TEST(reader_is_faulty_if_the_response_cannot_be_from_the_api)
{
    mixerr::reader reader;
    CHECK(!reader.is_faulty());
    reader.feed("{\"data\":");
    CHECK(!reader.is_faulty());
    reader.feed("<html>");
    CHECK(reader.is_faulty());
    const mixerr::response answer = reader.finish(200);
    CHECK(answer.fault() == mixerr::fault::malformed);
    CHECK(answer.fault_offset() == 8u);
}

TEST(reader_can_be_copied_within_a_body)
{
    mixerr::reader reader;
    reader.feed(pin.substr(0, 20));
    mixerr::reader copy = reader;
    copy.feed(pin.substr(20));
    CHECK(copy.finish(202).code() == mixerr::code::pin_incorrect);
    CHECK(reader.finish(202).fault() == mixerr::fault::malformed);
}

TEST(reader_refuses_everything_after_finish)
{
    mixerr::reader reader;
    reader.feed("{}");
    CHECK(reader.finish(200).is_success());
    CHECK(reader.is_faulty());
    CHECK(reader.feed("{}") == mixerr::status::reader_not_ready);
    const mixerr::response answer = reader.finish(200);
    CHECK(!answer.is_success());
    CHECK(answer.call_status() == mixerr::status::reader_not_ready);
}

TEST(reader_is_ready_again_after_reset)
{
    mixerr::reader reader;
    reader.feed("<html>");
    CHECK(!reader.finish(200).is_success());
    reader.reset();
    CHECK(!reader.is_faulty());
    CHECK(reader.feed("{}") == mixerr::status::ok);
    CHECK(reader.finish(200).is_success());
}

TEST(reader_forgets_half_a_body_after_reset)
{
    mixerr::reader reader;
    reader.feed(pin.substr(0, 40));
    reader.reset();
    reader.feed("{}");
    CHECK(reader.finish(200).is_success());
}

TEST(reader_remembers_a_refused_chunk)
{
    mixerr::reader reader;
    CHECK(reader.feed(nullptr, 1) == mixerr::status::null_pointer);
    CHECK(reader.is_faulty());
    CHECK(reader.feed("{}") == mixerr::status::null_pointer);
    const mixerr::response answer = reader.finish(200);
    CHECK(!answer.is_success());
    CHECK(answer.action() == mixerr::action::report);
    CHECK(answer.call_status() == mixerr::status::null_pointer);
    CHECK(reader.finish(200).call_status() == mixerr::status::reader_not_ready);
    reader.reset();
    reader.feed("{}");
    CHECK(reader.finish(200).is_success());
}

TEST(reader_refuses_an_impossible_length)
{
    mixerr::reader reader;
    CHECK(reader.feed("", SIZE_MAX) == mixerr::status::length_out_of_range);
    CHECK(reader.finish(200).call_status() == mixerr::status::length_out_of_range);
}

TEST(reader_refuses_its_own_bytes)
{
    mixerr::reader reader;
    CHECK(reader.feed(&reader, 8) == mixerr::status::overlap);
    CHECK(reader.finish(200).call_status() == mixerr::status::overlap);
}

#ifdef __cpp_lib_span
TEST(reader_accepts_a_span_of_bytes)
{
    mixerr::reader reader;
    CHECK(reader.feed(std::as_bytes(std::span(pin))) == mixerr::status::ok);
    CHECK(reader.finish(202).code() == mixerr::code::pin_incorrect);
}
#endif
