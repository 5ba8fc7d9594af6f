/* See stack_call.h. This is assembly, because compiled code may use more stack than it declares. */

#include "stack_call.h"

    .text
    .globl stack_call

#ifdef __arm__
    .syntax unified
    .thumb
    .thumb_func
    .type stack_call, %function
stack_call:
    push    {r4-r7, lr}
    sub     sp, #12             /* the fifth argument; the stack is aligned to 8 bytes */
    mov     r4, r0
    mov     r5, r1
    mov     r6, sp
    str     r6, [r2]
    ldr     r0, =STACK_PAINTED
    subs    r1, r6, r0
    ldr     r0, =STACK_PAINT
0:  stm     r1!, {r0}
    cmp     r1, r6
    blo     0b
    ldr     r0, [r5, #16]
    str     r0, [sp]
    ldr     r0, [r5, #0]
    ldr     r1, [r5, #4]
    ldr     r2, [r5, #8]
    ldr     r3, [r5, #12]
    blx     r4
    add     sp, #12
    pop     {r4-r7, pc}
    .pool
#else
stack_call:
    addi    sp, sp, -16
    sw      ra, 12(sp)
    sw      sp, 0(a2)
    mv      t1, a0
    mv      t2, a1
    li      t0, STACK_PAINTED
    sub     t0, sp, t0
    li      t3, STACK_PAINT
0:  sw      t3, 0(t0)
    addi    t0, t0, 4
    bltu    t0, sp, 0b
    lw      a0, 0(t2)
    lw      a1, 4(t2)
    lw      a2, 8(t2)
    lw      a3, 12(t2)
    lw      a4, 16(t2)
    jalr    t1
    lw      ra, 12(sp)
    addi    sp, sp, 16
    ret
#endif
