/**
 * @file
 * mixerr.h for C++17 and later: the same library with strong types.
 *
 *     const mixerr::response response = mixerr::read(http_status, body);
 *     log(response.log_line());
 *     switch (response.action()) {
 *     case mixerr::action::proceed: // a success
 *         return use(body);
 *     case mixerr::action::retry:
 *     case mixerr::action::wait: // the same request again, at once or later, with the same idempotency key
 *         return send_again();
 *     case mixerr::action::reconcile: // it may already be paid: read the transfer by its key first
 *         return look_up();
 *     case mixerr::action::ask_user: // never retry automatically
 *         return show(response.description());
 *     default: // show it and log it; a newer library may have more actions
 *         return report();
 *     }
 *
 * The rules of mixerr.h hold here too, among them the one about idempotency keys. In addition:
 *
 * - The header needs only the C library of mixerr, and neither exceptions nor RTTI. Functions that return a
 *   std::string allocate, and may throw std::bad_alloc. All other functions are noexcept.
 * - A std::string_view of a response is valid as long as the response, one of a buffer as long as the buffer, and
 *   every other one as long as the program.
 * - Strings are NUL-terminated, so data() can be passed to C. Envelopes are not.
 * - An enum may have a value that this header does not name, so a `switch` needs a `default`.
 * - std::error_code and std::string are left out on a freestanding implementation, or if MIXERR_NO_SYSTEM_ERROR is
 *   defined before the header is included.
 */
#ifndef MIXERR_HPP
#define MIXERR_HPP

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "mixerr.hpp needs C++17"
#endif

#include "mixerr.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

#if __has_include(<version>)
#include <version>
#endif
#ifdef __cpp_lib_span
#include <span>
#endif
#ifdef __cpp_lib_expected
#include <expected>
#endif

#if __STDC_HOSTED__
#include <chrono>
#endif

#if __STDC_HOSTED__ && !defined(MIXERR_NO_SYSTEM_ERROR)
/// Defined if std::error_code and std::string are used.
#define MIXERR_SYSTEM_ERROR 1
#include <climits>
#include <string>
#include <system_error>
#endif

/// @cond
// Shared objects with hidden symbols share the categories if the linker can merge them.
#ifdef __GNUC__
#define MIXERR_SHARED __attribute__((visibility("default")))
#else
#define MIXERR_SHARED
#endif
/// @endcond

