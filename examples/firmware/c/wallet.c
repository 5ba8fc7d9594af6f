/* The payment: sends it and does what the answer asks for, always with the same trace id. */

#include "wallet.h"

#include "memory.h"
#include "mixerr.h"
#include "receipt.h"

enum { CHUNK_CAPACITY = 64, LOG_LINE_CAPACITY = 256, MOST_REQUESTS = 4, SHORT_PAUSE = 1, LONG_PAUSE = 15 };

/* In bytes. A transfer takes less than one kilobyte, and JSON may go on for ever. */
enum { LONGEST_BODY = 16 * 1024 };

enum step { STEP_ASK_PIN, STEP_PAY, STEP_READ, STEP_END };

/* Static, because a small device knows better how much RAM it has than how much stack. */
static mixerr_reader reader;
static mixerr_response answer;
static struct receipt receipt;

static void show(const struct wallet *wallet, const char *text)
{
    struct display page;
    display_clear(&page);
    display_text(&page, text);
    wallet->panel->show(wallet->panel->context, &page);
}

/* Shows the error in the server's words, or the catalog's if it sent none. */
static void show_error(const struct wallet *wallet)
{
    struct display page;
    if (answer.outcome != MIXERR_OUTCOME_API_ERROR) {
        show(wallet, "Not an answer of Mixin. Check the network.");
        return;
    }
    display_clear(&page);
    display_text(&page, "Error");
    display_number(&page, answer.code);
    display_end_row(&page);
    if (answer.description_len > 0) {
        display_text(&page, answer.description);
    } else {
        display_text(&page, answer.entry != NULL ? answer.entry->description : "Unknown error.");
    }
    if (answer.description_truncated) {
        display_dots(&page);
    }
    wallet->panel->show(wallet->panel->context, &page);
}

/* Logs the answer in words that may be logged: a description may name a phone number. */
static void log_answer(const struct wallet *wallet)
{
    static char line[LOG_LINE_CAPACITY];
    size_t line_len;
    const mixerr_status status = mixerr_write_log_line(&answer, line, sizeof line, &line_len);
    const struct panel *panel = wallet->panel;
    panel->log(panel->context, status == MIXERR_STATUS_OK ? line : mixerr_status_name(status));
    panel->log(panel->context, mixerr_action_name(answer.action));
}

/* Sends a request and reads its answer as it comes. Returns false if no answer came whole. */
static bool exchange(struct wallet *wallet, enum request_kind kind)
{
    const struct transport *transport = wallet->transport;
    const struct request request = {kind, wallet->trace_id, wallet->amount, wallet->pin};
    uint8_t chunk[CHUNK_CAPACITY];
    size_t body_len = 0;
    const int http_status = transport->send(transport->context, &request);
    int length = -1;

    ++wallet->requests;
    receipt_begin(&receipt, wallet->trace_id);
    if (http_status < 0 || http_status > UINT16_MAX || mixerr_reader_init(&reader) != MIXERR_STATUS_OK) {
        return false;
    }
    /* Of a page of some web server no more is needed than what tells it from an answer. */
    while (!mixerr_reader_is_faulty(&reader) &&
           (length = transport->receive(transport->context, chunk, sizeof chunk)) > 0) {
        receipt_feed(&receipt, chunk, (size_t)length);
        body_len += (size_t)length;
        if (body_len > LONGEST_BODY ||
            mixerr_reader_feed(&reader, chunk, (size_t)length) != MIXERR_STATUS_OK) {
            return false;
        }
    }
    return length >= 0 && mixerr_reader_finish(&reader, (uint16_t)http_status, &answer) == MIXERR_STATUS_OK;
}

/* Goes to a step that sends a request, after a pause and with the same trace id; but not for ever. */
static enum step again(const struct wallet *wallet, enum step step, unsigned pause)
{
    if (wallet->requests >= MOST_REQUESTS) {
        show(wallet, "Mixin cannot do it now. Try again later.");
        return STEP_END;
    }
    wallet->panel->pause(wallet->panel->context, pause << wallet->requests);
    return step;
}

/* Gives up, but looks first whether the payment was made, if that may be. */
static enum step give_up(const struct wallet *wallet, enum step step)
{
    return step != STEP_READ && wallet->is_open ? again(wallet, STEP_READ, SHORT_PAUSE) : STEP_END;
}

