/**
 * @file
 * mixerr.h for C++17 and later: the same library, with types that cannot be mixed up.
 *
 *     const mixerr::response answer = mixerr::read(http_status, body);
 *     log(answer.log_line());
 *     switch (answer.action()) {
 *     case mixerr::action::proceed: // a success
 *         return use(body);
 *     case mixerr::action::retry:
 *     case mixerr::action::wait: // the same request again, at once or later, with the same trace id
 *         return send_again();
 *     case mixerr::action::reconcile: // it may be paid already: look the transfer up by its trace id first
 *         return look_up();
 *     case mixerr::action::ask_user: // never retry automatically
 *         return show(answer.description());
 *     default:
 *         return report();
 *     }
 *
 * What holds for everything here, beside what holds for mixerr.h:
 *
 * - It is header-only over the C ABI, and needs neither exceptions nor RTTI. Only what returns a std::string
 *   allocates, and throws if that fails; everything else is noexcept.
 * - A std::string_view into a response lives as long as the response, one into a buffer as long as the buffer,
 *   every other one as long as the program.
 * - Texts are NUL-terminated behind their end, so that data() can be given to C; only an envelope is not.
 * - Numbers that this header does not name can come out as a value of an enum: a `switch` needs a `default`.
 * - std::error_code and std::string are left out on a freestanding implementation, and where
 *   MIXERR_NO_SYSTEM_ERROR is defined before the header is included.
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

#if __STDC_HOSTED__ && !defined(MIXERR_NO_SYSTEM_ERROR)
/// Defined where std::error_code and std::string are at hand.
#define MIXERR_SYSTEM_ERROR 1
#include <climits>
#include <string>
#include <system_error>
#endif

/// @cond
// Shared objects that hide their symbols use the same categories where the linker can merge them.
#ifdef __GNUC__
#define MIXERR_SHARED __attribute__((visibility("default")))
#else
#define MIXERR_SHARED
#endif
/// @endcond

/// Everything of mixerr for C++.
namespace mixerr {

/// What a call says of itself. Only `ok` is a success.
enum class status : std::uint8_t {
    ok                  = MIXERR_STATUS_OK,                  ///< The call did what it says.
    null_pointer        = MIXERR_STATUS_NULL_POINTER,        ///< A pointer is null that must not be.
    misaligned          = MIXERR_STATUS_MISALIGNED,          ///< A struct is not aligned as its type is.
    length_out_of_range = MIXERR_STATUS_LENGTH_OUT_OF_RANGE, ///< No memory can be as long.
    overlap             = MIXERR_STATUS_OVERLAP,             ///< The output would lie over the input.
    buffer_too_small    = MIXERR_STATUS_BUFFER_TOO_SMALL,    ///< The output does not fit into its capacity.
    not_found           = MIXERR_STATUS_NOT_FOUND,           ///< The response has nothing of that kind.
    not_api_error       = MIXERR_STATUS_NOT_API_ERROR,       ///< The response has no envelope.
    invalid_response    = MIXERR_STATUS_INVALID_RESPONSE,    ///< No C response that the library filled.
    reader_not_ready    = MIXERR_STATUS_READER_NOT_READY,    ///< The reader has been finished and not reset.
};

/// What an answer is.
enum class outcome : std::uint8_t {
    unread       = MIXERR_OUTCOME_UNREAD,       ///< Nothing was read: a call that was refused.
    success      = MIXERR_OUTCOME_SUCCESS,      ///< No error, at an HTTP status of a success.
    api_error    = MIXERR_OUTCOME_API_ERROR,    ///< An error of the API, at whatever HTTP status.
    not_from_api = MIXERR_OUTCOME_NOT_FROM_API, ///< Something in front of the API, or a damaged answer.
};

/// What the caller should do about an answer.
enum class action : std::uint8_t {
    report      = MIXERR_ACTION_REPORT,      ///< No remedy is documented: show it and log it.
    proceed     = MIXERR_ACTION_PROCEED,     ///< The response is a success: go on.
    retry       = MIXERR_ACTION_RETRY,       ///< Send the same request again, with the same trace id.
    wait        = MIXERR_ACTION_WAIT,        ///< The same, after a pause.
    ask_user    = MIXERR_ACTION_ASK_USER,    ///< A person must decide something; never retry automatically.
    fix_request = MIXERR_ACTION_FIX_REQUEST, ///< The caller's bug; retrying is useless.
    reauthorize = MIXERR_ACTION_REAUTHORIZE, ///< Get a new token or authorization code.
    reconcile   = MIXERR_ACTION_RECONCILE,   ///< Look the transfer up by its trace id first: it may be paid.
    resync      = MIXERR_ACTION_RESYNC,      ///< Fetch the conversation's participants, then send again.
    fix_clock   = MIXERR_ACTION_FIX_CLOCK,   ///< Set the clock; the server refuses tokens from another time.
    update_app  = MIXERR_ACTION_UPDATE_APP,  ///< Install a newer version of the app.
};

/// Why an answer is not one of the API's.
enum class fault : std::uint8_t {
    none      = MIXERR_FAULT_NONE,      ///< It is one.
    malformed = MIXERR_FAULT_MALFORMED, ///< Not JSON: HTML, text, nothing, a body that was cut or damaged.
    foreign   = MIXERR_FAULT_FOREIGN,   ///< JSON with an `error` that is not the API's.
    http      = MIXERR_FAULT_HTTP,      ///< JSON without an error, at no HTTP status of a success.
    too_deep  = MIXERR_FAULT_TOO_DEEP,  ///< JSON of too many containers in one another.
    origin    = MIXERR_FAULT_ORIGIN,    ///< The response does not echo the request's X-Request-Id.
};

/// The subject that an error belongs to.
enum class category : std::uint8_t {
    request = MIXERR_CATEGORY_REQUEST, ///< The request itself: its body, fields or path.
    auth    = MIXERR_CATEGORY_AUTH,    ///< Tokens, permissions, clocks.
    limit   = MIXERR_CATEGORY_LIMIT,   ///< Too many or too much of something.
    server  = MIXERR_CATEGORY_SERVER,  ///< The server failed.
    account = MIXERR_CATEGORY_ACCOUNT, ///< Phone numbers, codes and identities of an account.
    pin     = MIXERR_CATEGORY_PIN,     ///< The PIN.
    wallet  = MIXERR_CATEGORY_WALLET,  ///< Balances, fees, amounts and transfers.
    chain   = MIXERR_CATEGORY_CHAIN,   ///< The blockchain behind an asset.
    market  = MIXERR_CATEGORY_MARKET,  ///< Swaps, orders, cards and prices.
    call    = MIXERR_CATEGORY_CALL,    ///< Group calls.
};

/// Where a row of the catalog is known from.
enum class source : std::uint8_t {
    original = MIXERR_SOURCE_ORIGINAL, ///< The original error table (2018-05).
    docs     = MIXERR_SOURCE_DOCS,     ///< Later editions of the same table.
    apps     = MIXERR_SOURCE_APPS,     ///< The official apps only.
    calls    = MIXERR_SOURCE_CALLS,    ///< The group-call service.
};

/// Whether the request that a response answers can have paid.
///
/// This is a fact about one request. An earlier request with the same trace id may have paid, so it is no
/// permission to replace the trace id.
enum class payment : std::uint8_t {
    possible = MIXERR_PAYMENT_POSSIBLE, ///< The request may have paid. True of every success and unknown code.
    excluded = MIXERR_PAYMENT_EXCLUDED, ///< The request that this error answers surely paid nothing.
};

/// Whether a success has `data`. Every endpoint that moves money always sends it.
enum class data : std::uint8_t {
    absent  = MIXERR_DATA_ABSENT,  ///< The body has no `data`, or the response is no success.
    null    = MIXERR_DATA_NULL,    ///< `data` is null.
    present = MIXERR_DATA_PRESENT, ///< `data` is any other value.
};

/// The envelope's `error.code`. One that the catalog does not list is a value as well: `mixerr::code{12345}`.
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

/// Names a value: the C constant's name without its prefix, such as "ASK_USER"; "UNKNOWN" for an unknown
/// number.
inline std::string_view name(status value) noexcept
{
    return mixerr_status_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "API_ERROR"; "UNKNOWN" for an unknown number.
inline std::string_view name(outcome value) noexcept
{
    return mixerr_outcome_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "ASK_USER"; "UNKNOWN" for an unknown number.
inline std::string_view name(action value) noexcept
{
    return mixerr_action_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "TOO_DEEP"; "UNKNOWN" for an unknown number.
inline std::string_view name(fault value) noexcept
{
    return mixerr_fault_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "WALLET"; "UNKNOWN" for an unknown number.
inline std::string_view name(category value) noexcept
{
    return mixerr_category_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "ORIGINAL"; "UNKNOWN" for an unknown number.
inline std::string_view name(source value) noexcept
{
    return mixerr_source_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "EXCLUDED"; "UNKNOWN" for an unknown number.
inline std::string_view name(payment value) noexcept
{
    return mixerr_payment_name(static_cast<std::uint8_t>(value));
}

/// Names a value, such as "PRESENT"; "UNKNOWN" for an unknown number.
inline std::string_view name(data value) noexcept
{
    return mixerr_data_name(static_cast<std::uint8_t>(value));
}

/// Names a code, such as "PIN_INCORRECT"; "UNKNOWN" for one that the catalog does not list.
inline std::string_view name(code value) noexcept
{
    const mixerr_entry *const row = mixerr_lookup(static_cast<std::uint32_t>(value));
    return row != nullptr ? std::string_view(row->name) : std::string_view("UNKNOWN");
}

/// Tells whether this header fits the library that is linked. Ask once, where it is loaded from elsewhere.
inline bool is_compatible() noexcept
{
    return mixerr_abi_version() == MIXERR_ABI_VERSION;
}

/// The version of the library that is linked, such as "0.1.0".
inline std::string_view version() noexcept
{
    return mixerr_version();
}

/// One row of the catalog: what is known of one error code. As cheap to copy as a pointer.
class entry {
public:
    /// Takes a row that mixerr_lookup or mixerr_catalog_at gave.
    explicit entry(const mixerr_entry &row) noexcept : row_(&row) {}
    explicit entry(const mixerr_entry &&row) = delete; ///< It would not outlive the call.

    /// The error code.
    mixerr::code code() const noexcept { return static_cast<mixerr::code>(row_->code); }

    /// The name in upper snake case: "PIN_INCORRECT".
    std::string_view name() const noexcept { return row_->name; }

    /// The documented description; templates as "{phone}".
    std::string_view description() const noexcept { return row_->description; }

    /// The documented HTTP status, 202 or 500, if one is documented.
    std::optional<std::uint16_t> status() const noexcept
    {
        return row_->status != 0 ? std::optional<std::uint16_t>(row_->status) : std::nullopt;
    }

    /// The subject that the error belongs to.
    mixerr::category category() const noexcept { return static_cast<mixerr::category>(row_->category); }

    /// What the caller should do.
    mixerr::action action() const noexcept { return static_cast<mixerr::action>(row_->action); }

    /// Where the row is known from.
    mixerr::source source() const noexcept { return static_cast<mixerr::source>(row_->source); }

    /// Whether the request that this error answers can have paid. Earlier requests with the same trace id are
    /// not meant.
    mixerr::payment payment() const noexcept { return static_cast<mixerr::payment>(row_->payment); }

    /// The row, for C.
    const mixerr_entry &c_entry() const noexcept { return *row_; }

    /// Tells whether two entries are of the same code.
    friend bool operator==(entry left, entry right) noexcept { return left.code() == right.code(); }

    /// Tells whether two entries are of different codes.
    friend bool operator!=(entry left, entry right) noexcept { return !(left == right); }

private:
    const mixerr_entry *row_;
};

/// Looks up one error code, which is the envelope's `error.code` and not an HTTP status.
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

/// The rows of the catalog as a range of entries, ascending by code.
class catalog_range {
public:
    /// Walks over the rows. What it points to is made on the fly, so it is an input iterator to C++17; to
    /// C++20 it is a forward iterator.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;   ///< For C++17.
        using iterator_concept = std::forward_iterator_tag;  ///< For C++20.
        using value_type = entry;                            ///< What it walks over.
        using difference_type = std::ptrdiff_t;              ///< The distance of two iterators.
        using pointer = void;                                ///< There is no operator->.
        using reference = entry;                             ///< An entry is a pointer itself.

        /// An iterator at the first row.
        iterator() noexcept = default;

        /// The entry at this place, which must not be the end.
        entry operator*() const noexcept { return entry(*mixerr_catalog_at(index_)); }

        /// Goes on to the next row.
        iterator &operator++() noexcept
        {
            ++index_;
            return *this;
        }

        /// Goes on to the next row, and returns where it was.
        iterator operator++(int) noexcept { return iterator(index_++); }

        /// Tells whether two iterators are at the same row.
        friend bool operator==(iterator left, iterator right) noexcept { return left.index_ == right.index_; }

        /// Tells whether two iterators are at different rows.
        friend bool operator!=(iterator left, iterator right) noexcept { return !(left == right); }

    private:
        friend class catalog_range;
        explicit iterator(std::uint32_t index) noexcept : index_(index) {}

        std::uint32_t index_ = 0;
    };

    using const_iterator = iterator; ///< Rows are never written to.
    using value_type = entry;        ///< What the range holds.

    /// The first row.
    iterator begin() const noexcept { return iterator(0); }

    /// The end, behind the last row.
    iterator end() const noexcept { return iterator(mixerr_catalog_len()); }

    /// How many rows there are.
    std::size_t size() const noexcept { return mixerr_catalog_len(); }
};

/// Returns the catalog: `for (const mixerr::entry entry : mixerr::catalog())`.
inline catalog_range catalog() noexcept
{
    return {};
}

/// A text that was written into a buffer of the caller, or why it was not.
///
///     char buffer[64];
///     if (const mixerr::text reason = answer.extra_string("reason", buffer))
///         show(*reason);
class [[nodiscard]] text {
public:
    /// Tells whether the text was written.
    explicit operator bool() const noexcept { return status_ == mixerr::status::ok; }

    /// `ok`, or why there is no text.
    mixerr::status status() const noexcept { return status_; }

    /// The text, which lies in the caller's buffer; empty if it was not written.
    std::string_view operator*() const noexcept { return view_; }

    /// The text's members.
    const std::string_view *operator->() const noexcept { return &view_; }

    /// The text, or another one if it was not written.
    std::string_view value_or(std::string_view other) const noexcept { return *this ? view_ : other; }

private:
    friend class response;
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

/// What an answer is.
///
/// There is no `operator bool`: `if (answer)` would mean a success, where `if (error_code)` means an error.
/// Ask is_success().
///
/// A call that was refused (see call_status()) gives a response too. Its outcome is `unread`, its action is
/// `report` and its payment is `possible`, as in a mixerr_response of zeros. It is never a success.
///
/// description() and extra() are the server's own words, which may name a phone number. log_line() and
/// write_log_line() make of them what may be logged.
class [[nodiscard]] response {
public:
    /// Takes what mixerr_read or mixerr_reader_finish returned and wrote. If that is not MIXERR_STATUS_OK, the
    /// response is a refused one and `filled` is not read.
    ///
    /// A struct that this library cannot have filled is refused with `invalid_response`: one that is unread,
    /// whose numbers have no name or contradict each other, or whose lengths exceed the capacities. Its entry
    /// must be the one that mixerr_lookup returns for its code; it is compared and never followed.
    response(mixerr_status returned, const mixerr_response &filled) noexcept : response(0)
    {
        if (returned != MIXERR_STATUS_OK) {
            call_status_ = static_cast<mixerr::status>(returned);
        } else if (is_possible(filled)) {
            c_ = filled;
            call_status_ = mixerr::status::ok;
        }
    }

    /// Tells whether the answer is a success. Nothing else is one.
    bool is_success() const noexcept { return outcome() == mixerr::outcome::success; }

    /// What the answer is.
    mixerr::outcome outcome() const noexcept { return static_cast<mixerr::outcome>(c_.outcome); }

    /// What the caller should do now, whatever the outcome.
    mixerr::action action() const noexcept { return static_cast<mixerr::action>(c_.action); }

    /// Whether the request that this response answers can have paid. Earlier requests with the same trace id
    /// are not meant: one of them may have paid whatever this says.
    mixerr::payment payment() const noexcept { return static_cast<mixerr::payment>(c_.payment); }

    /// Whether a success has `data`; `absent` for every other outcome.
    mixerr::data data() const noexcept { return static_cast<mixerr::data>(c_.data); }

    /// Why the answer is not from the API; `none` for every other outcome.
    mixerr::fault fault() const noexcept { return static_cast<mixerr::fault>(c_.fault); }

    /// Of a malformed or too deep body: the first byte, from 0, that cannot stand where it stands; the body's
    /// length if it was cut. Otherwise nullopt.
    std::optional<std::uint32_t> fault_offset() const noexcept
    {
        const bool has_place = fault() == mixerr::fault::malformed || fault() == mixerr::fault::too_deep;
        return has_place ? std::optional<std::uint32_t>(c_.fault_offset) : std::nullopt;
    }

    /// The code of an error of the API, nullopt for every other outcome. It may be one that the catalog does
    /// not list, and it may be 0.
    std::optional<mixerr::code> code() const noexcept
    {
        return outcome() == mixerr::outcome::api_error
            ? std::optional<mixerr::code>(static_cast<mixerr::code>(c_.code))
            : std::nullopt;
    }

    /// The code as a number, to be written; 0 if there is none, and if it is 0.
    std::uint32_t code_number() const noexcept { return c_.code; }

    /// What the catalog knows of the code; nullopt if there is no code or the catalog does not list it.
    std::optional<mixerr::entry> entry() const noexcept
    {
        return c_.entry != nullptr ? std::optional<mixerr::entry>(*c_.entry) : std::nullopt;
    }

    /// The HTTP status as given, 0 for a WebSocket frame.
    std::uint16_t http_status() const noexcept { return c_.http_status; }

    /// The status in the body, the envelope's `error.status`, if it has one that is not 0.
    std::optional<std::uint16_t> status() const noexcept
    {
        return c_.status != 0 ? std::optional<std::uint16_t>(c_.status) : std::nullopt;
    }

    /// The envelope's `error.description`, escapes decoded; empty if it has none. It may be private: do not
    /// log it.
    std::string_view description() const & noexcept { return {c_.description, c_.description_len}; }
    std::string_view description() const && = delete; ///< It would not outlive the response.

    /// Whether the description was longer than MIXERR_DESCRIPTION_CAPACITY bytes.
    bool description_truncated() const noexcept { return c_.description_truncated; }

    /// The envelope's `error.extra`, of whatever type, as compact JSON; empty if it has none. It may be
    /// private: do not log it.
    std::string_view extra() const & noexcept { return {c_.extra, c_.extra_len}; }
    std::string_view extra() const && = delete; ///< It would not outlive the response.

    /// Whether the extra was longer than MIXERR_EXTRA_CAPACITY bytes. Then it is a prefix, which is not valid
    /// JSON.
    bool extra_truncated() const noexcept { return c_.extra_truncated; }

    /// Writes a string of the extra, such as the "reason" of `{"field":"amount","reason":"..."}`, with a NUL
    /// behind it. As mixerr_extra_string, which tells every status; of a refused call it is call_status().
    text extra_string(const char *key, char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_extra_string(&c_, key, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes a string of the extra into an array, a std::array, or a std::string as long as it is.
    template <class Buffer>
    text extra_string(const char *key, Buffer &buffer) const noexcept
    {
        return extra_string(key, std::data(buffer), std::size(buffer));
    }

    /// Writes what the server filled into the template of the catalog's description, with a NUL behind it: a
    /// phone number, an asset, a maximum. It may be private: do not log it. As mixerr_detail, which tells
    /// every status; of a refused call it is call_status().
    text detail(char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_detail(&c_, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes the detail into an array, a std::array, or a std::string as long as it is.
    template <class Buffer>
    text detail(Buffer &buffer) const noexcept
    {
        return detail(std::data(buffer), std::size(buffer));
    }

    /// Writes the envelope of an error as compact JSON, without a NUL; MIXERR_ENVELOPE_CAPACITY bytes are
    /// always enough. As mixerr_write_envelope, which tells every status; of a refused call it is
    /// call_status().
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

    /// Writes the envelope into an array, a std::array, or a std::string as long as it is.
    template <class Buffer>
    text write_envelope(Buffer &buffer) const noexcept
    {
        return write_envelope(std::data(buffer), std::size(buffer));
    }

    /// Writes a line that is safe to log, with a NUL behind it and no line feed; MIXERR_LOG_LINE_CAPACITY
    /// bytes are always enough. As mixerr_write_log_line, which tells every status; of a refused call it is
    /// call_status().
    text write_log_line(char *buffer, std::size_t capacity) const noexcept
    {
        if (call_status_ != mixerr::status::ok) {
            return text(call_status_);
        }
        std::size_t length = 0;
        const mixerr_status status = mixerr_write_log_line(&c_, buffer, capacity, &length);
        return {status, buffer, length};
    }

    /// Writes the line into an array, a std::array, or a std::string as long as it is.
    template <class Buffer>
    text write_log_line(Buffer &buffer) const noexcept
    {
        return write_log_line(std::data(buffer), std::size(buffer));
    }

#ifdef MIXERR_SYSTEM_ERROR
    /// Returns a line that is safe to log, without a line feed.
    std::string log_line() const
    {
        char buffer[MIXERR_LOG_LINE_CAPACITY];
        const text line = write_log_line(buffer);
        return line ? std::string(*line) : "the answer was not read: " + std::string(name(line.status()));
    }

    /// Returns the error as a std::error_code, in the category api_category(), fault_category() or
    /// status_category(); without an error for a success. It holds less than the response: see action_of().
    [[nodiscard]] std::error_code error() const noexcept;
#endif

    /// `ok`, or why the call that made this response was refused: its pointer was null though its length was
    /// not 0, its length was impossible, or its reader was finished already. This is a bug of the caller.
    mixerr::status call_status() const noexcept { return call_status_; }

    /// The response, for C. Of a refused call it is unread, which every function refuses.
    const mixerr_response &c_response() const & noexcept { return c_; }
    const mixerr_response &c_response() const && = delete; ///< It would not outlive the response.

private:
    friend class reader;
    friend response read(std::uint16_t http_status, const void *body, std::size_t body_len) noexcept;

    /// A response that is unread until a call fills it: calls that are refused leave it as it is.
    explicit response(std::uint16_t http_status) noexcept { c_.http_status = http_status; }

    /// The library that is linked decides which numbers have a name: it may be newer than this header.
    static bool has_name(const char *name) noexcept { return std::string_view(name) != "UNKNOWN"; }

    /// A bool of C may hold any byte, which must not be loaded as a bool.
    static bool is_bool(const bool &flag) noexcept { return reinterpret_cast<const unsigned char &>(flag) <= 1; }

    /// Whether an error of the API has the catalog's action, or one that an unlisted code can have.
    static bool has_action(const mixerr_response &filled, const mixerr_entry *row) noexcept
    {
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

/// Reads a whole answer.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` is `body_len` bytes,
/// which may be anything; nullptr is fine for none.
///
/// Returns what the answer is. A call that is refused, because `body` is nullptr though `body_len` is not 0
/// or because `body_len` is more than memory can hold, is never a success: see response::call_status().
inline response read(std::uint16_t http_status, const void *body, std::size_t body_len) noexcept
{
    response answer(http_status);
    answer.call_status_ = static_cast<status>(
        mixerr_read(http_status, static_cast<const std::uint8_t *>(body), body_len, &answer.c_));
    return answer;
}

/// Reads a whole answer, as above.
inline response read(std::uint16_t http_status, std::string_view body) noexcept
{
    return read(http_status, body.data(), body.size());
}

#ifdef __cpp_lib_span
/// Reads a whole answer, as above.
inline response read(std::uint16_t http_status, std::span<const std::byte> body) noexcept
{
    return read(http_status, body.data(), body.size());
}
#endif

#ifdef __cpp_lib_expected
/// Turns a response into a std::expected, which holds nothing for a success and the whole response for
/// everything else: a std::error_code would lose the description and the extra.
[[nodiscard]] inline std::expected<void, response> expect(const response &answer) noexcept
{
    if (answer.is_success()) {
        return {};
    }
    return std::unexpected(answer);
}

/// Reads a whole answer into a std::expected.
[[nodiscard]] inline std::expected<void, response> expect(std::uint16_t http_status,
                                                          std::string_view body) noexcept
{
    return expect(read(http_status, body));
}
#endif

/// Reads an answer that arrives in pieces. It may be copied in the middle of a body.
///
/// A reader is for one answer; reset() makes it ready for the next one. It does not get ready by itself, so
/// that bytes that come late can never be taken for the start of another answer.
class reader {
public:
    /// A reader at the start of a body.
    reader() noexcept { reset(); }

    /// Makes the reader ready for the next answer, whatever it was before.
    void reset() noexcept { status_ = static_cast<mixerr::status>(mixerr_reader_init(&c_)); }

    /// Reads the next `chunk_len` bytes of the body, any number of them; nullptr is fine for none. Every
    /// split of a body gives the same response.
    ///
    /// Returns `ok`, or why the bytes were refused, as mixerr_reader_feed does. This need not be looked at:
    /// once bytes were refused the reader stays so, and finish() tells.
    mixerr::status feed(const void *chunk, std::size_t chunk_len) noexcept
    {
        if (status_ == mixerr::status::ok) {
            status_ = static_cast<mixerr::status>(
                mixerr_reader_feed(&c_, static_cast<const std::uint8_t *>(chunk), chunk_len));
        }
        return status_;
    }

    /// Reads the next bytes of the body, as above.
    mixerr::status feed(std::string_view chunk) noexcept { return feed(chunk.data(), chunk.size()); }

#ifdef __cpp_lib_span
    /// Reads the next bytes of the body, as above.
    mixerr::status feed(std::span<const std::byte> chunk) noexcept
    {
        return feed(chunk.data(), chunk.size());
    }
#endif

    /// Tells whether the bytes so far cannot be the API's, or were refused, so that the rest of the body need
    /// not be received; finish() tells which.
    bool is_faulty() const noexcept { return status_ != mixerr::status::ok || mixerr_reader_is_faulty(&c_); }

    /// Ends the body, and the reader's use until reset().
    ///
    /// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame.
    ///
    /// Returns what the answer is. If bytes were refused, or the reader was finished before, it is never a
    /// success: see response::call_status().
    response finish(std::uint16_t http_status) noexcept
    {
        response answer(http_status);
        if (status_ == mixerr::status::ok) {
            status_ = static_cast<mixerr::status>(mixerr_reader_finish(&c_, http_status, &answer.c_));
        }
        answer.call_status_ = status_;
        status_ = mixerr::status::reader_not_ready;
        return answer;
    }

private:
    mixerr_reader c_;
    mixerr::status status_;
};

#ifdef MIXERR_SYSTEM_ERROR

/// @cond
namespace internal {

static_assert(sizeof(int) >= sizeof(std::uint32_t), "the value of a std::error_code must hold every code");

/// No error may have the value 0, so code 0 takes another one.
inline int value_of(code number) noexcept
{
    return number == code{0} ? INT_MIN : static_cast<int>(number);
}

inline code code_of(int value) noexcept
{
    return value == INT_MIN ? code{0} : static_cast<code>(value);
}

/// The one object of a category. It is never destroyed: destructors of static objects may still ask for it.
template <class Category>
MIXERR_SHARED const Category &immortal() noexcept
{
    union place {
        Category category;
        place() noexcept : category() {}
        ~place() {}
    };
    static const place here;
    return here.category;
}

/// Returns whether two categories are the same. Each shared object may have its own copy of a category, so
/// their addresses are not enough.
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

/// What a value of the fault category is made of; conditions have the fault alone.
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
/// A value is the code converted to int, so codes over INT_MAX are negative. No error may have the value 0,
/// so code 0 is INT_MIN, which it shares with code 2147483648. code_of() turns values back.
///
/// message() is the catalog's text, never the server's words. Of std::errc,
///
/// - retry and wait are resource_unavailable_try_again,
/// - reauthorize and code 403 are permission_denied,
/// - code 404 is no_such_file_or_directory,
/// - every other fix_request is invalid_argument,
///
/// and all other codes are none.
///
/// Shared objects that hide their symbols may each have their own copy of a category. Their errors still
/// compare equal with codes, actions, faults and statuses; compare with those and not with category().
inline const std::error_category &api_category() noexcept
{
    return internal::immortal<internal::api_category>();
}

/// The category of answers that are not from the API, "mixerr.fault". The values are private: they hold the
/// action and the HTTP status too. Compare with a `fault`, an `action` or a std::errc.
///
/// Of std::errc, malformed and too_deep are bad_message, foreign, http and origin are protocol_error. Whatever the
/// fault, retry and wait are resource_unavailable_try_again as well. None is permission_denied: only the API
/// can refuse a token.
inline const std::error_category &fault_category() noexcept
{
    return internal::immortal<internal::fault_category>();
}

/// The category of calls that were refused, "mixerr.status". Of std::errc, buffer_too_small is
/// no_buffer_space, not_found and not_api_error are none, and all others are invalid_argument.
inline const std::error_category &status_category() noexcept
{
    return internal::immortal<internal::status_category>();
}

/// Makes an error of a code, of code 0 too: `std::error_code error = mixerr::code::pin_incorrect`.
inline std::error_code make_error_code(code value) noexcept
{
    return {internal::value_of(value), api_category()};
}

/// Makes an error of the status of a call; none of `ok`.
inline std::error_code make_error_code(status value) noexcept
{
    return {static_cast<int>(value), status_category()};
}

/// Returns whether an error is of this code, also if another shared object made it.
inline bool operator==(const std::error_code &error, code value) noexcept
{
    return error.value() == internal::value_of(value) && internal::is_same(error.category(), api_category());
}

/// Returns whether an error is of this status, also if another shared object made it.
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

/// Makes a condition of a fault: `if (error == mixerr::fault::http)`. Only the absence of any error is
/// `none`: an error of the API is not, lest it look like a success.
inline std::error_condition make_error_condition(fault value) noexcept
{
    return {static_cast<int>(value), fault_category()};
}

/// Returns the code of an error in api_category(), nullopt for every other one.
inline std::optional<code> code_of(const std::error_code &error) noexcept
{
    return error && internal::is_same(error.category(), api_category())
        ? std::optional<code>(internal::code_of(error.value()))
        : std::nullopt;
}

/// Returns what the caller should do about an error: `proceed` if there is none, nullopt if it is not of this
/// library.
///
/// It is response::action(), but for a code that the catalog does not list. That action depends on the status
/// in the body, which a std::error_code cannot hold; here it is always `report`, there it may be `retry`. The
/// response is the authority.
inline std::optional<action> action_of(const std::error_code &error) noexcept
{
    if (!error) {
        return action::proceed;
    }
    if (internal::is_same(error.category(), fault_category())) {
        const action what = internal::fault_value::unpacked(error.value()).action;
        return what != action::proceed ? what : action::report; // The value was not made here.
    }
    if (const std::optional<code> number = code_of(error)) {
        const std::optional<entry> row = lookup(*number);
        return row ? row->action() : action::report;
    }
    return internal::is_same(error.category(), status_category()) ? std::optional<action>(action::report)
                                                                  : std::nullopt;
}

/// Returns whether the request that an error answers can have paid: `possible`, unless the catalog says
/// `excluded` of its code. Earlier requests with the same trace id are not meant, as in response::payment().
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

/// The category of the conditions that are an `action`, "mixerr.action".
inline const std::error_category &action_category() noexcept
{
    return internal::immortal<internal::action_category>();
}

/// Makes a condition of an action, as action_of() tells it: `if (error == mixerr::action::ask_user)`.
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
