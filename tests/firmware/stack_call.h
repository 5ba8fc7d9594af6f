/* Measures the stack of a call: paints the free stack before it. */
#ifndef STACK_CALL_H
#define STACK_CALL_H

#define STACK_PAINTED 4096 /* bytes */
#define STACK_PAINT 0xB5A4C3D2

#ifndef __ASSEMBLER__

#include <stdint.h>

typedef void (*stack_function)(void);

/* Paints STACK_PAINTED bytes of the free stack with words of STACK_PAINT, then calls a function with five
 * arguments of one word each. Writes the upper end of the painted stack, where the call begins, to `out_top`.
 * Returns the function's result. */
uintptr_t stack_call(stack_function function, const uintptr_t arguments[5], const uint32_t **out_top);

/* Returns the bytes of stack that the last call used, given its upper end; STACK_PAINTED if it may be more. */
uint32_t stack_used(const uint32_t *top);

#endif
#endif