/// The C++ interface of mixerr.
namespace mixerr {

/// The status of a call. Only `ok` is a success.
enum class status : std::uint8_t {
    ok                  = MIXERR_STATUS_OK,                  ///< The call succeeded.
    null_pointer        = MIXERR_STATUS_NULL_POINTER,        ///< A pointer is null that must not be.
    misaligned          = MIXERR_STATUS_MISALIGNED,          ///< A pointer is not aligned for its type.
    length_out_of_range = MIXERR_STATUS_LENGTH_OUT_OF_RANGE, ///< A length is more than PTRDIFF_MAX.
    overlap             = MIXERR_STATUS_OVERLAP,             ///< An output overlaps an input.
    buffer_too_small    = MIXERR_STATUS_BUFFER_TOO_SMALL,    ///< The output does not fit into its capacity.
    not_found           = MIXERR_STATUS_NOT_FOUND,           ///< The response does not have the requested value.
    not_api_error       = MIXERR_STATUS_NOT_API_ERROR,       ///< The response has no envelope.
    invalid_response    = MIXERR_STATUS_INVALID_RESPONSE,    ///< The library did not fill the C response.
    reader_not_ready    = MIXERR_STATUS_READER_NOT_READY,    ///< The reader was finished and not reset.
    not_initialised     = MIXERR_STATUS_NOT_INITIALISED,     ///< The object was not initialised or restored.
    unexpected_step     = MIXERR_STATUS_UNEXPECTED_STEP,     ///< The report does not fit the present step.
    record_blank        = MIXERR_STATUS_RECORD_BLANK,        ///< Nothing was saved in this slot.
    record_damaged      = MIXERR_STATUS_RECORD_DAMAGED,      ///< The record is damaged. A payment may be open.
    record_newer        = MIXERR_STATUS_RECORD_NEWER,        ///< A later version wrote it. A payment may be open.
    /// The fingerprint of the record differs. A payment may be open.
    record_of_another_request = MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST,
    invalid_key      = MIXERR_STATUS_INVALID_KEY,      ///< The key is not a UUID.
    too_many_members = MIXERR_STATUS_TOO_MANY_MEMBERS, ///< The receipt has four members besides the key.
    invalid_member   = MIXERR_STATUS_INVALID_MEMBER,   ///< A member has this name, or the value is not a decimal number.
    invalid_offset   = MIXERR_STATUS_INVALID_OFFSET,   ///< An offset of columns falls, or is beyond the bodies.
};

/// What a response is.
enum class outcome : std::uint8_t {
    unread       = MIXERR_OUTCOME_UNREAD,       ///< Nothing was read, because a call was refused.
    success      = MIXERR_OUTCOME_SUCCESS,      ///< No error, at an HTTP status that is a success.
    api_error    = MIXERR_OUTCOME_API_ERROR,    ///< An error of the API, at any HTTP status.
    not_from_api = MIXERR_OUTCOME_NOT_FROM_API, ///< The response of a proxy or web server, or a damaged one.
};

/// What the caller should do about a response.
enum class action : std::uint8_t {
    report      = MIXERR_ACTION_REPORT,      ///< No remedy is documented: show the response and log it.
    proceed     = MIXERR_ACTION_PROCEED,     ///< The response is a success: continue.
    retry       = MIXERR_ACTION_RETRY,       ///< Send the same request again, with the same key.
    wait        = MIXERR_ACTION_WAIT,        ///< The same, after a pause.
    ask_user    = MIXERR_ACTION_ASK_USER,    ///< A person must decide something. Never retry automatically.
    fix_request = MIXERR_ACTION_FIX_REQUEST, ///< The request is wrong: fix the program. Retrying is useless.
    reauthorize = MIXERR_ACTION_REAUTHORIZE, ///< Get a new token or authorization code.
    reconcile   = MIXERR_ACTION_RECONCILE,   ///< Read the transfer by its key first: it may already be paid.
    resync      = MIXERR_ACTION_RESYNC,      ///< Fetch the conversation's participants, then send again.
    fix_clock   = MIXERR_ACTION_FIX_CLOCK,   ///< Set the clock: the server refuses tokens that are too old or too new.
    update_app  = MIXERR_ACTION_UPDATE_APP,  ///< Install a newer version of the app.
};

/// Why a response is not from the API.
enum class fault : std::uint8_t {
    none      = MIXERR_FAULT_NONE,      ///< The response is from the API, or unread.
    malformed = MIXERR_FAULT_MALFORMED, ///< Not valid JSON: HTML, text, empty, truncated or damaged.
    foreign   = MIXERR_FAULT_FOREIGN,   ///< JSON with an `error` that is not the API's.
    http      = MIXERR_FAULT_HTTP,      ///< JSON without an error, at an HTTP status that is not a success.
    too_deep  = MIXERR_FAULT_TOO_DEEP,  ///< JSON that is nested more than 64 levels deep.
    origin    = MIXERR_FAULT_ORIGIN,    ///< The response does not echo the request's X-Request-Id.
};

/// The subject of an error.
enum class category : std::uint8_t {
    request = MIXERR_CATEGORY_REQUEST, ///< The request: its body, fields or path.
    auth    = MIXERR_CATEGORY_AUTH,    ///< Tokens, permissions, clocks.
    limit   = MIXERR_CATEGORY_LIMIT,   ///< Rate limits and quotas.
    server  = MIXERR_CATEGORY_SERVER,  ///< A failure of the server.
    account = MIXERR_CATEGORY_ACCOUNT, ///< Phone numbers, codes and identities of an account.
    pin     = MIXERR_CATEGORY_PIN,     ///< The PIN.
    wallet  = MIXERR_CATEGORY_WALLET,  ///< Balances, fees, amounts and transfers.
    chain   = MIXERR_CATEGORY_CHAIN,   ///< The blockchain of an asset.
    market  = MIXERR_CATEGORY_MARKET,  ///< Swaps, orders, cards and prices.
    call    = MIXERR_CATEGORY_CALL,    ///< Group calls.
};

/// The document that an entry of the catalog comes from.
enum class source : std::uint8_t {
    original = MIXERR_SOURCE_ORIGINAL, ///< The original error table (2018-05).
    docs     = MIXERR_SOURCE_DOCS,     ///< Later editions of the same table.
    apps     = MIXERR_SOURCE_APPS,     ///< The official apps only.
    calls    = MIXERR_SOURCE_CALLS,    ///< The group-call service.
};

/// Whether the request that a response answers may have paid. It says nothing about earlier requests with the
/// same idempotency key.
enum class payment : std::uint8_t {
    possible = MIXERR_PAYMENT_POSSIBLE, ///< The request may have paid. So may every success and unknown code.
    excluded = MIXERR_PAYMENT_EXCLUDED, ///< The request did not pay.
};

/// Whether a success has `data`. Every endpoint that moves money always sends it.
enum class data : std::uint8_t {
    absent  = MIXERR_DATA_ABSENT,  ///< The body has no `data`, or the response is not a success.
    null    = MIXERR_DATA_NULL,    ///< `data` is null.
    present = MIXERR_DATA_PRESENT, ///< `data` is any other value.
};

/// Whether a response echoes the `X-Request-Id` of its request, as the API does.
enum class origin : std::uint8_t {
    unknown = MIXERR_ORIGIN_UNKNOWN, ///< No echo is expected.
    api     = MIXERR_ORIGIN_API,     ///< The API: the echo is right.
    other   = MIXERR_ORIGIN_OTHER,   ///< Something else: the echo differs or is missing.
};

/// What the caller of a transfer must do now.
enum class step : std::uint8_t {
    done    = MIXERR_STEP_DONE,    ///< The transfer has ended. `ending::unknown` can be continued later.
    save    = MIXERR_STEP_SAVE,    ///< Save the record, then call handle_saved().
    wait    = MIXERR_STEP_WAIT,    ///< Wait, then call handle_timeout(). The program may stop and continue later.
    send    = MIXERR_STEP_SEND,    ///< Send the payment with this key, then report the response.
    look_up = MIXERR_STEP_LOOK_UP, ///< Read the transfer by its key with a GET request, then report the response.
    ask     = MIXERR_STEP_ASK,     ///< Do what the action names, then call handle_decision().
};

/// How a transfer ended.
enum class ending : std::uint8_t {
    unknown  = MIXERR_ENDING_UNKNOWN,  ///< It is not known whether it was paid. Keep the key and continue later.
    paid     = MIXERR_ENDING_PAID,     ///< The payment was made, as requested.
    not_paid = MIXERR_ENDING_NOT_PAID, ///< Nothing was paid under this key, and nothing will be.
    conflict = MIXERR_ENDING_CONFLICT, ///< Another transfer holds the key. Show it to a person.
};

/// How a success matches the requested transfer.
enum class match : std::uint8_t {
    none     = MIXERR_MATCH_NONE,     ///< The response proves nothing about the transfer.
    exact    = MIXERR_MATCH_EXACT,    ///< It is the requested transfer, and it is final.
    conflict = MIXERR_MATCH_CONFLICT, ///< Another transfer holds the key.
    pending  = MIXERR_MATCH_PENDING,  ///< It is the requested transfer, and it is not final yet.
};

/// A code of an error, `error.code`. Unknown codes are valid values: `mixerr::code{12345}`.
enum class code : std::uint32_t {
/* The catalog's codes, ascending. */
    bad_request_body               =     400, ///< The request body can't be parsed as valid data.
    unauthorized                   =     401, ///< Unauthorized.
    forbidden                      =     403, ///< Forbidden.
    not_found                      =     404, ///< The endpoint is not found.
    too_many_requests              =     429, ///< Too Many Requests.
    internal_server_error          =     500, ///< Internal Server Error.
    clock_inaccurate               =     911, ///< The client clock is inaccurate.
    blaze_server_error             =    7000, ///< Blaze server error.
    blaze_timeout                  =    7001, ///< The blaze operation timeout.
    legacy_server_error            =   10001, ///< Internal Server Error.
    invalid_field                  =   10002, ///< The request data has invalid field.
    sms_delivery_failed            =   10003, ///< Failed to deliver SMS to {phone}.
    recaptcha_invalid              =   10004, ///< Recaptcha is invalid.
    recaptcha_required             =   10005, ///< Recaptcha is required.
    app_update_required            =   10006, ///< App update required.
    address_generating             =   10104, ///< Address generating.
    locked_by_another_transaction  =   10105, ///< Locked by another transaction.
    invalid_utxo                   =   10106, ///< Unconfirmed transactions or invalid UTXO.
    receiver_not_registered        =   10404, ///< The receiver has not registered with the sequencer.
    card_expired                   =   10601, ///< Card expired.
    price_expired                  =   10602, ///< Price expired.
    payment_capture_failed         =   10603, ///< Payment capture failed.
    card_not_supported             =   10604, ///< Card not supported.
    card_in_use                    =   10605, ///< Card in use at the same time.
    card_not_approved              =   10606, ///< Not approved too many times.
    too_many_cards                 =   10607, ///< Too many cards added.
    card_holder_mismatch           =   10608, ///< Card holder name differs.
    payment_session_expired        =   10609, ///< Payment session expired.
    country_mismatch               =   10610, ///< Inconsistent country.
    invalid_swap                   =   10611, ///< Invalid swap.
    invalid_quote_amount           =   10614, ///< Invalid quote amount.
    no_available_quote             =   10615, ///< No available quote.
    too_many_alerts                =   10621, ///< Too many price alerts.
    too_many_alerts_for_asset      =   10622, ///< Too many price alerts for the asset.
    simulation_failed              =   10631, ///< Transaction simulation failed.
    too_many_wallets               =   10632, ///< Too many wallets.
    watch_address_not_supported    =   10633, ///< Watch address not supported.
    order_value_too_small          =   10650, ///< Order value too small.
    position_already_open          =   10651, ///< A position is already open.
    market_busy                    =   10652, ///< The market is still processing other orders.
    position_too_small             =   10654, ///< Position size too small.
    margin_too_large               =   10655, ///< Margin too large.
    referral_code_invalid          =   10730, ///< Invalid referral code.
    referral_code_already_bound    =   10731, ///< A referral code is already bound.
    referral_code_own              =   10732, ///< One's own referral code cannot be applied.
    inviter_plan_expired           =   10737, ///< The inviter has no valid plan.
    invalid_phone_number           =   20110, ///< Invalid phone number {phone}
    insufficient_identity_numbers  =   20111, ///< Insufficient identity numbers.
    invalid_invitation_code        =   20112, ///< Invalid invitation code.
    invalid_verification_code      =   20113, ///< Invalid phone verification code.
    expired_verification_code      =   20114, ///< Expired phone verification code.
    invalid_qr_code                =   20115, ///< Invalid QR code.
    group_full                     =   20116, ///< The group chat is full.
    insufficient_balance           =   20117, ///< Insufficient balance.
    invalid_pin_format             =   20118, ///< Invalid PIN format.
    pin_incorrect                  =   20119, ///< PIN incorrect.
    transfer_amount_too_small      =   20120, ///< Transfer amount too small.
    authorization_code_expired     =   20121, ///< Authorization code expired.
    phone_number_in_use            =   20122, ///< Phone number used by someone else.
    too_many_apps                  =   20123, ///< You have created too many apps, the maximum is {maximum}.
    insufficient_fee               =   20124, ///< Insufficient fee.
    transfer_already_paid          =   20125, ///< Transfer has been paid by someone else.
    too_many_stickers              =   20126, ///< Too many stickers.
    withdrawal_amount_too_small    =   20127, ///< Withdraw amount too small.
    too_many_friends               =   20128, ///< Too many friends.
    verification_code_too_frequent =   20129, ///< Send verification code too frequent.
    invalid_emergency_contact      =   20130, ///< Invalid emergency contact.
    invalid_withdrawal_memo        =   20131, ///< Withdrawal memo format incorrect.
    too_many_favorite_apps         =   20132, ///< Too many favorite apps.
    too_many_circles               =   20133, ///< Too many circles for the conversation.
    withdrawal_amount_too_large    =   20134, ///< Withdraw amount too large.
    withdrawal_fee_too_small       =   20135, ///< Withdraw fee too small.
    withdrawal_suspended           =   20137, ///< Withdrawal suspended.
    invalid_conversation_checksum  =   20140, ///< Conversation checksum invalid.
    invalid_receivers              =   20150, ///< Receivers contain duplicate or invalid data.
    receiver_deactivated           =   20160, ///< The receiver account is deactivated.
    chain_not_in_sync              =   30100, ///< Chain not in sync.
    private_key_missing            =   30101, ///< Private key for {asset} missing.
    invalid_address_format         =   30102, ///< Invalid address format.
    insufficient_pool              =   30103, ///< Insufficient {asset_id} pool
    call_invalid_params            = 5001000, ///< Invalid parameters.
    call_invalid_sdp               = 5001001, ///< Invalid SDP.
    call_invalid_candidate         = 5001002, ///< Invalid candidate.
    call_room_full                 = 5002000, ///< Room full.
    call_peer_not_found            = 5002001, ///< Peer not found.
    call_peer_closed               = 5002002, ///< Peer closed.
    call_track_not_found           = 5002003, ///< Track not found.
    call_new_peer_connection       = 5003000, ///< New peer connection failed.
    call_create_offer              = 5003001, ///< Create offer failed.
    call_set_local_offer           = 5003002, ///< Set local offer failed.
    call_new_track                 = 5003003, ///< New track failed.
    call_add_transceiver           = 5003004, ///< Add transceiver failed.
    call_set_remote_offer          = 5003005, ///< Set remote offer failed.
    call_create_answer             = 5003006, ///< Create answer failed.
    call_set_local_answer          = 5003007, ///< Set local answer failed.
    call_set_remote_answer         = 5003008, ///< Set remote answer failed.
    call_timeout                   = 5003999, ///< Group call timeout.
/* The end of the catalog's codes. */
};

} // namespace mixerr

