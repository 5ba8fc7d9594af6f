/* The first instructions of a RISC-V core, which has neither a stack nor a handler of exceptions yet. */

    .option arch, +zicsr
    .section .vectors, "ax"
    .globl reset
reset:
    la      sp, stack_top
    la      t0, trap
    csrw    mtvec, t0
    j       start

    .balign 4
trap:
    j       fault
