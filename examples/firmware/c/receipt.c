/* Follows an answer's strings and brackets, a byte at a time, to the one place where a transfer is named. */

#include "receipt.h"

void receipt_begin(struct receipt *receipt, const char *trace_id)
{
    const struct receipt start = {trace_id, NULL, 0, 0, 0, true, false, false, false};
    *receipt = start;
}

/* Returns the text that would lead on from here; NULL where none would. */
static const char *looked_for(const struct receipt *receipt)
{
    if (receipt->inside != receipt->depth) {
        return NULL;
    }
    switch (receipt->depth) {
    case 1:
        return "data";
    case 2:
        return receipt->is_wanted ? receipt->trace_id : "trace_id";
    default:
        return NULL;
    }
}

/* Whether the last text was the one looked for, to its end. */
static bool is_match(const struct receipt *receipt)
{
    return receipt->rest != NULL && *receipt->rest == '\0';
}

static void feed_text(struct receipt *receipt, char byte)
{
    if (receipt->is_escaped) {
        receipt->is_escaped = false;
    } else if (byte == '\\') {
        receipt->is_escaped = true;
        receipt->rest = NULL;
    } else if (byte == '"') {
        receipt->is_in_text = false;
        if (receipt->is_wanted && receipt->depth == 2 && is_match(receipt)) {
            receipt->is_named = true;
            --receipt->unproven;
        }
    } else if (receipt->rest != NULL && *receipt->rest != '\0' && *receipt->rest == byte) {
        ++receipt->rest;
    } else {
        receipt->rest = NULL;
    }
}

/* A colon stands behind a member's name, and nowhere else: so an array leads to nothing. */
static void end_name(struct receipt *receipt)
{
    receipt->is_wanted = is_match(receipt);
    if (receipt->is_wanted && receipt->depth == 1) {
        receipt->is_named = false; /* another "data": the last one counts, as in other parsers */
    } else if (receipt->is_wanted) {
        ++receipt->unproven; /* until its value is the id */
    }
}

static void feed_byte(struct receipt *receipt, char byte)
{
    if (receipt->is_in_text) {
        feed_text(receipt, byte);
        return;
    }
    switch (byte) {
    case '"':
        receipt->is_in_text = true;
        receipt->rest = looked_for(receipt);
        break;
    case ':':
        end_name(receipt);
        break;
    case '{':
    case '[':
        ++receipt->depth;
        if (receipt->is_wanted) {
            receipt->inside = receipt->depth;
        }
        receipt->is_wanted = false;
        break;
    case '}':
    case ']':
        --receipt->depth;
        if (receipt->inside > receipt->depth) {
            receipt->inside = receipt->depth;
        }
        break;
    case ',':
        receipt->is_wanted = false;
        break;
    default: /* white space; or a literal or a number, which is no id */
        break;
    }
}

void receipt_feed(struct receipt *receipt, const uint8_t *chunk, size_t chunk_len)
{
    size_t index;
    for (index = 0; index < chunk_len; ++index) {
        feed_byte(receipt, (char)chunk[index]);
    }
}

bool receipt_is_found(const struct receipt *receipt)
{
    return receipt->is_named && receipt->unproven == 0;
}
