/* The tables of ../../script, unchanged. */

    .section .rodata.tables, "a"
    .globl payments, payments_end, responses, responses_end
payments:
    .incbin "../../script/payments.tsv"
payments_end:
responses:
    .incbin "../../script/responses.tsv"
responses_end:
