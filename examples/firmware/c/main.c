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
    {"success", 1, {{200, PAID(TRACE "1"), false}}},
    {"a wrong PIN: the next payment is another transfer",
     2,
     {{202, ERROR(202, 20119, "PIN incorrect."), false}, {200, PAID(TRACE "2"), false}}},
    {"a wrong PIN, and no other", 1, {{202, ERROR(202, 20119, "PIN incorrect."), false}}},
    {"an error of the server: the same transfer again",
     1,
     {{500, ERROR(500, 7000, "Blaze server error."), false}, {200, PAID(TRACE "1"), false}}},
    {"too many requests: the same after a pause",
     1,
     {{202, ERROR(202, 429, "Too Many Requests."), false}, {200, PAID(TRACE "1"), false}}},
    {"an error that discards the transfer, but only waits: it may keep its id",
     1,
     {{202, ERROR(202, 30100, "Chain not in sync."), false}, {200, PAID(TRACE "1"), false}}},
    {"the same, and it does not end",
     1,
     {{202, ERROR(202, 30100, "Chain not in sync."), false},
      {202, ERROR(202, 30100, "Chain not in sync."), false},
      {202, ERROR(202, 30100, "Chain not in sync."), false},
      {202, ERROR(202, 30100, "Chain not in sync."), false}}},
    {"the page of a web server", 1, {{502, HTML, false}, {200, PAID(TRACE "1"), false}}},
    {"a captive portal: HTTP 200 is no success",
     1,
     {{200, "<!DOCTYPE html><title>Sign in to the Wi-Fi</title>", false}, {200, PAID(TRACE "1"), false}}},
    {"JSON of somebody else: no error is not yet paid",
     1,
     {{200, "{\"status\":\"ok\"}", false}, {200, PAID(TRACE "1"), false}}},
    {"the request, sent back: to know a trace id is not to be paid",
     2,
     {{200, ECHO(TRACE "1"), false}, {200, ECHO(TRACE "1"), false}, {200, PAID(TRACE "1"), false}}},
    {"a lost connection: the answer to the second request tells nothing of the first",
     1,
     {{0, "", false},
      {202, ERROR(202, 20117, "Insufficient balance."), false},
      {200, PAID(TRACE "1"), false}}},
    {"an answer that is cut",
     1,
     {{200, "{\"data\":{\"type\":\"transfer\",\"amo", true}, {200, PAID(TRACE "1"), false}}},
    {"paid already, it says: reads the transfer first",
     1,
     {{202, ERROR(202, 20125, "Transfer has been paid by someone else."), false},
      {200, PAID(TRACE "1"), false}}},
    {"an error that nobody knows, and the transfer is not there",
     1,
     {{202, ERROR(202, 29999, "\\u8f49\\u8cec of today\\u2019s limit"), false},
      {202, ERROR(202, 404, "The endpoint is not found."), false}}},
    {"a description longer than the display, with a number that no log may have",
     1,
     {{202,
       ERROR(202, 20120,
             "The amount is too small for +8613800138000, and will be so until somebody has verified the "
             "account whose number this is, in person, at a counter."),
       false}}},
    {"an error without a description", 1, {{202, "{\"error\":{\"code\":20117}}", false}}},
    {"no answer at all; later the same transfer again",
     2,
     {{0, "", false}, {0, "", false}, {0, "", false}, {0, "", false}, {200, PAID(TRACE "1"), false}}},
};

static const char *const ENDINGS[] = {"paid", "not paid", "open"};

int main(void)
{
    static struct wallet wallet;
    size_t index;
    for (index = 0; index < sizeof SCENARIOS / sizeof SCENARIOS[0]; ++index) {
        struct script script;
        struct transport transport;
        struct panel panel;
        enum wallet_ending ending;
        script_begin(&script, &SCENARIOS[index]);
        transport = script_transport(&script);
        panel = script_panel(&script);
        console_text("== ");
        console_text(SCENARIOS[index].title);
        console_text("\n");
        wallet_begin(&wallet, &transport, &panel, "1.5");
        while ((ending = wallet_pay(&wallet)) == WALLET_OPEN && script.pins < SCENARIOS[index].pins) {
            console_text("open\n");
        }
        console_text(ENDINGS[ending]);
        console_text("\n\n");
    }
    return 0;
}
