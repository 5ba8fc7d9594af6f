// Properties that the compiler checks: what copies as bytes, what throws, what does not compile.

#include <type_traits>
#include <utility>

#include "mixerr.hpp"

namespace {

// The types have the size of their contents, and may be copied as bytes.
static_assert(std::is_trivially_copyable_v<mixerr::entry> && sizeof(mixerr::entry) == sizeof(void *));
static_assert(std::is_trivially_copyable_v<mixerr::response>);
static_assert(sizeof(mixerr::response) <= sizeof(mixerr_response) + alignof(mixerr_response));
static_assert(std::is_trivially_copyable_v<mixerr::reader>);
static_assert(sizeof(mixerr::reader) <= sizeof(mixerr_reader) + alignof(mixerr_reader));
static_assert(std::is_trivially_copyable_v<mixerr::transfer>);
static_assert(sizeof(mixerr::transfer) <= sizeof(mixerr_transfer) + alignof(mixerr_transfer));
static_assert(sizeof(mixerr::record) == MIXERR_RECORD_SIZE && sizeof(mixerr::key) == 16);
static_assert(std::is_trivially_copyable_v<mixerr::text>);
static_assert(std::is_empty_v<mixerr::catalog_range>);
static_assert(std::is_nothrow_default_constructible_v<mixerr::catalog_range::iterator>);

// A response and an entry cannot be default-constructed.
static_assert(!std::is_default_constructible_v<mixerr::response>);
static_assert(!std::is_default_constructible_v<mixerr::entry>);
static_assert(!std::is_default_constructible_v<mixerr::transfer>);
static_assert(std::is_nothrow_default_constructible_v<mixerr::reader>);

// `if (response)` would be ambiguous. `if (text)` means that there is a text.
static_assert(!std::is_constructible_v<bool, mixerr::response>);
static_assert(std::is_constructible_v<bool, mixerr::text> && !std::is_convertible_v<mixerr::text, bool>);

// The enums have the numbers of C, and do not mix.
template <class Enum>
constexpr bool is_byte = std::is_same_v<std::underlying_type_t<Enum>, std::uint8_t>
    && !std::is_convertible_v<Enum, int>;
static_assert(is_byte<mixerr::status> && is_byte<mixerr::outcome> && is_byte<mixerr::action>);
static_assert(is_byte<mixerr::fault> && is_byte<mixerr::category> && is_byte<mixerr::source>);
static_assert(is_byte<mixerr::payment> && is_byte<mixerr::data>);
static_assert(is_byte<mixerr::step> && is_byte<mixerr::ending> && is_byte<mixerr::match> && is_byte<mixerr::origin>);
static_assert(std::is_same_v<std::underlying_type_t<mixerr::code>, std::uint32_t>);
static_assert(static_cast<std::uint32_t>(mixerr::code::pin_incorrect) == MIXERR_CODE_PIN_INCORRECT);
static_assert(static_cast<std::uint32_t>(mixerr::code::bad_request_body) == MIXERR_CODE_BAD_REQUEST_BODY);
static_assert(static_cast<std::uint32_t>(mixerr::code::call_timeout) == MIXERR_CODE_CALL_TIMEOUT);
static_assert(static_cast<std::uint32_t>(mixerr::code::pin_incorrect) == 20119);

// The numbers. 0 is the safe reading of each enum.
template <class Enum>
constexpr bool is(Enum value, int number)
{
    return static_cast<int>(value) == number;
}
static_assert(is(mixerr::outcome::unread, 0) && is(mixerr::outcome::success, 1));
static_assert(is(mixerr::outcome::api_error, 2) && is(mixerr::outcome::not_from_api, 3));
static_assert(is(mixerr::action::report, 0) && is(mixerr::action::proceed, 1) && is(mixerr::action::retry, 2));
static_assert(is(mixerr::action::wait, 3) && is(mixerr::action::ask_user, 4));
static_assert(is(mixerr::action::fix_request, 5) && is(mixerr::action::reauthorize, 6));
static_assert(is(mixerr::action::reconcile, 7) && is(mixerr::action::resync, 8));
static_assert(is(mixerr::action::fix_clock, 9) && is(mixerr::action::update_app, 10));
static_assert(is(mixerr::fault::none, 0) && is(mixerr::fault::malformed, 1) && is(mixerr::fault::foreign, 2));
static_assert(is(mixerr::fault::http, 3) && is(mixerr::fault::too_deep, 4));
static_assert(is(mixerr::fault::origin, 5));
static_assert(is(mixerr::payment::possible, 0) && is(mixerr::payment::excluded, 1));
static_assert(is(mixerr::data::absent, 0) && is(mixerr::data::null, 1) && is(mixerr::data::present, 2));
static_assert(is(mixerr::step::done, 0) && is(mixerr::step::save, 1) && is(mixerr::step::wait, 2));
static_assert(is(mixerr::step::send, 3) && is(mixerr::step::look_up, 4) && is(mixerr::step::ask, 5));
static_assert(is(mixerr::ending::unknown, 0) && is(mixerr::ending::paid, 1));
static_assert(is(mixerr::ending::not_paid, 2) && is(mixerr::ending::conflict, 3));
static_assert(is(mixerr::match::none, 0) && is(mixerr::match::exact, 1));
static_assert(is(mixerr::match::conflict, 2) && is(mixerr::match::pending, 3));
static_assert(is(mixerr::origin::unknown, 0) && is(mixerr::origin::api, 1) && is(mixerr::origin::other, 2));
static_assert(is(mixerr::source::original, 0) && is(mixerr::source::docs, 1));
static_assert(is(mixerr::source::apps, 2) && is(mixerr::source::calls, 3));
static_assert(is(mixerr::status::ok, 0));

// A view of a temporary response does not compile.
template <class Response, class = void>
constexpr bool has_views = false;
template <class Response>
constexpr bool has_views<Response, std::void_t<decltype(std::declval<Response>().description()),
                                               decltype(std::declval<Response>().extra()),
                                               decltype(std::declval<Response>().c_response())>> = true;
static_assert(has_views<mixerr::response &> && has_views<const mixerr::response &>);
static_assert(!has_views<mixerr::response>);

// Only functions that return a std::string may throw.
constexpr mixerr::response *answer = nullptr;
constexpr mixerr::reader *reader = nullptr;
constexpr mixerr::entry *entry = nullptr;
constexpr char *buffer = nullptr;
static_assert(noexcept(mixerr::read(200, "")) && noexcept(mixerr::read(200, nullptr, 0)));
static_assert(noexcept(mixerr::response(MIXERR_STATUS_OK, std::declval<const mixerr_response &>())));
static_assert(noexcept(answer->is_success()) && noexcept(answer->outcome()) && noexcept(answer->action()));
static_assert(noexcept(answer->payment()) && noexcept(answer->data()));
static_assert(noexcept(answer->fault()) && noexcept(answer->fault_offset()));
static_assert(noexcept(answer->code()) && noexcept(answer->code_number()) && noexcept(answer->entry()));
static_assert(noexcept(answer->http_status()) && noexcept(answer->status()));
static_assert(noexcept(answer->description()) && noexcept(answer->description_truncated()));
static_assert(noexcept(answer->extra()) && noexcept(answer->extra_truncated()));
static_assert(noexcept(answer->detail(buffer, 0)) && noexcept(answer->extra_string("", buffer, 0)));
static_assert(noexcept(answer->write_envelope(buffer, 0)) && noexcept(answer->write_log_line(buffer, 0)));
static_assert(noexcept(answer->call_status()) && noexcept(answer->c_response()));
static_assert(noexcept(reader->feed("")) && noexcept(reader->feed(buffer, 0)));
static_assert(noexcept(reader->reset()) && noexcept(reader->is_faulty()) && noexcept(reader->finish(200)));
static_assert(noexcept(entry->code()) && noexcept(entry->name()) && noexcept(entry->description()));
static_assert(noexcept(entry->status()) && noexcept(entry->category()) && noexcept(entry->action()));
static_assert(noexcept(entry->source()) && noexcept(entry->payment()) && noexcept(entry->c_entry()));
static_assert(noexcept(mixerr::lookup(1u)) && noexcept(mixerr::lookup(mixerr::code{1})));
static_assert(noexcept(*mixerr::catalog().begin()) && noexcept(mixerr::catalog().end()));
static_assert(noexcept(mixerr::is_compatible()) && noexcept(mixerr::version()));

#ifdef MIXERR_SYSTEM_ERROR
static_assert(std::is_error_code_enum_v<mixerr::code> && std::is_error_code_enum_v<mixerr::status>);
static_assert(std::is_error_condition_enum_v<mixerr::fault>);
static_assert(std::is_error_condition_enum_v<mixerr::action>);
static_assert(noexcept(answer->error()) && noexcept(make_error_code(mixerr::code{})));
static_assert(noexcept(mixerr::code_of({})) && noexcept(mixerr::action_of({})));
static_assert(noexcept(mixerr::payment_of({})));
#endif

} // namespace
