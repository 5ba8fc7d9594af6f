/* The code between the first instructions of a core and main. */
#ifndef START_H
#define START_H

/* Initialises the memory, calls main, and ends the run with its result. */
__attribute__((noreturn)) void start(void);

/* Ends the run with a failure, after an unexpected exception or interrupt. */
__attribute__((noreturn)) void fault(void);

#endif