static enum step ask_pin(struct wallet *wallet)
{
    wallet->is_pin_wrong = false;
    if (!wallet->panel->ask_pin(wallet->panel->context, wallet->pin)) {
        return give_up(wallet, STEP_ASK_PIN);
    }
    wallet->requests = 0;
    return STEP_PAY;
}

/* Does what the answer to a step's request asks for. */
static enum step follow(struct wallet *wallet, enum step step)
{
    log_answer(wallet);
    switch (answer.action) {
    case MIXERR_ACTION_PROCEED:
        wallet->is_paid = receipt_is_found(&receipt);
        return wallet->is_paid ? STEP_END : give_up(wallet, step);
    case MIXERR_ACTION_RETRY:
        return again(wallet, step, SHORT_PAUSE);
    case MIXERR_ACTION_WAIT:
        return again(wallet, step, LONG_PAUSE);
    case MIXERR_ACTION_RECONCILE:
        return again(wallet, STEP_READ, SHORT_PAUSE);
    case MIXERR_ACTION_ASK_USER:
        show_error(wallet);
        /* The PIN is all that a person can change here: another amount is another payment. */
        if (step == STEP_PAY && answer.entry != NULL && answer.entry->category == MIXERR_CATEGORY_PIN) {
            /* An earlier request may have paid. If it did, no PIN is needed any more: look first. */
            wallet->is_pin_wrong = wallet->is_open;
            return wallet->is_open ? again(wallet, STEP_READ, SHORT_PAUSE) : STEP_ASK_PIN;
        }
        return give_up(wallet, step);
    default: /* nothing that this device can do, or an action newer than it is */
        show_error(wallet);
        return give_up(wallet, step);
    }
}

static enum step pay(struct wallet *wallet)
{
    const bool is_first = !wallet->is_sent;
    wallet->is_sent = true;
    wallet->is_open = true;
    if (!exchange(wallet, REQUEST_PAY)) {
        return again(wallet, STEP_PAY, SHORT_PAUSE);
    }
    /* Such an error says that its own request did not pay. An earlier one may have. */
    if (is_first && answer.payment == MIXERR_PAYMENT_EXCLUDED) {
        wallet->is_open = false;
    }
    return follow(wallet, STEP_PAY);
}

static enum step read_back(struct wallet *wallet)
{
    if (!exchange(wallet, REQUEST_READ)) {
        return again(wallet, STEP_READ, SHORT_PAUSE);
    }
    if (answer.outcome == MIXERR_OUTCOME_API_ERROR && answer.code == MIXERR_CODE_NOT_FOUND) {
        /* Not there yet: a request that is still on its way may pay. */
        log_answer(wallet);
        return wallet->is_pin_wrong ? STEP_ASK_PIN : STEP_END;
    }
    return follow(wallet, STEP_READ);
}

static void init(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                 const char *amount)
{
    memset(wallet, 0, sizeof *wallet);
    wallet->transport = transport;
    wallet->panel = panel;
    wallet->amount = amount;
}

void wallet_begin(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                  const char *amount)
{
    init(wallet, transport, panel, amount);
    panel->new_trace_id(panel->context, wallet->trace_id);
}

void wallet_resume(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                   const char *amount, const char *trace_id)
{
    init(wallet, transport, panel, amount);
    memcpy(wallet->trace_id, trace_id, TRACE_ID_LENGTH);
    wallet->is_sent = true;
    wallet->is_open = true;
}

enum wallet_ending wallet_pay(struct wallet *wallet)
{
    enum step step = STEP_ASK_PIN;
    while (step != STEP_END) {
        step = step == STEP_ASK_PIN ? ask_pin(wallet) : step == STEP_PAY ? pay(wallet) : read_back(wallet);
    }
    memset(wallet->pin, 0, sizeof wallet->pin);
    if (wallet->is_paid) {
        show(wallet, "Paid.");
        return WALLET_PAID;
    }
    if (wallet->is_open) {
        show(wallet, "Perhaps paid. Try again later: nothing is paid twice.");
        return WALLET_OPEN;
    }
    return WALLET_NOT_PAID;
}
