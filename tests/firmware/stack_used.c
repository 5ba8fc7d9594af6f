/* See stack_call.h. */

#include "stack_call.h"

uint32_t stack_used(const uint32_t *top)
{
    const uint32_t *lowest = top - STACK_PAINTED / sizeof *top;
    while (lowest < top && *lowest == STACK_PAINT) {
        ++lowest;
    }
    return (uint32_t)((uintptr_t)top - (uintptr_t)lowest);
}
