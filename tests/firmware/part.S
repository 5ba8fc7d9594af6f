/* Rows of tests/vectors, as they are. */

    .section .rodata.part, "a"
    .globl part
    .globl part_end
part:
    .incbin PART
part_end:
