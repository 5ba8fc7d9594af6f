/* The body that is read. */
    .section .rodata
    .global body, body_end
body:
    .incbin BODY
body_end:
