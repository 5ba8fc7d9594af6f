/* The parts of the test of misuse. */
#ifndef MISUSE_H
#define MISUSE_H

/* Wrong arguments of mixerr_read. */
void misuse_read(void);

/* Wrong arguments of the reader's functions, and readers that are not ready. */
void misuse_reader(void);

/* Wrong arguments of the functions that make a text of a response, and every capacity. */
void misuse_texts(void);

/* Responses that no library has filled, `count` of them of random bytes. */
void misuse_forged(unsigned long count);

/* Responses of zeros, which nobody has read. */
void misuse_unread(void);

/* Numbers that no enum has. */
void misuse_names(void);

/* Wrong arguments of the transfer's functions, and `count` transfers of random bytes. */
void misuse_transfer(unsigned long count);

#endif
