/* The first instructions of a Cortex-M: the core takes its stack and the address of `reset` from a table. */

#include <stdint.h>

#include "start.h"

extern uint8_t stack_top[];

void reset(void);

struct vectors {
    uint8_t *stack;
    void (*handlers[15])(void);
};

/* The core's own exceptions; no interrupt is ever enabled here. */
__attribute__((section(".vectors"), used)) static const struct vectors VECTORS = {
    stack_top,
    {reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};

void reset(void)
{
#ifdef __ARM_FP
    /* Without this, an instruction of the floating point unit faults. */
    volatile uint32_t *const coprocessor_access = (volatile uint32_t *)0xE000ED88;
    *coprocessor_access |= 0xFu << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    start();
}
