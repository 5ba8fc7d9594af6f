/* The API and the network on the way to it. */

#include "console.h"
#include "memory.h"
#include "script.h"
#include "transport.h"

enum { EXIT_NO_RESPONSE = 65 };

extern const char responses[], responses_end[];

static const char REQUEST_ID[] = "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10";

static struct {
    const char *trace_id;
    struct text replies; /* to the requests that are not sent yet */
    struct text body;    /* the bytes that are not received yet */
    struct text key;     /* the same of the trace id in the body */
    enum { COMPLETE, BROKEN, ENDLESS } end;
    unsigned chunks;
    bool has_paid; /* it pays a key once */
} server;

void server_begin(const struct scenario *scenario)
{
    memset(&server, 0, sizeof server);
    server.trace_id = scenario->trace_id;
    if (!text_is(scenario->replies, "-")) {
        server.replies = scenario->replies;
    }
}

bool server_has_paid(void)
{
    return server.has_paid;
}

static void print_request(const struct request *request)
{
    const struct payment *payment = request->payment;

    console_text(request->kind == REQUEST_PAY ? "> POST /transfers " : "> GET /transfers/trace/");
    if (request->kind == REQUEST_PAY) {
        console_text(payment->amount);
        console_text(" ");
    }
    console_text(payment->trace_id);
    console_text("\n");
}

/* Returns the columns of a response after its name. */
static struct text find(struct text name)
{
    struct text rows = {responses, (size_t)(responses_end - responses)}, row, found;

    while (rows.len > 0) {
        row = text_cut_row(&rows);
        found = text_cut(&row, '\t');
        if (found.len == name.len && memcmp(found.at, name.at, name.len) == 0) {
            return row;
        }
    }
    console_text("no such response: ");
    text_print(name);
    console_text("\n");
    console_end(EXIT_NO_RESPONSE);
}

/* Returns the HTTP status of a response, and begins its head and its body. */
static int respond(struct text columns, mixerr_head *out_head)
{
    const uint32_t http_status = text_number(text_cut(&columns, '\t'));
    const struct text echo = text_cut(&columns, '\t'), retry_after = text_cut(&columns, '\t');
    mixerr_status status = mixerr_head_init(out_head, REQUEST_ID);

    server.body = columns;
    console_text("< HTTP ");
    console_number(http_status);
    if (text_is(echo, "echo") && status == MIXERR_STATUS_OK) {
        status = mixerr_head_field(out_head, "X-Request-Id", strlen("X-Request-Id"), REQUEST_ID, UUID_LENGTH);
    }
    if (!text_is(retry_after, "-") && status == MIXERR_STATUS_OK) {
        status = mixerr_head_field(out_head, "Retry-After", strlen("Retry-After"), retry_after.at, retry_after.len);
        console_text(", Retry-After: ");
        text_print(retry_after);
    }
    console_text("\n");
    return status == MIXERR_STATUS_OK ? (int)http_status : TRANSPORT_LOST;
}

int transport_send(const struct request *request, mixerr_head *out_head)
{
    struct text reply = server.replies.len > 0 ? text_cut(&server.replies, ' ') : text_of("+transfer");

    print_request(request);
    if (reply.at[0] == '+') {
        server.has_paid = server.has_paid || request->kind == REQUEST_PAY;
        ++reply.at;
        --reply.len;
    }
    if (text_is(reply, "offline")) {
        return TRANSPORT_NOT_SENT;
    }
    if (text_is(reply, "lost")) {
        return TRANSPORT_LOST;
    }
    server.end = text_is(reply, "broken") ? BROKEN : text_is(reply, "endless") ? ENDLESS : COMPLETE;
    if (server.end != COMPLETE || text_is(reply, "transfer")) {
        reply = text_of(server.has_paid ? "transfer" : "not_found");
    }
    return respond(find(reply), out_head);
}

/* Returns the next byte of the body, or -1 at its end. */
static int next_byte(void)
{
    struct text *from = server.key.len > 0 ? &server.key : &server.body;

    if (from == &server.body && from->len > 0 && from->at[0] == '@') {
        ++from->at;
        --from->len;
        server.key = text_of(server.trace_id);
        from = &server.key;
    }
    if (from->len > 0) {
        --from->len;
        return (uint8_t)*from->at++;
    }
    return server.end == ENDLESS ? ' ' : -1;
}

int transport_receive(uint8_t *chunk, size_t capacity)
{
    static const uint8_t SIZES[] = {1, 7, 3, 13, 31, 5};
    const size_t size = SIZES[server.chunks++ % sizeof SIZES];
    size_t length = 0;
    int byte;

    while (length < size && length < capacity && (byte = next_byte()) >= 0) {
        chunk[length++] = (uint8_t)byte;
    }
    return length == 0 && server.end == BROKEN ? TRANSPORT_LOST : (int)length;
}