#ifdef MIXERR_SYSTEM_ERROR
/// @cond
template <>
struct std::is_error_code_enum<mixerr::code> : std::true_type {};

template <>
struct std::is_error_code_enum<mixerr::status> : std::true_type {};

template <>
struct std::is_error_condition_enum<mixerr::fault> : std::true_type {};

template <>
struct std::is_error_condition_enum<mixerr::action> : std::true_type {};
/// @endcond
#endif

namespace mixerr {

/// Returns the name of a value, which is that of the C constant without its prefix, such as "BUFFER_TOO_SMALL";
/// "UNKNOWN" for an unknown number.
inline std::string_view name(status value) noexcept
{
    return mixerr_status_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "API_ERROR"; "UNKNOWN" for an unknown number.
inline std::string_view name(outcome value) noexcept
{
    return mixerr_outcome_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "ASK_USER"; "UNKNOWN" for an unknown number.
inline std::string_view name(action value) noexcept
{
    return mixerr_action_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "TOO_DEEP"; "UNKNOWN" for an unknown number.
inline std::string_view name(fault value) noexcept
{
    return mixerr_fault_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "WALLET"; "UNKNOWN" for an unknown number.
inline std::string_view name(category value) noexcept
{
    return mixerr_category_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "ORIGINAL"; "UNKNOWN" for an unknown number.
inline std::string_view name(source value) noexcept
{
    return mixerr_source_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "EXCLUDED"; "UNKNOWN" for an unknown number.
inline std::string_view name(payment value) noexcept
{
    return mixerr_payment_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "PRESENT"; "UNKNOWN" for an unknown number.
inline std::string_view name(data value) noexcept
{
    return mixerr_data_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "LOOK_UP"; "UNKNOWN" for an unknown number.
inline std::string_view name(step value) noexcept
{
    return mixerr_step_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "NOT_PAID"; "UNKNOWN" also for an unknown number.
inline std::string_view name(ending value) noexcept
{
    return mixerr_ending_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "EXACT"; "UNKNOWN" for an unknown number.
inline std::string_view name(match value) noexcept
{
    return mixerr_match_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a value, such as "EXACT"; "UNKNOWN" for an unknown number.
inline std::string_view name(origin value) noexcept
{
    return mixerr_origin_name(static_cast<std::uint8_t>(value));
}

/// Returns the name of a code, such as "PIN_INCORRECT"; "UNKNOWN" for one that the catalog does not list.
inline std::string_view name(code value) noexcept
{
    const mixerr_entry *const row = mixerr_lookup(static_cast<std::uint32_t>(value));
    return row != nullptr ? std::string_view(row->name) : std::string_view("UNKNOWN");
}

/// Returns true if this header fits the library. A program that loads the library at run time should check it.
inline bool is_compatible() noexcept
{
    return mixerr_abi_version() == MIXERR_ABI_VERSION;
}

/// Returns the version of the library, such as "0.1.0".
inline std::string_view version() noexcept
{
    return mixerr_version();
}

/// The catalog's entry for one error code. It has the size of a pointer.
class entry {
public:
    /// Wraps an entry that mixerr_lookup or mixerr_catalog_at returned.
    explicit entry(const mixerr_entry &row) noexcept : row_(&row) {}
    explicit entry(const mixerr_entry &&row) = delete; ///< The entry must outlive the call.

    /// The error code.
    mixerr::code code() const noexcept { return static_cast<mixerr::code>(row_->code); }

    /// The name, such as "PIN_INCORRECT".
    std::string_view name() const noexcept { return row_->name; }

    /// The documented description. Templates have placeholders such as "{phone}".
    std::string_view description() const noexcept { return row_->description; }

    /// The documented HTTP status, 202 or 500, if one is documented.
    std::optional<std::uint16_t> status() const noexcept
    {
        return row_->status != 0 ? std::optional<std::uint16_t>(row_->status) : std::nullopt;
    }

    /// The subject of the error.
    mixerr::category category() const noexcept { return static_cast<mixerr::category>(row_->category); }

    /// What the caller should do.
    mixerr::action action() const noexcept { return static_cast<mixerr::action>(row_->action); }

    /// The document that the entry comes from.
    mixerr::source source() const noexcept { return static_cast<mixerr::source>(row_->source); }

    /// Whether the request that this error answers may have paid.
    mixerr::payment payment() const noexcept { return static_cast<mixerr::payment>(row_->payment); }

    /// The C entry.
    const mixerr_entry &c_entry() const noexcept { return *row_; }

    /// Returns true if both entries have the same code.
    friend bool operator==(entry left, entry right) noexcept { return left.code() == right.code(); }

    /// Returns true if the entries have different codes.
    friend bool operator!=(entry left, entry right) noexcept { return !(left == right); }

private:
    const mixerr_entry *row_;
};

/// Looks up one error code, which is the `error.code` of an envelope and not an HTTP status.
///
/// Returns the entry, or nullopt if the catalog does not list the code.
inline std::optional<entry> lookup(std::uint32_t code) noexcept
{
    const mixerr_entry *const row = mixerr_lookup(code);
    return row != nullptr ? std::optional<entry>(*row) : std::nullopt;
}

/// Looks up one error code, as above.
inline std::optional<entry> lookup(code value) noexcept
{
    return lookup(static_cast<std::uint32_t>(value));
}

/// A range of the catalog's entries in ascending order of their codes.
class catalog_range {
public:
    /// An iterator over the entries. It returns entries by value, so it is an input iterator in C++17 and a
    /// forward iterator in C++20.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;   ///< For C++17.
        using iterator_concept = std::forward_iterator_tag;  ///< For C++20.
        using value_type = entry;                            ///< The type of the entries.
        using difference_type = std::ptrdiff_t;              ///< The distance between two iterators.
        using pointer = void;                                ///< There is no operator->.
        using reference = entry;                             ///< Entries are returned by value.

        /// An iterator at the first entry.
        iterator() noexcept = default;

        /// The current entry. The iterator must not be at the end.
        entry operator*() const noexcept { return entry(*mixerr_catalog_at(index_)); }

        /// Advances to the next entry.
        iterator &operator++() noexcept
        {
            ++index_;
            return *this;
        }

        /// Advances to the next entry, and returns the iterator before that.
        iterator operator++(int) noexcept { return iterator(index_++); }

        /// Returns true if both iterators are at the same entry.
        friend bool operator==(iterator left, iterator right) noexcept { return left.index_ == right.index_; }

        /// Returns true if the iterators are at different entries.
        friend bool operator!=(iterator left, iterator right) noexcept { return !(left == right); }

    private:
        friend class catalog_range;
        explicit iterator(std::uint32_t index) noexcept : index_(index) {}

        std::uint32_t index_ = 0;
    };

    using const_iterator = iterator; ///< Entries are constant.
    using value_type = entry;        ///< The type of the entries.

    /// The first entry.
    iterator begin() const noexcept { return iterator(0); }

    /// The end, after the last entry.
    iterator end() const noexcept { return iterator(mixerr_catalog_len()); }

    /// The number of entries.
    std::size_t size() const noexcept { return mixerr_catalog_len(); }
};

/// Returns the catalog: `for (const mixerr::entry entry : mixerr::catalog())`.
inline catalog_range catalog() noexcept
{
    return {};
}

class response;

/// A text that was written to a buffer of the caller, or the status that explains why it was not.
///
///     char buffer[64];
///     if (const mixerr::text reason = response.extra_string("reason", buffer))
///         show(*reason);
class [[nodiscard]] text {
public:
    /// Returns true if the text was written.
    explicit operator bool() const noexcept { return status_ == mixerr::status::ok; }

    /// `ok`, or the status of the call that failed.
    mixerr::status status() const noexcept { return status_; }

    /// The text in the caller's buffer; empty if it was not written.
    std::string_view operator*() const noexcept { return view_; }

    /// Accesses members of the text.
    const std::string_view *operator->() const noexcept { return &view_; }

    /// The text, or `other` if it was not written.
    std::string_view value_or(std::string_view other) const noexcept { return *this ? view_ : other; }

private:
    friend class response;
    friend text explain(std::string_view, std::optional<std::uint16_t>, char *, std::size_t, response *) noexcept;
    explicit text(mixerr::status refusal) noexcept : status_(refusal) {}
    text(mixerr_status written, const char *buffer, std::size_t length) noexcept
        : status_(static_cast<mixerr::status>(written))
    {
        if (written == MIXERR_STATUS_OK) {
            view_ = {buffer, length};
        }
    }

    mixerr::status status_;
    std::string_view view_ = "";
};

/// A response.
///
/// There is no `operator bool`, because `if (response)` would mean a success and `if (error_code)` means an error.
/// Use is_success().
///
/// A call that is refused also returns a response; see call_status(). Its outcome is `unread`, its action is
/// `report` and its payment is `possible`, as in a mixerr_response of zeros. It is never a success.
///
/// description() and extra() are the server's own words and may contain a phone number. log_line() and
/// write_log_line() write what is safe to log.
class [[nodiscard]] response {
public:
    /// Wraps the status and the response of mixerr_read or mixerr_reader_finish. If `returned` is not
    /// MIXERR_STATUS_OK, `filled` is not read.
    ///
    /// A response that the library did not fill is refused with `invalid_response`: one that is unread, whose
    /// numbers are unknown or contradict each other, or whose lengths exceed the capacities. Its entry must be the
    /// one that mixerr_lookup returns for its code. The entry pointer is compared and never followed.
    response(mixerr_status returned, const mixerr_response &filled) noexcept : response(0)
    {
        if (returned != MIXERR_STATUS_OK) {
            call_status_ = static_cast<mixerr::status>(returned);
        } else if (is_possible(filled)) {
            c_ = filled;
            call_status_ = mixerr::status::ok;
        }
    }

    /// Returns true if the response is a success.
    bool is_success() const noexcept { return outcome() == mixerr::outcome::success; }

    /// What the response is.
    mixerr::outcome outcome() const noexcept { return static_cast<mixerr::outcome>(c_.outcome); }

    /// What the caller should do, for every outcome.
    mixerr::action action() const noexcept { return static_cast<mixerr::action>(c_.action); }

    /// Whether the request that was answered may have paid.
    mixerr::payment payment() const noexcept { return static_cast<mixerr::payment>(c_.payment); }

    /// Whether a success has `data`; `absent` for every other outcome.
    mixerr::data data() const noexcept { return static_cast<mixerr::data>(c_.data); }

    /// Why the response is not from the API; `none` for every other outcome.
    mixerr::fault fault() const noexcept { return static_cast<mixerr::fault>(c_.fault); }

    /// The offset of the first invalid byte of a malformed or too deep body, or the body's length if it was
    /// truncated. nullopt for every other fault.
    std::optional<std::uint32_t> fault_offset() const noexcept
    {
        const bool has_offset = fault() == mixerr::fault::malformed || fault() == mixerr::fault::too_deep;
        return has_offset ? std::optional<std::uint32_t>(c_.fault_offset) : std::nullopt;
    }

    /// The code of an error of the API, nullopt for every other outcome. The catalog may not list it, and it may
    /// be 0.
    std::optional<mixerr::code> code() const noexcept
    {
        return outcome() == mixerr::outcome::api_error
            ? std::optional<mixerr::code>(static_cast<mixerr::code>(c_.code))
            : std::nullopt;
    }

    /// The code as a number; 0 if there is none, or if it is 0.
    std::uint32_t code_number() const noexcept { return c_.code; }

    /// The catalog's entry for the code; nullopt if there is no code or the catalog does not list it.
    std::optional<mixerr::entry> entry() const noexcept
    {
        return c_.entry != nullptr ? std::optional<mixerr::entry>(*c_.entry) : std::nullopt;
    }

    /// The HTTP status that the caller passed, 0 for a WebSocket frame.
    std::uint16_t http_status() const noexcept { return c_.http_status; }

    /// The status in the body, `error.status`; nullopt if it is absent or 0.
    std::optional<std::uint16_t> status() const noexcept
    {
        return c_.status != 0 ? std::optional<std::uint16_t>(c_.status) : std::nullopt;
    }

    /// The description, `error.description`, with escapes decoded; empty if it is absent. It may be private: do
    /// not log it.
    std::string_view description() const & noexcept { return {c_.description, c_.description_len}; }
    std::string_view description() const && = delete; ///< The view would not be valid after the call.

    /// Returns true if the description was longer than MIXERR_DESCRIPTION_CAPACITY bytes.
    bool description_truncated() const noexcept { return c_.description_truncated; }

    /// The extra, `error.extra` of any type, as compact JSON; empty if it is absent. It may be private: do not
    /// log it.
    std::string_view extra() const & noexcept { return {c_.extra, c_.extra_len}; }
    std::string_view extra() const && = delete; ///< The view would not be valid after the call.

    /// Returns true if the extra was longer than MIXERR_EXTRA_CAPACITY bytes. It is then a prefix, which is not
    /// valid JSON.
    bool extra_truncated() const noexcept { return c_.extra_truncated; }

    /// Writes a string member of the extra and a NUL, such as the "reason" of `{"field":"amount","reason":"..."}`.
    /// The status is that of mixerr_extra_string, or call_status() if that is not `ok`.
    text extra_string(const char *key, char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_extra_string(&c_, key, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes a string member of the extra to an array, a std::array, or the present length of a std::string.
    template <class Buffer>
    text extra_string(const char *key, Buffer &buffer) const noexcept
    {
        return extra_string(key, std::data(buffer), std::size(buffer));
    }

    /// Writes the detail and a NUL: what the server inserted into the catalog's description template, such as a
    /// phone number, an asset or a maximum. It may be private: do not log it. The status is that of mixerr_detail,
    /// or call_status() if that is not `ok`.
    text detail(char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_detail(&c_, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes the detail to an array, a std::array, or the present length of a std::string.
    template <class Buffer>
    text detail(Buffer &buffer) const noexcept
    {
        return detail(std::data(buffer), std::size(buffer));
    }

    /// Writes the envelope of an error as compact JSON without a NUL. MIXERR_ENVELOPE_CAPACITY bytes are always
    /// enough. The status is that of mixerr_write_envelope, or call_status() if that is not `ok`.
    text write_envelope(char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        auto *const bytes = reinterpret_cast<std::uint8_t *>(buffer);
        const mixerr_status status = mixerr_write_envelope(&c_, bytes, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes the envelope to an array, a std::array, or the present length of a std::string.
    template <class Buffer>
    text write_envelope(Buffer &buffer) const noexcept
    {
        return write_envelope(std::data(buffer), std::size(buffer));
    }

    /// Writes one line that is safe to log and a NUL, without a line feed. MIXERR_LOG_LINE_CAPACITY bytes are
    /// always enough. The status is that of mixerr_write_log_line, or call_status() if that is not `ok`.
    text write_log_line(char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_write_log_line(&c_, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes the line to an array, a std::array, or the present length of a std::string.
    template <class Buffer>
    text write_log_line(Buffer &buffer) const noexcept
    {
        return write_log_line(std::data(buffer), std::size(buffer));
    }

#ifdef MIXERR_SYSTEM_ERROR
    /// Returns one line that is safe to log, without a line feed.
    std::string log_line() const
    {
        char buffer[MIXERR_LOG_LINE_CAPACITY];
        const text line = write_log_line(buffer);
        return line ? std::string(*line) : "the response was not read: " + std::string(name(line.status()));
    }

    /// Returns a std::error_code of api_category(), fault_category() or status_category(), or one without an error
    /// for a success. It contains less than the response: see action_of().
    [[nodiscard]] std::error_code error() const noexcept;
#endif

    /// `ok`, or the reason why the call was refused: its pointer was null and its length was not 0, its length was
    /// impossible, or its reader was already finished. A refused call is a bug of the caller.
    mixerr::status call_status() const noexcept { return call_status_; }

    /// The C response. It is unread if the call was refused.
    const mixerr_response &c_response() const & noexcept { return c_; }
    const mixerr_response &c_response() const && = delete; ///< The view would not be valid after the call.

private:
    friend class reader;
    friend class head;
    friend response read(std::uint16_t http_status, const void *body, std::size_t body_len) noexcept;
    friend text explain(std::string_view, std::optional<std::uint16_t>, char *, std::size_t, response *) noexcept;

    /// An unread response, which a refused call leaves unchanged.
    explicit response(std::uint16_t http_status) noexcept { c_.http_status = http_status; }

    /// The library decides which numbers are known, because it may be newer than this header.
    static bool has_name(const char *name) noexcept { return std::string_view(name) != "UNKNOWN"; }

    /// The byte of a C bool may be neither 0 nor 1, and must then not be read as a bool.
    static bool is_bool(const bool &flag) noexcept { return reinterpret_cast<const unsigned char &>(flag) <= 1; }

    /// Returns true if the action is the catalog's, one that an unknown code can have, or that of a wrong clock.
    static bool has_action(const mixerr_response &filled, const mixerr_entry *row) noexcept
    {
        if (filled.action == MIXERR_ACTION_FIX_CLOCK && filled.code == MIXERR_CODE_UNAUTHORIZED) {
            return true;
        }
        return row != nullptr ? filled.action == row->action
                              : filled.action == MIXERR_ACTION_REPORT || filled.action == MIXERR_ACTION_RETRY;
    }

    static bool is_possible(const mixerr_response &filled) noexcept
    {
        const bool is_success = filled.outcome == MIXERR_OUTCOME_SUCCESS;
        const bool is_error = filled.outcome == MIXERR_OUTCOME_API_ERROR;
        const bool is_fault = filled.outcome == MIXERR_OUTCOME_NOT_FROM_API;
        const mixerr_entry *const row = is_error ? mixerr_lookup(filled.code) : nullptr;
        const std::uint8_t payment = row != nullptr ? row->payment : std::uint8_t{MIXERR_PAYMENT_POSSIBLE};
        return (is_success || is_error || is_fault) && has_name(mixerr_action_name(filled.action))
            && has_name(mixerr_fault_name(filled.fault)) && has_name(mixerr_data_name(filled.data))
            && is_success == (filled.action == MIXERR_ACTION_PROCEED) && (!is_error || has_action(filled, row))
            && is_fault == (filled.fault != MIXERR_FAULT_NONE)
            && (is_success || filled.data == MIXERR_DATA_ABSENT) && (is_error || filled.code == 0)
            && is_bool(filled.description_truncated) && is_bool(filled.extra_truncated)
            && filled.entry == row && filled.payment == payment
            && filled.description_len <= MIXERR_DESCRIPTION_CAPACITY
            && filled.extra_len <= MIXERR_EXTRA_CAPACITY;
    }

    mixerr_response c_ = {};
    mixerr::status call_status_ = mixerr::status::invalid_response;
};

/// Reads a response whose body is complete.
///
/// `http_status` is the HTTP status that was received, or 0 for a WebSocket frame. `body` has `body_len` bytes,
/// which may be anything. It may be nullptr if `body_len` is 0.
///
/// A call is refused if `body` is nullptr and `body_len` is not 0, or if `body_len` is more than PTRDIFF_MAX. The
/// response is then not a success: see response::call_status().
inline response read(std::uint16_t http_status, const void *body, std::size_t body_len) noexcept
{
    response result(http_status);
    result.call_status_ = static_cast<status>(
        mixerr_read(http_status, static_cast<const std::uint8_t *>(body), body_len, &result.c_));
    return result;
}

/// Reads a response whose body is complete, as above.
inline response read(std::uint16_t http_status, std::string_view body) noexcept
{
    return read(http_status, body.data(), body.size());
}

#ifdef __cpp_lib_span
/// Reads a response whose body is complete, as above.
inline response read(std::uint16_t http_status, std::span<const std::byte> body) noexcept
{
    return read(http_status, body.data(), body.size());
}
#endif

/// Explains a text that a person pasted: a body, a response with its head, a log, or a code. Writes lines for a person
/// and a NUL: what it is, what it means, what to do now, and whether the request may have paid. They may be private:
/// do not log them. MIXERR_EXPLANATION_CAPACITY bytes are always enough.
///
/// Without an HTTP status the text may be anything, and with one it is a body. If several errors are in the text, the
/// last one is explained and the first one is named. mixerr_explain describes texts that are longer than memory.
///
/// If `out_response` is not nullptr, it receives the response that is explained. It is unread if nothing is recognised
/// in the text, or if the call is refused. The status is that of mixerr_explain.
inline text explain(std::string_view pasted, std::optional<std::uint16_t> http_status, char *buffer,
                    std::size_t capacity, response *out_response = nullptr) noexcept
{
    mixerr_response filled = {};
    std::size_t length = 0;
    const std::int32_t status = http_status ? std::int32_t{*http_status} : -1;
    const mixerr_status returned =
        mixerr_explain(pasted.data(), pasted.size(), status, buffer, capacity, &length, &filled);
    if (out_response != nullptr) {
        // Not validated: what is found in words may claim less than the catalog does.
        out_response->c_ = filled;
        out_response->call_status_ = static_cast<mixerr::status>(returned);
    }
    return {returned, buffer, length};
}

#ifdef MIXERR_SYSTEM_ERROR
/// Returns the lines of the explanation, as above.
[[nodiscard]] inline std::string explain(std::string_view pasted,
                                         std::optional<std::uint16_t> http_status = std::nullopt)
{
    char buffer[MIXERR_EXPLANATION_CAPACITY];
    return std::string(explain(pasted, http_status, buffer, sizeof buffer).value_or("the text is not valid memory\n"));
}
#endif

#ifdef __cpp_lib_expected
/// Converts a response to a std::expected: nothing for a success, and the response for every other outcome. The
/// response is the error because a std::error_code would lose the description and the extra.
[[nodiscard]] inline std::expected<void, response> expect(const response &result) noexcept
{
    if (result.is_success()) {
        return {};
    }
    return std::unexpected(result);
}

/// Reads a response whose body is complete, and converts it to a std::expected.
[[nodiscard]] inline std::expected<void, response> expect(std::uint16_t http_status,
                                                          std::string_view body) noexcept
{
    return expect(read(http_status, body));
}
#endif

/// A reader of a body that arrives in chunks. It may be copied at any time.
///
/// A reader reads one response. Call reset() before the next one. The reader never resets itself, so a late chunk is
/// never read as the start of another response.
class reader {
public:
    /// Creates a reader that is ready for a response.
    reader() noexcept { reset(); }

    /// Makes the reader ready for the next response, in any state.
    void reset() noexcept { status_ = static_cast<mixerr::status>(mixerr_reader_init(&c_)); }

    /// Reads the next chunk of the body. `chunk` has `chunk_len` bytes, and may be nullptr if `chunk_len` is 0. Every
    /// split of a body into chunks gives the same response.
    ///
    /// Returns the status of mixerr_reader_feed. It may be ignored: after a refused chunk the reader refuses every
    /// later one, and the response of finish() has the status.
    mixerr::status feed(const void *chunk, std::size_t chunk_len) noexcept
    {
        if (status_ == mixerr::status::ok) {
            status_ = static_cast<mixerr::status>(
                mixerr_reader_feed(&c_, static_cast<const std::uint8_t *>(chunk), chunk_len));
        }
        return status_;
    }

    /// Reads the next chunk of the body, as above.
    mixerr::status feed(std::string_view chunk) noexcept { return feed(chunk.data(), chunk.size()); }

#ifdef __cpp_lib_span
    /// Reads the next chunk of the body, as above.
    mixerr::status feed(std::span<const std::byte> chunk) noexcept
    {
        return feed(chunk.data(), chunk.size());
    }
#endif

    /// Returns true if the response cannot be from the API, whatever follows, or if a chunk was refused. The rest of
    /// the body need not be received.
    bool is_faulty() const noexcept { return status_ != mixerr::status::ok || mixerr_reader_is_faulty(&c_); }

    /// Ends the body and returns the response. Afterwards the reader must be reset.
    ///
    /// `http_status` is the HTTP status that was received, or 0 for a WebSocket frame. If a chunk was refused, or the
    /// reader was already finished, the response is not a success: see response::call_status().
    response finish(std::uint16_t http_status) noexcept
    {
        response result(http_status);
        if (status_ == mixerr::status::ok) {
            status_ = static_cast<mixerr::status>(mixerr_reader_finish(&c_, http_status, &result.c_));
        }
        result.call_status_ = status_;
        status_ = mixerr::status::reader_not_ready;
        return result;
    }

private:
    mixerr_reader c_;
    mixerr::status status_;
};

/// The header fields of a response that say more than its body. See mixerr_head.
///
///     mixerr::head head(sent_request_id);
///     head.field("Retry-After", "60");
///     const mixerr::response response = head.refine(reader.finish(http_status), now_ms);
///
/// A null pointer with a length that is not 0 is refused, as call_status() reports.
class head {
public:
    /// Starts the head of a response. `sent_request_id` is the `X-Request-Id` of the request, NUL-terminated, which the
    /// API echoes. It is nullptr if none was sent, or if the server does not echo it.
    explicit head(const char *sent_request_id = nullptr) noexcept
        : call_status_(static_cast<status>(mixerr_head_init(&c_, sent_request_id)))
    {
    }

    /// Reads a field. Every field may be passed, in any order.
    mixerr::status field(std::string_view name, std::string_view value) noexcept
    {
        const auto returned =
            static_cast<status>(mixerr_head_field(&c_, name.data(), name.size(), value.data(), value.size()));
        if (call_status_ == mixerr::status::ok) {
            call_status_ = returned;
        }
        return returned;
    }

    /// `ok`, or the status of the first field that was refused.
    mixerr::status call_status() const noexcept { return call_status_; }

    /// Returns what answered, once all fields are read.
    mixerr::origin origin() const noexcept { return static_cast<mixerr::origin>(mixerr_head_origin(&c_)); }

    /// Returns for how many seconds the server asks to wait, 0 if it does not.
    std::uint32_t retry_after_s() const noexcept { return mixerr_head_retry_after_s(&c_); }

    /// Returns by how many milliseconds a clock that shows `now_ms` is ahead of the server's, if both are known.
    std::optional<std::int64_t> skew_ms(std::int64_t now_ms) const noexcept
    {
        std::int64_t result = 0;
        if (mixerr_head_skew_ms(&c_, now_ms, &result) != MIXERR_STATUS_OK) {
            return std::nullopt;
        }
        return result;
    }

    /// Returns the response, changed by what its head proves. See mixerr_head_refine. `now_ms` is 0 without a clock.
    ///
    /// If the head was not initialised, as call_status() reports, the result is unread and has that status.
    response refine(const response &received, std::int64_t now_ms = 0) const noexcept
    {
        response result(received);
        const mixerr_status returned = mixerr_head_refine(&c_, now_ms, &result.c_);
        const bool is_refused = returned != MIXERR_STATUS_OK && received.call_status() == mixerr::status::ok;
        return is_refused ? response(returned, received.c_response()) : result;
    }

private:
    mixerr_head c_ = {};
    mixerr::status call_status_;
};

/// Compares a success with the requested transfer. See mixerr_receipt.
///
///     mixerr::receipt receipt("trace_id", trace_id);
///     receipt.require("asset_id", asset_id).require("opponent_id", receiver).require_decimal("amount", "1.5");
///     receipt.begin();
///     receipt.feed(chunk); // the chunks that the reader is fed
///     transfer.handle_response(response, receipt.match(response));
///
/// All strings are NUL-terminated. A member that is refused makes every match `match::none`, and call_status() reports
/// why.
class receipt {
public:
    /// Starts the receipt of a transfer with this idempotency key. `key_name` is `trace_id`, or `request_id` on Safe.
    /// The bytes of `key` are compared, and the API writes a UUID in lower case.
    receipt(const char *key_name, const char *key) noexcept
        : call_status_(static_cast<status>(mixerr_receipt_init(&c_, key_name, key)))
    {
    }

    /// Adds a member that must be a string with this value, such as `asset_id`.
    receipt &require(const char *name, const char *value) noexcept
    {
        return keep(mixerr_receipt_require(&c_, name, value));
    }

    /// Adds a member that must be a string with this decimal number, such as `amount`. `-1.50` equals `1.5`.
    receipt &require_decimal(const char *name, const char *value) noexcept
    {
        return keep(mixerr_receipt_require_decimal(&c_, name, value));
    }

    /// Adds a member that has this value once the transfer is final, such as `state` with `spent`.
    receipt &wait_for(const char *name, const char *value) noexcept
    {
        return keep(mixerr_receipt_wait_for(&c_, name, value));
    }

    /// Begins a new body. Call it before each response.
    void begin() noexcept { keep(mixerr_receipt_begin(&c_)); }

    /// Reads the next chunk of the body. `chunk` has `chunk_len` bytes, and may be nullptr if `chunk_len` is 0.
    void feed(const void *chunk, std::size_t chunk_len) noexcept
    {
        keep(mixerr_receipt_feed(&c_, static_cast<const std::uint8_t *>(chunk), chunk_len));
    }

    /// Reads the next chunk of the body, as above.
    void feed(std::string_view chunk) noexcept { feed(chunk.data(), chunk.size()); }

    /// Returns how the complete body matches the transfer. `received` is the response of the same body.
    mixerr::match match(const response &received) const noexcept
    {
        return call_status_ == mixerr::status::ok
                   ? static_cast<mixerr::match>(mixerr_receipt_match(&c_, &received.c_response()))
                   : mixerr::match::none;
    }

    /// `ok`, or the status of the first call that was refused.
    mixerr::status call_status() const noexcept { return call_status_; }

private:
    receipt &keep(mixerr_status returned) noexcept
    {
        if (call_status_ == mixerr::status::ok) {
            call_status_ = static_cast<status>(returned);
        }
        return *this;
    }

    mixerr_receipt c_ = {};
    mixerr::status call_status_;
};

/// The idempotency key of a transfer, the 16 bytes of a UUID.
struct key {
    std::uint8_t bytes[16]; ///< In the order of the UUID's digits.
};

/// Returns true if two keys are equal.
inline bool operator==(const key &left, const key &right) noexcept
{
    for (std::size_t index = 0; index < sizeof left.bytes; ++index) {
        if (left.bytes[index] != right.bytes[index]) {
            return false;
        }
    }
    return true;
}

/// Returns true if two keys differ.
inline bool operator!=(const key &left, const key &right) noexcept
{
    return !(left == right);
}

/// Converts a UUID, such as a `trace_id`, to a key. Returns nullopt if it is not a UUID.
inline std::optional<key> key_from_uuid(std::string_view uuid) noexcept
{
    char text[37] = {};
    key result = {};
    if (uuid.size() != sizeof text - 1) {
        return std::nullopt;
    }
    for (std::size_t index = 0; index < uuid.size(); ++index) {
        text[index] = uuid[index];
    }
    const bool is_uuid = mixerr_key_from_uuid(text, result.bytes) == MIXERR_STATUS_OK;
    return is_uuid ? std::optional<key>(result) : std::nullopt;
}

/// Returns the fingerprint of a request: of its key and parameters, without a PIN, a token or a time. See
/// mixerr_fingerprint.
inline std::uint32_t fingerprint(std::string_view request) noexcept
{
    return mixerr_fingerprint(reinterpret_cast<const std::uint8_t *>(request.data()), request.size());
}

/// The part of a transfer that survives a power cut.
struct record {
    std::uint8_t bytes[MIXERR_RECORD_SIZE] = {}; ///< As written by mixerr_transfer_record.

    /// Returns true if this record is valid, and `than` is older or not valid.
    bool is_newer(const record &than) const noexcept { return mixerr_record_newer(bytes, than.bytes); }
};

/// The present step of a transfer. The default value is that of a transfer about which nothing is known.
struct next {
    mixerr::step step = mixerr::step::done;          ///< The step.
    std::uint32_t wait_ms = 0;                       ///< The pause at `step::wait`, in milliseconds.
    mixerr::action action = mixerr::action::report;  ///< At `step::ask` it is to be done.
    mixerr::ending ending = mixerr::ending::unknown; ///< How the transfer ended, at `step::done`.

#if __STDC_HOSTED__
    /// The pause at `step::wait`.
    constexpr std::chrono::milliseconds wait() const noexcept { return std::chrono::milliseconds(wait_ms); }
#endif
};

/// One payment under one idempotency key, from before its first request to a known end. See mixerr_transfer.
///
///     mixerr::transfer transfer(key, mixerr::fingerprint(request));
///     for (;;) {
///         const mixerr::next next = transfer.poll();
///         mixerr::status status;
///         switch (next.step) {
///         case mixerr::step::save: // before every request
///             if (!save(transfer.record())) {
///                 return mixerr::ending::unknown;
///             }
///             status = transfer.handle_saved();
///             break;
///         case mixerr::step::wait:
///             std::this_thread::sleep_for(next.wait());
///             status = transfer.handle_timeout();
///             break;
///         case mixerr::step::send:    // a POST request with this key
///         case mixerr::step::look_up: // a GET request by this key
///             if (const auto received = exchange(next.step)) {
///                 status = transfer.handle_response(received->response, received->match, received->retry_after_s);
///             } else {
///                 status = transfer.handle_no_response(true);
///             }
///             break;
///         case mixerr::step::ask:
///             status = transfer.handle_decision(ask(next.action));
///             break;
///         default:
///             return next.ending;
///         }
///         if (status != mixerr::status::ok) {
///             return bug_in_this_program(); // otherwise the same request would be sent for ever
///         }
///     }
///
/// A report that does not fit the present step changes nothing and returns `unexpected_step`. A transfer may be
/// copied; a copy is another transfer, and only one of them may be continued.
class transfer {
public:
    /// Starts a transfer before its first request. If a record of this key was saved, use restore() instead.
    transfer(const mixerr::key &id, std::uint32_t fingerprint, bool carries_pin = false) noexcept
        : call_status_(static_cast<status>(mixerr_transfer_init(&c_, id.bytes, fingerprint, carries_pin)))
    {
    }

    /// Returns the transfer of a saved record. It is restored only if call_status() is `ok`.
    ///
    /// Only `record_blank` in both slots permits a new transfer. After every other status a payment may be open.
    [[nodiscard]] static transfer restore(const record &saved, std::uint32_t fingerprint,
                                          bool carries_pin = false) noexcept
    {
        transfer result;
        result.call_status_ =
            static_cast<status>(mixerr_transfer_restore(&result.c_, saved.bytes, fingerprint, carries_pin));
        return result;
    }

    /// Returns the transfer of a saved record, as above. If the record is that of another key, call_status() is
    /// `record_of_another_request`, even if the fingerprint does not cover the key.
    [[nodiscard]] static transfer restore(const mixerr::record &saved, const mixerr::key &id,
                                          std::uint32_t fingerprint, bool carries_pin = false) noexcept
    {
        const transfer restored = restore(saved, fingerprint, carries_pin);
        if (restored.call_status() != mixerr::status::ok || restored.key() == id) {
            return restored;
        }
        transfer refused;
        refused.call_status_ = mixerr::status::record_of_another_request;
        return refused;
    }

    /// `ok`, or the reason why the transfer was not restored. The step is then `done` with `ending::unknown`, and
    /// every report returns `not_initialised`.
    mixerr::status call_status() const noexcept { return call_status_; }

    /// Returns what the caller must do now.
    mixerr::next poll() const noexcept
    {
        mixerr_next c = {};
        // A failure leaves the zeros, which are the default value.
        static_cast<void>(mixerr_transfer_poll(&c_, &c) == MIXERR_STATUS_OK);
        mixerr::next result;
        result.step = static_cast<mixerr::step>(c.step);
        result.wait_ms = c.wait_ms;
        result.action = static_cast<mixerr::action>(c.action);
        result.ending = static_cast<mixerr::ending>(c.ending);
        return result;
    }

    /// Returns the idempotency key. It is all zeros if the transfer was not restored.
    mixerr::key key() const noexcept
    {
        mixerr::key result = {};
        static_cast<void>(mixerr_transfer_key(&c_, result.bytes) == MIXERR_STATUS_OK);
        return result;
    }

    /// Returns the record that the caller saves at `step::save`. It is blank if the transfer was not restored.
    mixerr::record record() const noexcept
    {
        mixerr::record result;
        static_cast<void>(mixerr_transfer_record(&c_, result.bytes) == MIXERR_STATUS_OK);
        return result;
    }

    /// Reports that the record is saved and survives a power cut.
    [[nodiscard]] mixerr::status handle_saved() noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_saved(&c_));
    }

    /// Reports that the wait is over.
    [[nodiscard]] mixerr::status handle_timeout() noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_timeout(&c_));
    }

    /// Reports a complete response.
    ///
    /// `found` is how a success matches the payment. It is ignored for every other response. `retry_after_s` is the
    /// header `Retry-After` in seconds, 0 if absent.
    [[nodiscard]] mixerr::status handle_response(const response &received, match found,
                                                 std::uint32_t retry_after_s = 0) noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_response(
            &c_, &received.c_response(), static_cast<std::uint8_t>(found), retry_after_s));
    }

    /// Reports that no complete response came before the deadline.
    ///
    /// `may_have_arrived` is false only if the request never left the device, for example without a connection.
    [[nodiscard]] mixerr::status handle_no_response(bool may_have_arrived) noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_no_response(&c_, may_have_arrived));
    }

    /// Reports a decision of a person, or of a program that may decide. See mixerr_transfer_handle_decision.
    [[nodiscard]] mixerr::status handle_decision(bool go) noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_decision(&c_, go));
    }

    /// Reports that no earlier request can pay any more. See mixerr_transfer_handle_expired.
    [[nodiscard]] mixerr::status handle_expired() noexcept
    {
        return static_cast<status>(mixerr_transfer_handle_expired(&c_));
    }

    /// Replaces parameters of the payment under the same key. See mixerr_transfer_amend.
    [[nodiscard]] mixerr::status amend(std::uint32_t fingerprint) noexcept
    {
        return static_cast<status>(mixerr_transfer_amend(&c_, fingerprint));
    }

private:
    transfer() noexcept = default;

    mixerr_transfer c_ = {};
    mixerr::status call_status_ = mixerr::status::not_initialised;
};

#ifdef MIXERR_SYSTEM_ERROR

/// @cond
namespace internal {

static_assert(sizeof(int) >= sizeof(std::uint32_t), "the value of a std::error_code must hold every code");

/// The value 0 means no error, so code 0 has another value.
inline int value_of(code number) noexcept
{
    return number == code{0} ? INT_MIN : static_cast<int>(number);
}

inline code code_of(int value) noexcept
{
    return value == INT_MIN ? code{0} : static_cast<code>(value);
}

/// Returns the object of a category. It is never destroyed, because destructors of static objects may use it.
template <class Category>
MIXERR_SHARED const Category &immortal() noexcept
{
    union storage {
        Category category;
        storage() noexcept : category() {}
        ~storage() {}
    };
    static const storage object;
    return object.category;
}

/// Returns true if both are the same category. Each shared object may have its own copy of a category, so their
/// addresses may differ.
inline bool is_same(const std::error_category &left, const std::error_category &right) noexcept
{
    return left == right || std::string_view(left.name()) == right.name();
}

class MIXERR_SHARED api_category final : public std::error_category {
public:
    const char *name() const noexcept override { return "mixerr"; }

    std::string message(int value) const override
    {
        const code number = code_of(value);
        std::string text = std::to_string(static_cast<std::uint32_t>(number));
        const std::optional<entry> row = lookup(number);
        return row ? text.append(" ").append(row->name()).append(": ").append(row->description())
                   : text.append(" (not in the catalog)");
    }

    std::error_condition default_error_condition(int value) const noexcept override
    {
        const std::optional<entry> row = lookup(code_of(value));
        switch (row ? row->action() : action::report) {
        case action::retry:
        case action::wait:
            return std::errc::resource_unavailable_try_again;
        case action::reauthorize:
            return std::errc::permission_denied;
        case action::fix_request:
            return row->code() == code::forbidden ? std::errc::permission_denied
                : row->code() == code::not_found  ? std::errc::no_such_file_or_directory
                                                  : std::errc::invalid_argument;
        default:
            return {value, *this};
        }
    }
};

/// The parts of a value of the fault category. A condition has the fault only.
struct fault_value {
    mixerr::fault fault;
    std::uint16_t http_status;
    mixerr::action action;

    int packed() const noexcept
    {
        return static_cast<int>(fault) | http_status << 8 | static_cast<int>(action) << 24;
    }

    static fault_value unpacked(int value) noexcept
    {
        return {static_cast<mixerr::fault>(value & 0xff), static_cast<std::uint16_t>(value >> 8 & 0xffff),
                static_cast<mixerr::action>(value >> 24 & 0xff)};
    }
};

class MIXERR_SHARED fault_category final : public std::error_category {
public:
    const char *name() const noexcept override { return "mixerr.fault"; }

    std::string message(int value) const override
    {
        const fault_value parts = fault_value::unpacked(value);
        const std::string text = std::string("not from the API: ") + what(parts.fault);
        return parts.http_status != 0 ? text + " (HTTP " + std::to_string(parts.http_status) + ")" : text;
    }

    std::error_condition default_error_condition(int value) const noexcept override
    {
        switch (fault_value::unpacked(value).fault) {
        case fault::malformed:
        case fault::too_deep:
            return std::errc::bad_message;
        case fault::foreign:
        case fault::http:
        case fault::origin:
            return std::errc::protocol_error;
        default:
            return {value, *this};
        }
    }

    bool equivalent(int value, const std::error_condition &condition) const noexcept override
    {
        switch (fault_value::unpacked(value).action) {
        case action::retry:
        case action::wait:
            if (condition == std::errc::resource_unavailable_try_again) {
                return true;
            }
            break;
        default:
            break;
        }
        return default_error_condition(value) == condition;
    }

    bool equivalent(const std::error_code &error, int condition) const noexcept override
    {
        return error ? is_same(error.category(), *this) && (error.value() & 0xff) == condition : condition == 0;
    }

private:
    static const char *what(mixerr::fault fault) noexcept
    {
        switch (fault) {
        case fault::malformed:
            return "malformed JSON";
        case fault::foreign:
            return "an error of another form";
        case fault::http:
            return "JSON without an error";
        case fault::too_deep:
            return "too many levels of nesting";
        case fault::origin:
            return "X-Request-Id is not echoed";
        default:
            return "unknown";
        }
    }
};

class MIXERR_SHARED status_category final : public std::error_category {
public:
    const char *name() const noexcept override { return "mixerr.status"; }

    std::string message(int value) const override
    {
        return "the call was refused: " + std::string(mixerr::name(static_cast<status>(value)));
    }

    std::error_condition default_error_condition(int value) const noexcept override
    {
        switch (static_cast<status>(value)) {
        case status::ok:
        case status::not_found:
        case status::not_api_error:
            return {value, *this};
        case status::buffer_too_small:
            return std::errc::no_buffer_space;
        default:
            return std::errc::invalid_argument;
        }
    }
};

} // namespace internal
/// @endcond

/// The category of the API's codes, "mixerr".
///
/// A value is the code converted to int, so a code over INT_MAX is negative. Code 0 and code 2147483648 both have the
/// value INT_MIN, because 0 means no error. code_of() converts values back.
///
/// message() is the catalog's text, never the server's words. Of std::errc,
///
/// - retry and wait are equal to resource_unavailable_try_again,
/// - reauthorize and code 403 to permission_denied,
/// - code 404 to no_such_file_or_directory,
/// - every other fix_request to invalid_argument,
///
/// and all other codes to no std::errc.
///
/// Shared objects with hidden symbols may each have their own copy of a category. Their errors compare equal to codes,
/// actions, faults and statuses. Compare with those, and not with category().
inline const std::error_category &api_category() noexcept
{
    return internal::immortal<internal::api_category>();
}

/// The category of responses that are not from the API, "mixerr.fault".
///
/// The values are private: they contain the action and the HTTP status too. Compare with a `fault`, an `action` or a
/// std::errc.
///
/// malformed and too_deep are equal to std::errc::bad_message; foreign, http and origin to protocol_error. Retry and
/// wait are equal to resource_unavailable_try_again as well. No fault is equal to permission_denied, because only the
/// API can refuse a token.
inline const std::error_category &fault_category() noexcept
{
    return internal::immortal<internal::fault_category>();
}

/// The category of refused calls, "mixerr.status". buffer_too_small is equal to std::errc::no_buffer_space, not_found
/// and not_api_error are equal to no std::errc, and all others are equal to invalid_argument.
inline const std::error_category &status_category() noexcept
{
    return internal::immortal<internal::status_category>();
}

/// Returns an error with this code: `std::error_code error = mixerr::code::pin_incorrect`. Code 0 is an error too.
inline std::error_code make_error_code(code value) noexcept
{
    return {internal::value_of(value), api_category()};
}

/// Returns an error with this status, or one without an error for `ok`.
inline std::error_code make_error_code(status value) noexcept
{
    return {static_cast<int>(value), status_category()};
}

/// Returns true if an error has this code, even if it was made in another shared object.
inline bool operator==(const std::error_code &error, code value) noexcept
{
    return error.value() == internal::value_of(value) && internal::is_same(error.category(), api_category());
}

/// Returns true if an error has this status, even if it was made in another shared object.
inline bool operator==(const std::error_code &error, status value) noexcept
{
    return error.value() == static_cast<int>(value) && internal::is_same(error.category(), status_category());
}

/// @cond
inline bool operator==(code value, const std::error_code &error) noexcept
{
    return error == value;
}

inline bool operator!=(const std::error_code &error, code value) noexcept
{
    return !(error == value);
}

inline bool operator!=(code value, const std::error_code &error) noexcept
{
    return !(error == value);
}

inline bool operator==(status value, const std::error_code &error) noexcept
{
    return error == value;
}

inline bool operator!=(const std::error_code &error, status value) noexcept
{
    return !(error == value);
}

inline bool operator!=(status value, const std::error_code &error) noexcept
{
    return !(error == value);
}
/// @endcond

/// Returns a condition for a fault: `if (error == mixerr::fault::http)`. Only the absence of any error is equal to
/// `none`. An error of the API is not, because it would look like a success.
inline std::error_condition make_error_condition(fault value) noexcept
{
    return {static_cast<int>(value), fault_category()};
}

/// Returns the code of an error of api_category(), nullopt for every other error.
inline std::optional<code> code_of(const std::error_code &error) noexcept
{
    return error && internal::is_same(error.category(), api_category())
        ? std::optional<code>(internal::code_of(error.value()))
        : std::nullopt;
}

/// Returns what the caller should do about an error: `proceed` if there is no error, nullopt if the error is not of
/// this library.
///
/// Prefer response::action(). They may differ for an unknown code: there the action may be `retry`, and here it is
/// always `report`, because a std::error_code cannot contain the status in the body. They also differ for a 401 with a
/// wrong clock: there the action is `fix_clock`, and here `reauthorize`.
inline std::optional<action> action_of(const std::error_code &error) noexcept
{
    if (!error) {
        return action::proceed;
    }
    if (internal::is_same(error.category(), fault_category())) {
        const action what = internal::fault_value::unpacked(error.value()).action;
        return what != action::proceed ? what : action::report; // A value that this library did not make.
    }
    if (const std::optional<code> number = code_of(error)) {
        const std::optional<entry> row = lookup(*number);
        return row ? row->action() : action::report;
    }
    return internal::is_same(error.category(), status_category()) ? std::optional<action>(action::report)
                                                                  : std::nullopt;
}

/// Returns whether the request that was answered may have paid: `possible`, unless the catalog says `excluded` for the
/// error's code.
inline payment payment_of(const std::error_code &error) noexcept
{
    const std::optional<code> number = code_of(error);
    const std::optional<entry> row = number ? lookup(*number) : std::nullopt;
    return row ? row->payment() : payment::possible;
}

/// @cond
namespace internal {

class MIXERR_SHARED action_category final : public std::error_category {
public:
    const char *name() const noexcept override { return "mixerr.action"; }

    std::string message(int value) const override
    {
        return std::string(mixerr::name(static_cast<action>(value)));
    }

    using std::error_category::equivalent;
    bool equivalent(const std::error_code &error, int condition) const noexcept override
    {
        return action_of(error) == static_cast<action>(condition);
    }
};

} // namespace internal
/// @endcond

/// The category of conditions for an `action`, "mixerr.action".
inline const std::error_category &action_category() noexcept
{
    return internal::immortal<internal::action_category>();
}

/// Returns a condition for an action, compared with action_of(): `if (error == mixerr::action::ask_user)`.
inline std::error_condition make_error_condition(action value) noexcept
{
    return {static_cast<int>(value), action_category()};
}

inline std::error_code response::error() const noexcept
{
    if (call_status_ != mixerr::status::ok) {
        return make_error_code(call_status_);
    }
    switch (outcome()) {
    case mixerr::outcome::success:
        return {};
    case mixerr::outcome::api_error:
        return make_error_code(static_cast<mixerr::code>(c_.code));
    default:
        return {internal::fault_value{fault(), http_status(), action()}.packed(), fault_category()};
    }
}

#endif // MIXERR_SYSTEM_ERROR

} // namespace mixerr

#undef MIXERR_SHARED

#endif // MIXERR_HPP
