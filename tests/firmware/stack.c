/* Prints the bytes of stack that each function uses, for every body of a list:
 *
 *     FUNCTION BODY BYTES
 *
 * BODY is `-` for functions without a body. */

#include "console.h"
#include "escapes.h"
#include "memory.h"
#include "mixerr.h"
#include "stack_call.h"

enum { BODY_CAPACITY = 2048, OUT_CAPACITY = MIXERR_LOG_LINE_CAPACITY, EXIT_WRONG = 70 };
enum {
    SUCCESS = MIXERR_OUTCOME_SUCCESS,
    API_ERROR = MIXERR_OUTCOME_API_ERROR,
    NOT_FROM_API = MIXERR_OUTCOME_NOT_FROM_API
};
enum { MANY_TIMES = 1000, LONG_PIECE = 512 };

/* An error that leads through every path of the library: escapes of each kind, truncated texts, and members
 * that are known, unknown or repeated. */
#define ERROR                                                                                                \
    "\"error\":{\"status\":202,\"status\":4.5e3,\"code\":10003,"                                             \
    "\"stranger\":[{\"\\\\u0061\":-0.1e+5}],"                                                                \
    "\"extra\":{\"reason\":\"\\\\ud83d\\\\ude00\\\\n\\xc3\\xa9\\\\u00e9\\\\ud800 tail\","                    \
    "\"nested\":[[true,{\"k\":null}]]},"                                                                     \
    "\"description\":\"Failed to deliver SMS to +86138\\\\\"\\\\u0007"                                       \
    "\\\\ud83d\\\\ude00\\xf0\\x9f\\x98\\x80\\\\ud800\"}"
#define CODE "{\"error\":{\"code\":10003,"
#define LONG_TEXT "\\{40*\\\\u00e9\\\\ud83d\\\\ude00\\xe2\\x82\\xac1}"

struct body {
    const char *name;
    uint16_t http_status;
    uint8_t outcome;  /* the expected one: a misread body would not take the intended path */
    const char *text; /* with the escapes of tests/vectors */
};

static const struct body BODIES[] = {
    /* These four differ in depth and length only. */
    {"depth_2", 202, API_ERROR, "{\"x\":[1]," ERROR "}"},
    {"depth_64", 202, API_ERROR, "{\"x\":\\{63*[}1\\{63*]}," ERROR "}"},
    {"array_of_1_mb", 202, API_ERROR, "{\"x\":[\\{524288*1,}1]," ERROR "}"},
    {"text_of_1_mb", 202, API_ERROR, "{\"x\":\"\\{1048576*a}\"," ERROR "}"},
    {"long_description", 202, API_ERROR, CODE "\"description\":\"" LONG_TEXT "\"}}"},
    {"long_extra", 202, API_ERROR, CODE "\"extra\":{\"reason\":\"" LONG_TEXT "\"}}}"},
    {"extra_depth_62", 202, API_ERROR, CODE "\"extra\":\\{62*[}\\{62*]}}}"},
    {"template", 202, API_ERROR, CODE "\"description\":\"Failed to deliver SMS to +8613800138000.\"}}"},
    {"unknown_code", 500, API_ERROR,
     "{\"error\":{\"code\":4294967295,\"description\":\"\\\\u0000\\xc2\\x85\\\\u2028 12345\"}}"},
    {"blaze_frame", 0, API_ERROR, "{\"id\":\"1\",\"action\":\"ERROR\",\"error\":{\"code\":7000}}"},
    {"success", 200, SUCCESS, "{\"data\":{\"type\":\"transfer\",\"amount\":\"-1.5\"}}"},
    {"depth_65", 200, NOT_FROM_API, "\\{65*[}"},
    {"html", 502, NOT_FROM_API, "<html><head><title>502 Bad Gateway</title></head></html>"},
    {"foreign", 200, NOT_FROM_API, "{\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"},
    {"http", 429, NOT_FROM_API, "{}"},
    {"broken_utf8", 200, NOT_FROM_API, CODE "\"description\":\"\\xf0\\x9f\\x98\"}}"},
    {"empty", 500, NOT_FROM_API, ""},
};

static mixerr_reader reader;
static mixerr_response response;
static uint8_t body[BODY_CAPACITY];
static union {
    char text[OUT_CAPACITY];
    uint8_t bytes[OUT_CAPACITY];
} out;
static size_t out_len;

__attribute__((noreturn)) static void give_up(const char *what)
{
    console_text(what);
    console_text("\n");
    console_end(EXIT_WRONG);
}

