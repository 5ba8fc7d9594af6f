/* The functions that return names, with all 256 numbers: each has a name, or is UNKNOWN. */

#include "misuse.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"

static void names(const char *function, const char *(*name)(uint8_t), unsigned known)
{
    unsigned number;
    for (number = 0; number < 256; ++number) {
        const char *text = name((uint8_t)number);
        if (text == NULL) {
            check(false, "%s(%u): NULL", function, number);
        } else if (number >= known) {
            check(strcmp(text, "UNKNOWN") == 0, "%s(%u): %s", function, number, text);
        } else {
            /* MIXERR_ENDING_UNKNOWN and MIXERR_ORIGIN_UNKNOWN are numbers that are known. */
            const bool is_ending = (name == mixerr_ending_name || name == mixerr_origin_name) && number == 0;
            check((strcmp(text, "UNKNOWN") != 0) != is_ending && text[0] >= 'A' && text[0] <= 'Z' &&
                      strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(text),
                  "%s(%u): %s", function, number, text);
        }
    }
}

static void versions(void)
{
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", MIXERR_VERSION_MAJOR, MIXERR_VERSION_MINOR,
             MIXERR_VERSION_PATCH);
    check(strcmp(mixerr_version(), version) == 0, "%s instead of %s", mixerr_version(), version);
    check(mixerr_abi_version() == MIXERR_ABI_VERSION, "another ABI version than the header's");
}

static void rows(void)
{
    check(mixerr_lookup(0) == NULL, "an entry for 0");
    check(mixerr_lookup(UINT32_MAX) == NULL, "an entry for the largest number");
    check(mixerr_catalog_at(mixerr_catalog_len()) == NULL, "an entry after the last");
    check(mixerr_catalog_at(UINT32_MAX) == NULL, "an entry at the largest index");
}

void misuse_names(void)
{
    names("mixerr_status_name", mixerr_status_name, 20);
    names("mixerr_outcome_name", mixerr_outcome_name, 4);
    names("mixerr_action_name", mixerr_action_name, 11);
    names("mixerr_fault_name", mixerr_fault_name, 6);
    names("mixerr_category_name", mixerr_category_name, 10);
    names("mixerr_source_name", mixerr_source_name, 4);
    names("mixerr_payment_name", mixerr_payment_name, 2);
    names("mixerr_data_name", mixerr_data_name, 3);
    names("mixerr_step_name", mixerr_step_name, 6);
    names("mixerr_ending_name", mixerr_ending_name, 4);
    names("mixerr_match_name", mixerr_match_name, 4);
    names("mixerr_origin_name", mixerr_origin_name, 3);
    versions();
    rows();
}
