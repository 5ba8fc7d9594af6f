/* A hardware wallet's payment, on mixerr: no allocation, no body in memory, nothing paid twice.
 *
 * wallet.c is the part to copy; transport.h and panel.h are the device. The rest makes it run in QEMU, where
 * a script plays the server and the person. */

#include "console.h"
#include "script.h"
#include "wallet.h"

#define TRACE "c6d0c728-2624-429b-8e0d-d9d19b6592f"
#define PAID(trace)                                                                                          \
    "{\"data\":{\"type\":\"transfer\",\"amount\":\"-1.5\",\"trace_id\":\"" trace "\",\"memo\":\"\"}}"
#define ERROR(status, code, text)                                                                            \
    "{\"error\":{\"status\":" #status ",\"code\":" #code ",\"description\":\"" text "\"}}"
#define ECHO(trace)                                                                                          \
    "{\"request\":{\"amount\":\"1.5\",\"trace_id\":\"" trace "\"},\"data\":{\"memo\":\"" trace "\"}}"
#define HTML "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"

static const struct scenario SCENARIOS[] = {
    {"success", 1, {{200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN: the same transfer again, with a new PIN",
     2,
     {{202, ERROR(202, 20119, "PIN incorrect."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN twice: looks before it asks for a third",
     3,
     {{202, ERROR(202, 20119, "PIN incorrect."), WHOLE},
      {202, ERROR(202, 20119, "PIN incorrect."), WHOLE},
      {202, ERROR(202, 404, "The endpoint is not found."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN, and no other", 1, {{202, ERROR(202, 20119, "PIN incorrect."), WHOLE}}},
    {"a refused request; later the same transfer again",
     2,
     {{202, ERROR(202, 20117, "Insufficient balance."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"an error of the server: the same transfer again",
     1,
     {{500, ERROR(500, 7000, "Blaze server error."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"too many requests: the same after a pause",
     1,
     {{202, ERROR(202, 429, "Too Many Requests."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"an error that excludes a payment, and asks for a pause, twice: the same transfer again",
     1,
     {{202, ERROR(202, 30100, "Chain not in sync."), WHOLE},
      {202, ERROR(202, 30100, "Chain not in sync."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"the same, and it does not end",
     1,
     {{202, ERROR(202, 30100, "Chain not in sync."), WHOLE},
      {202, ERROR(202, 30100, "Chain not in sync."), WHOLE},
      {202, ERROR(202, 30100, "Chain not in sync."), WHOLE},
      {202, ERROR(202, 30100, "Chain not in sync."), WHOLE}}},
    {"the page of a web server", 1, {{502, HTML, WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"a captive portal: HTTP 200 is no success",
     1,
     {{200, "<!DOCTYPE html><title>Sign in to the Wi-Fi</title>", WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"JSON of somebody else: no error is not yet paid",
     1,
     {{200, "{\"status\":\"ok\"}", WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"the request, sent back: to know a trace id is not to be paid",
     2,
     {{200, ECHO(TRACE "1"), WHOLE}, {200, ECHO(TRACE "1"), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"a lost connection: the answer to the second request tells nothing of the first",
     1,
     {{0, "", CUT},
      {202, ERROR(202, 20117, "Insufficient balance."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"an answer that is cut",
     1,
     {{200, "{\"data\":{\"type\":\"transfer\",\"amo", CUT}, {200, PAID(TRACE "1"), WHOLE}}},
    {"an answer without end, whole as it looks: a server cannot keep the device",
     1,
     {{200, "{\"data\":{\"trace_id\":\"" TRACE "1\"}} ", ENDLESS}, {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN where an earlier request has paid: looks, and asks for no other",
     2,
     {{0, "", CUT}, {202, ERROR(202, 20119, "PIN incorrect."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN where an earlier request may have paid: looks, then the same transfer again",
     2,
     {{0, "", CUT},
      {202, ERROR(202, 20119, "PIN incorrect."), WHOLE},
      {202, ERROR(202, 404, "The endpoint is not found."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN where an earlier request may have paid, and no other: looks twice",
     1,
     {{0, "", CUT},
      {202, ERROR(202, 20119, "PIN incorrect."), WHOLE},
      {202, ERROR(202, 404, "The endpoint is not found."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"a wrong PIN where an earlier request may have paid, and nobody tells: stays open",
     1,
     {{0, "", CUT},
      {202, ERROR(202, 20119, "PIN incorrect."), WHOLE},
      {502, HTML, WHOLE},
      {502, HTML, WHOLE}}},
    {"paid already, it says: reads the transfer first",
     1,
     {{202, ERROR(202, 20125, "Transfer has been paid by someone else."), WHOLE},
      {200, PAID(TRACE "1"), WHOLE}}},
    {"an error that nobody knows, and the transfer is not there",
     1,
     {{202, ERROR(202, 29999, "\\u8f49\\u8cec of today\\u2019s limit"), WHOLE},
      {202, ERROR(202, 404, "The endpoint is not found."), WHOLE}}},
    {"a description longer than the display, with a number that no log may have",
     1,
     {{202,
       ERROR(202, 20120,
             "The amount is too small for +8613800138000, and will be so until somebody has verified the "
             "account whose number this is, in person, at a counter."),
       WHOLE}}},
    {"an error without a description", 1, {{202, "{\"error\":{\"code\":20117}}", WHOLE}}},
    {"no answer at all; later the same transfer again",
     2,
     {{0, "", CUT}, {0, "", CUT}, {0, "", CUT}, {0, "", CUT}, {200, PAID(TRACE "1"), WHOLE}}},
};

/* The first request's answer was lost, and so was the power. */
static const struct scenario AFTER_A_RESET = {
    "after a reset: the same transfer again, which was paid",
    1,
    {{202, ERROR(202, 20117, "Insufficient balance."), WHOLE}, {200, PAID(TRACE "1"), WHOLE}},
};

static const char *const ENDINGS[] = {"paid", "not paid", "open"};

/* Plays a scenario; `kept` is the trace id of a payment that was begun before a reset, or NULL. */
static void play(const struct scenario *scenario, const char *kept)
{
    static struct wallet wallet;
    struct script script;
    struct transport transport;
    struct panel panel;
    enum wallet_ending ending;
    script_begin(&script, scenario);
    transport = script_transport(&script);
    panel = script_panel(&script);
    console_text("== ");
    console_text(scenario->title);
    console_text("\n");
    if (kept != NULL) {
        wallet_resume(&wallet, &transport, &panel, "1.5", kept);
    } else {
        wallet_begin(&wallet, &transport, &panel, "1.5");
    }
    while ((ending = wallet_pay(&wallet)) != WALLET_PAID && script.pins < scenario->pins) {
        console_text(ENDINGS[ending]);
        console_text("\n");
    }
    console_text(ENDINGS[ending]);
    console_text("\n\n");
}

int main(void)
{
    size_t index;
    for (index = 0; index < sizeof SCENARIOS / sizeof SCENARIOS[0]; ++index) {
        play(&SCENARIOS[index], NULL);
    }
    play(&AFTER_A_RESET, TRACE "1");
    return 0;
}