/* The most stack of one function for one body. */
struct most {
    const char *function;
    uint32_t bytes;
};

static void print(const struct most *most, const char *body_name)
{
    console_text(most->function);
    console_text(" ");
    console_text(body_name);
    console_text(" ");
    console_number(most->bytes);
    console_text("\n");
}

/* Calls a function and records its stack if it is the most. Returns its result. */
static uintptr_t measure(struct most *most, stack_function function, uintptr_t a, uintptr_t b, uintptr_t c,
                         uintptr_t d, uintptr_t e)
{
    const uintptr_t arguments[5] = {a, b, c, d, e};
    const uint32_t *top;
    const uintptr_t returned = stack_call(function, arguments, &top);
    const uint32_t bytes = stack_used(top);
    if (bytes == STACK_PAINTED) {
        give_up("more stack than is painted");
    }
    if (bytes > most->bytes) {
        most->bytes = bytes;
    }
    return returned;
}

/* The same for a function that returns a status: MIXERR_STATUS_OK, or a status for an absent value. */
static void measure_status(struct most *most, stack_function function, uintptr_t a, uintptr_t b, uintptr_t c,
                           uintptr_t d, uintptr_t e)
{
    const uint8_t status = (uint8_t)measure(most, function, a, b, c, d, e);
    if (status != MIXERR_STATUS_OK && status != MIXERR_STATUS_NOT_FOUND &&
        status != MIXERR_STATUS_NOT_API_ERROR) {
        give_up(mixerr_status_name(status));
    }
}

/* Writes the next bytes of a body to `body`. Returns their number, at most `size`. */
static size_t fill(struct escapes *text, size_t size)
{
    size_t len;
    int byte = 0;
    for (len = 0; len < size && (byte = escapes_next(text)) >= 0; ++len) {
        body[len] = (uint8_t)byte;
    }
    if (byte == ESCAPES_WRONG) {
        give_up("an invalid escape");
    }
    return len;
}

static void check_outcome(const struct body *input)
{
    if (response.outcome != input->outcome) {
        give_up(input->name);
    }
}

/* Measures the reader's functions, with chunks of one size. */
static void read_in_pieces(const struct body *input, size_t size, struct most *feed, struct most *is_faulty,
                           struct most *finish)
{
    struct escapes text;
    size_t piece, len;
    struct most init = {"", 0};
    measure_status(&init, (stack_function)mixerr_reader_init, (uintptr_t)&reader, 0, 0, 0, 0);
    escapes_begin(&text, input->text, strlen(input->text));
    do {
        /* Chunks of one byte would take minutes for a million bytes. */
        piece = text.times > MANY_TIMES ? LONG_PIECE : size;
        len = fill(&text, piece);
        measure_status(feed, (stack_function)mixerr_reader_feed, (uintptr_t)&reader, (uintptr_t)body, len, 0,
                       0);
    } while (len == piece);
    (void)measure(is_faulty, (stack_function)mixerr_reader_is_faulty, (uintptr_t)&reader, 0, 0, 0, 0);
    measure_status(finish, (stack_function)mixerr_reader_finish, (uintptr_t)&reader, input->http_status,
                   (uintptr_t)&response, 0, 0);
    check_outcome(input);
}

static const struct body *whole;
static size_t whole_len;

/* These functions have more arguments than stack_call passes. The frame of the call counts, too. */
static mixerr_status read_columns(void)
{
    static uint8_t outcome;
    static uint16_t http_status;
    static int32_t offsets[2];
    static const mixerr_columns COLUMNS = {&outcome, NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    http_status = whole->http_status;
    offsets[1] = (int32_t)whole_len;
    return mixerr_read_columns(1, &http_status, offsets, body, whole_len, NULL, 0, &COLUMNS);
}

static mixerr_status read_columns64(void)
{
    static uint8_t outcome;
    static uint16_t http_status;
    static int64_t offsets[2];
    static const mixerr_columns COLUMNS = {&outcome, NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    http_status = whole->http_status;
    offsets[1] = (int64_t)whole_len;
    return mixerr_read_columns64(1, &http_status, offsets, body, whole_len, NULL, 0, &COLUMNS);
}

static mixerr_status explain(void)
{
    static char lines[MIXERR_EXPLANATION_CAPACITY];
    return mixerr_explain((const char *)body, whole_len, whole->http_status, lines, sizeof lines, &out_len, NULL);
}

/* Measures the functions that read a complete body. */
static void read_whole(const struct body *input)
{
    static const struct {
        const char *name;
        stack_function function;
    } WRAPPED[] = {
        {"mixerr_read_columns", (stack_function)read_columns},
        {"mixerr_read_columns64", (stack_function)read_columns64},
        {"mixerr_explain", (stack_function)explain},
    };
    struct most read = {"mixerr_read", 0};
    struct escapes text;
    size_t index;
    escapes_begin(&text, input->text, strlen(input->text));
    whole = input;
    whole_len = fill(&text, sizeof body);
    if (whole_len == sizeof body) {
        return; /* the body does not fit into the buffer */
    }
    measure_status(&read, (stack_function)mixerr_read, input->http_status, (uintptr_t)body, whole_len,
                   (uintptr_t)&response, 0);
    check_outcome(input);
    print(&read, input->name);
    for (index = 0; index < sizeof WRAPPED / sizeof WRAPPED[0]; ++index) {
        struct most most = {WRAPPED[index].name, 0};
        measure_status(&most, WRAPPED[index].function, 0, 0, 0, 0, 0);
        print(&most, input->name);
    }
}

/* Measures the functions that format the response. */
static void measure_texts(const struct body *input)
{
    static const struct {
        const char *name;
        stack_function function;
    } TEXTS[] = {
        {"mixerr_detail", (stack_function)mixerr_detail},
        {"mixerr_write_envelope", (stack_function)mixerr_write_envelope},
        {"mixerr_write_log_line", (stack_function)mixerr_write_log_line},
    };
    struct most extra = {"mixerr_extra_string", 0};
    size_t index;
    for (index = 0; index < sizeof TEXTS / sizeof TEXTS[0]; ++index) {
        struct most text = {TEXTS[index].name, 0};
        measure_status(&text, TEXTS[index].function, (uintptr_t)&response, (uintptr_t)&out, sizeof out,
                       (uintptr_t)&out_len, 0);
        print(&text, input->name);
    }
    measure_status(&extra, (stack_function)mixerr_extra_string, (uintptr_t)&response, (uintptr_t)"reason",
                   (uintptr_t)&out, sizeof out, (uintptr_t)&out_len);
    print(&extra, input->name);
}

static void measure_body(const struct body *input)
{
    static const size_t SIZES[] = {1, 13, 509};
    struct most feed = {"mixerr_reader_feed", 0}, is_faulty = {"mixerr_reader_is_faulty", 0};
    struct most finish = {"mixerr_reader_finish", 0};
    size_t size;
    read_whole(input);
    for (size = 0; size < sizeof SIZES / sizeof SIZES[0]; ++size) {
        read_in_pieces(input, SIZES[size], &feed, &is_faulty, &finish);
    }
    print(&feed, input->name);
    print(&is_faulty, input->name);
    print(&finish, input->name);
    measure_texts(input);
}

/* Measures the functions that take a number, with known and unknown numbers. */
static void measure_numbers(void)
{
    static const struct {
        const char *name;
        stack_function function;
    } FUNCTIONS[] = {
        {"mixerr_abi_version", (stack_function)mixerr_abi_version},
        {"mixerr_version", (stack_function)mixerr_version},
        {"mixerr_catalog_len", (stack_function)mixerr_catalog_len},
        {"mixerr_catalog_at", (stack_function)mixerr_catalog_at},
        {"mixerr_lookup", (stack_function)mixerr_lookup},
        {"mixerr_status_name", (stack_function)mixerr_status_name},
        {"mixerr_outcome_name", (stack_function)mixerr_outcome_name},
        {"mixerr_action_name", (stack_function)mixerr_action_name},
        {"mixerr_fault_name", (stack_function)mixerr_fault_name},
        {"mixerr_category_name", (stack_function)mixerr_category_name},
        {"mixerr_source_name", (stack_function)mixerr_source_name},
        {"mixerr_payment_name", (stack_function)mixerr_payment_name},
        {"mixerr_data_name", (stack_function)mixerr_data_name},
        {"mixerr_step_name", (stack_function)mixerr_step_name},
        {"mixerr_ending_name", (stack_function)mixerr_ending_name},
        {"mixerr_match_name", (stack_function)mixerr_match_name},
        {"mixerr_origin_name", (stack_function)mixerr_origin_name},
    };
    static const uint32_t NUMBERS[] = {0, 1, 26, 96, 97, 255, 400, 7000, 20119, 5003999, UINT32_MAX};
    size_t index, number;
    for (index = 0; index < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; ++index) {
        struct most most = {FUNCTIONS[index].name, 0};
        for (number = 0; number < sizeof NUMBERS / sizeof NUMBERS[0]; ++number) {
            (void)measure(&most, FUNCTIONS[index].function, NUMBERS[number], 0, 0, 0, 0);
        }
        print(&most, "-");
    }
}

static mixerr_transfer transfer;
static mixerr_next next;
static uint8_t record[MIXERR_RECORD_SIZE], key[16];

/* Measures a function of a transfer, and prints it. */
static void measure_transfer(const char *name, stack_function function, uintptr_t b, uintptr_t c, uintptr_t d)
{
    struct most most = {name, 0};
    measure_status(&most, function, (uintptr_t)&transfer, b, c, d, 0);
    print(&most, "-");
}

/* Measures the functions of a transfer that waits, loses a request, asks and ends. */
static void measure_transfers(void)
{
    static const char UUID[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
    static const char REFUSED[] = "{\"error\":{\"status\":202,\"code\":20117}}";
    struct most fingerprint = {"mixerr_fingerprint", 0}, newer = {"mixerr_record_newer", 0};
    struct most from_uuid = {"mixerr_key_from_uuid", 0}, read = {"mixerr_read", 0};
    struct most again = {"", 0};
    measure_status(&from_uuid, (stack_function)mixerr_key_from_uuid, (uintptr_t)UUID, (uintptr_t)key, 0, 0, 0);
    print(&from_uuid, "-");
    (void)measure(&fingerprint, (stack_function)mixerr_fingerprint, (uintptr_t)UUID, sizeof UUID - 1, 0, 0, 0);
    print(&fingerprint, "-");
    measure_transfer("mixerr_transfer_init", (stack_function)mixerr_transfer_init, (uintptr_t)key, 1, 0);
    measure_transfer("mixerr_transfer_key", (stack_function)mixerr_transfer_key, (uintptr_t)record, 0, 0);
    measure_transfer("mixerr_transfer_record", (stack_function)mixerr_transfer_record, (uintptr_t)record, 0, 0);
    measure_transfer("mixerr_transfer_restore", (stack_function)mixerr_transfer_restore, (uintptr_t)record, 1, 0);
    (void)measure(&newer, (stack_function)mixerr_record_newer, (uintptr_t)record, (uintptr_t)record, 0, 0, 0);
    print(&newer, "-");
    measure_status(&again, (stack_function)mixerr_transfer_init, (uintptr_t)&transfer, (uintptr_t)key, 1, 0, 0);
    measure_transfer("mixerr_transfer_handle_saved", (stack_function)mixerr_transfer_handle_saved, 0, 0, 0);
    measure_transfer("mixerr_transfer_handle_no_response", (stack_function)mixerr_transfer_handle_no_response, 1, 0,
                     0);
    measure_status(&again, (stack_function)mixerr_transfer_handle_saved, (uintptr_t)&transfer, 0, 0, 0, 0);
    measure_transfer("mixerr_transfer_poll", (stack_function)mixerr_transfer_poll, (uintptr_t)&next, 0, 0);
    measure_transfer("mixerr_transfer_handle_timeout", (stack_function)mixerr_transfer_handle_timeout, 0, 0, 0);
    measure_status(&again, (stack_function)mixerr_transfer_init, (uintptr_t)&transfer, (uintptr_t)key, 1, 0, 0);
    measure_status(&again, (stack_function)mixerr_transfer_handle_saved, (uintptr_t)&transfer, 0, 0, 0, 0);
    measure_status(&read, (stack_function)mixerr_read, 202, (uintptr_t)REFUSED, sizeof REFUSED - 1,
                   (uintptr_t)&response, 0);
    measure_transfer("mixerr_transfer_handle_response", (stack_function)mixerr_transfer_handle_response,
                     (uintptr_t)&response, MIXERR_MATCH_NONE, 0);
    measure_transfer("mixerr_transfer_amend", (stack_function)mixerr_transfer_amend, 2, 0, 0);
    measure_transfer("mixerr_transfer_handle_expired", (stack_function)mixerr_transfer_handle_expired, 0, 0, 0);
    measure_transfer("mixerr_transfer_handle_decision", (stack_function)mixerr_transfer_handle_decision, 1, 0, 0);
}

static mixerr_receipt receipt;

/* Measures a function of a receipt, and prints it. */
static void measure_receipt(const char *name, stack_function function, const void *b, uintptr_t c)
{
    struct most most = {name, 0};
    measure_status(&most, function, (uintptr_t)&receipt, (uintptr_t)b, c, 0, 0);
    print(&most, "-");
}

/* Measures the functions of a receipt, with a response that it compares in every way. */
static void measure_receipts(void)
{
    static const char BODY[] = "{\"data\":[{\"trace_id\":\"\\u0031\",\"amount\":\"-1.50\",\"asset\":\"a\","
                               "\"state\":\"spent\"}]}";
    struct most match = {"mixerr_receipt_match", 0}, read = {"", 0};
    measure_receipt("mixerr_receipt_init", (stack_function)mixerr_receipt_init, "trace_id", (uintptr_t)"1");
    measure_receipt("mixerr_receipt_require", (stack_function)mixerr_receipt_require, "asset", (uintptr_t)"a");
    measure_receipt("mixerr_receipt_require_decimal", (stack_function)mixerr_receipt_require_decimal, "amount",
                    (uintptr_t)"1.5");
    measure_receipt("mixerr_receipt_wait_for", (stack_function)mixerr_receipt_wait_for, "state",
                    (uintptr_t)"spent");
    measure_receipt("mixerr_receipt_begin", (stack_function)mixerr_receipt_begin, NULL, 0);
    measure_receipt("mixerr_receipt_feed", (stack_function)mixerr_receipt_feed, BODY, sizeof BODY - 1);
    measure_status(&read, (stack_function)mixerr_read, 200, (uintptr_t)BODY, sizeof BODY - 1, (uintptr_t)&response,
                   0);
    if ((uint8_t)measure(&match, (stack_function)mixerr_receipt_match, (uintptr_t)&receipt, (uintptr_t)&response, 0,
                         0, 0) != MIXERR_MATCH_EXACT) {
        give_up("no exact match");
    }
    print(&match, "-");
}

static mixerr_head head;
static int64_t skew_ms;

/* Where the halves of an argument of 8 bytes are passed depends on the core, so the compiler passes them. */
static mixerr_status refine(void)
{
    return mixerr_head_refine(&head, 1700000000000, &response);
}

static mixerr_status skew(void)
{
    return mixerr_head_skew_ms(&head, 1700000000000, &skew_ms);
}

/* Measures a function of a head, and prints it. */
static void measure_field(struct most *field, const char *name, const char *value)
{
    measure_status(field, (stack_function)mixerr_head_field, (uintptr_t)&head, (uintptr_t)name, strlen(name),
                   (uintptr_t)value, strlen(value));
}

/* Measures the functions of a head, with the fields that it reads. */
static void measure_heads(void)
{
    static const char ID[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
    struct most init = {"mixerr_head_init", 0}, field = {"mixerr_head_field", 0}, refined = {"mixerr_head_refine", 0};
    struct most hint = {"mixerr_head_retry_after_s", 0}, origin = {"mixerr_head_origin", 0};
    struct most skewed = {"mixerr_head_skew_ms", 0}, read = {"", 0};
    measure_status(&init, (stack_function)mixerr_head_init, (uintptr_t)&head, (uintptr_t)ID, 0, 0, 0);
    measure_field(&field, "X-Request-Id", ID);
    measure_field(&field, "X-Server-Time", "1700000000000000000");
    measure_field(&field, "Date", "Tue, 14 Nov 2023 22:13:20 GMT");
    measure_field(&field, "Retry-After", "120");
    measure_field(&field, "Retry-After", "Tue, 14 Nov 2023 22:15:20 GMT");
    measure_status(&read, (stack_function)mixerr_read, 429, (uintptr_t)"{}", 2, (uintptr_t)&response, 0);
    measure_status(&refined, (stack_function)refine, 0, 0, 0, 0, 0);
    (void)measure(&hint, (stack_function)mixerr_head_retry_after_s, (uintptr_t)&head, 0, 0, 0, 0);
    (void)measure(&origin, (stack_function)mixerr_head_origin, (uintptr_t)&head, 0, 0, 0, 0);
    measure_status(&skewed, (stack_function)skew, 0, 0, 0, 0, 0);
    print(&init, "-");
    print(&field, "-");
    print(&refined, "-");
    print(&hint, "-");
    print(&origin, "-");
    print(&skewed, "-");
}

int main(void)
{
    struct most init = {"mixerr_reader_init", 0};
    size_t index;
    measure_status(&init, (stack_function)mixerr_reader_init, (uintptr_t)&reader, 0, 0, 0, 0);
    print(&init, "-");
    measure_numbers();
    measure_transfers();
    measure_receipts();
    measure_heads();
    for (index = 0; index < sizeof BODIES / sizeof BODIES[0]; ++index) {
        measure_body(&BODIES[index]);
    }
    return 0;
}
