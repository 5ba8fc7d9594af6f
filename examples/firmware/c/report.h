/* What the wallet shows and logs. */
#ifndef REPORT_H
#define REPORT_H

#include "exchange.h"

/* Shows a text. */
void report_text(const char *text);

/* Logs a response. Shows an error of the API in the server's words, or in the catalog's if it sent none. */
void report_response(const struct exchange *exchange);

#endif
