/* Plays a scenario: answers the wallet's requests in chunks of odd sizes, enters PINs, and prints all that happens. */

#include "script.h"

#include "console.h"
#include "memory.h"

static const char *const ENDS[] = {"\n", ", cut\n", ", endless\n"};
static const struct reply NO_REPLY = {0, "", CUT};

void script_begin(struct script *script, const struct scenario *scenario)
{
    memset(script, 0, sizeof *script);
    script->scenario = scenario;
    script->reply = &NO_REPLY;
}

static void print_request(const struct request *request)
{
    console_text(request->kind == REQUEST_PAY ? "> POST /transfers " : "> GET /transfers/trace/");
    if (request->kind == REQUEST_PAY) {
        console_text(request->amount);
        console_text(" ");
    }
    console_text(request->trace_id);
    console_text("\n");
}

static int server_send(void *context, const struct request *request)
{
    struct script *script = context;
    const unsigned number = script->requests++;
    print_request(request);
    script->reply = number < MOST_REPLIES ? &script->scenario->replies[number] : &NO_REPLY;
    script->place = 0;
    if (script->reply->http_status == 0) {
        console_text("< no answer\n");
        return -1;
    }
    console_text("< HTTP ");
    console_number((uint32_t)script->reply->http_status);
    console_text(ENDS[script->reply->end]);
    return script->reply->http_status;
}

/* Bodies come in chunks of these sizes, over and over. */
static int server_receive(void *context, uint8_t *chunk, size_t capacity)
{
    static const size_t SIZES[] = {1, 7, 3, 13, 61, 5, 31};
    struct script *script = context;
    size_t length = SIZES[script->chunks++ % (sizeof SIZES / sizeof SIZES[0])];
    const char *rest = script->reply->body + script->place;
    if (*rest == '\0' && script->reply->end == ENDLESS) {
        --rest;
        --script->place;
    }
    if (length > strlen(rest)) {
        length = strlen(rest);
    }
    if (length > capacity) {
        length = capacity;
    }
    if (length == 0 && script->reply->end == CUT) {
        return -1;
    }
    memcpy(chunk, rest, length);
    script->place += length;
    return (int)length;
}

static void person_sees(void *context, const struct display *page)
{
    static const char EDGE[] = "  +---------------------+\n";
    int row;
    (void)context;
    console_text(EDGE);
    for (row = 0; row < DISPLAY_ROWS; ++row) {
        console_text("  |");
        console_text(page->rows[row]);
        console_text("|\n");
    }
    console_text(EDGE);
}

static bool person_enters_pin(void *context, char pin[PIN_DIGITS + 1])
{
    struct script *script = context;
    if (script->pins == script->scenario->pins) {
        console_text("  PIN? no\n");
        return false;
    }
    ++script->pins;
    memcpy(pin, "123456", PIN_DIGITS + 1);
    console_text("  PIN? ******\n");
    return true;
}

static void device_pauses(void *context, unsigned seconds)
{
    (void)context;
    console_text("  pause of ");
    console_number(seconds);
    console_text(" s\n");
}

/* A wallet takes these from its random number generator. */
static void device_makes_trace_id(void *context, char trace_id[TRACE_ID_LENGTH + 1])
{
    struct script *script = context;
    memcpy(trace_id, "c6d0c728-2624-429b-8e0d-d9d19b6592f0", TRACE_ID_LENGTH + 1);
    trace_id[TRACE_ID_LENGTH - 1] = (char)('1' + script->trace_ids++);
}

static void device_logs(void *context, const char *line)
{
    (void)context;
    console_text("  log: ");
    console_text(line);
    console_text("\n");
}

struct transport script_transport(struct script *script)
{
    const struct transport transport = {script, server_send, server_receive};
    return transport;
}

struct panel script_panel(struct script *script)
{
    const struct panel panel = {
        script, person_sees, person_enters_pin, device_pauses, device_makes_trace_id, device_logs,
    };
    return panel;
}
