/* The parts of the test of misuse. */
#ifndef MISUSE_H
#define MISUSE_H

/* Wrong arguments of mixerr_read. */
void misuse_read(void);

/* Wrong arguments of mixerr_read_columns and mixerr_read_columns64. */
void misuse_columns(void);

/* Wrong arguments of the reader's functions, and readers that are not ready. */
void misuse_reader(void);

/* Wrong arguments of the functions that format a response, and every capacity. */
void misuse_texts(void);

/* Wrong arguments of mixerr_explain, and every capacity. */
void misuse_explain(void);

/* Responses that the library did not fill, and `count` random ones. */
void misuse_forged(unsigned long count);

/* Heads, receipts, transfers and readers with a flipped bit. */
void misuse_overwritten(void);

/* Unread responses. */
void misuse_unread(void);

/* Wrong arguments of the functions of heads and receipts. */
void misuse_receipt(void);

/* Unknown numbers of the enums. */
void misuse_names(void);

/* Wrong arguments of the transfer's functions, and `count` transfers of random bytes. */
void misuse_transfer(unsigned long count);

#endif
