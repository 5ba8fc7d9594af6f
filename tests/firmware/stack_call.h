/* How much stack a call takes, by painting what is free of it. */
#ifndef STACK_CALL_H
#define STACK_CALL_H

#define STACK_PAINTED 4096 /* bytes */
#define STACK_PAINT 0xB5A4C3D2

#ifndef __ASSEMBLER__

#include <stdint.h>

typedef void (*stack_function)(void);

/* Paints STACK_PAINTED bytes of the stack with words of STACK_PAINT, calls a function with up to five
 * arguments of a word each, and puts the address that the stack was painted up to, from which the call goes
 * on, into `out_top`. Returns what the function does. */
uintptr_t stack_call(stack_function function, const uintptr_t arguments[5], const uint32_t **out_top);

#endif
#endif
