/* Reads payments.tsv. */

#include "script.h"

#include "memory.h"

extern const char payments[], payments_end[];

bool script_next(struct scenario *out_scenario)
{
    static struct text rows;
    struct text row, trace_id;

    if (rows.at == NULL) {
        rows.at = payments;
        rows.len = (size_t)(payments_end - payments);
    }
    row = text_cut_row(&rows);
    out_scenario->title = text_cut(&row, '\t');
    trace_id = text_cut(&row, '\t');
    if (trace_id.len != UUID_LENGTH) {
        return false;
    }
    memcpy(out_scenario->trace_id, trace_id.at, UUID_LENGTH);
    out_scenario->trace_id[UUID_LENGTH] = '\0';
    out_scenario->replies = text_cut(&row, '\t');
    out_scenario->pins = text_number(text_cut(&row, '\t'));
    out_scenario->confirmations = text_number(text_cut(&row, '\t'));
    out_scenario->flash = text_cut(&row, '\t');
    out_scenario->cuts = text_cut(&row, '\t');
    return true;
}
