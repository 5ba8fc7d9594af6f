/* Rows of tests/vectors, unchanged. */

    .section .rodata.part, "a"
    .globl part
    .globl part_end
part:
    .incbin PART
part_end:
