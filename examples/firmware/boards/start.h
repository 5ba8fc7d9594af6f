/* What happens before main, behind the first instructions of each kind of core. */
#ifndef START_H
#define START_H

/* Makes the memory as C asks for, calls main, and ends the run with what it returns. */
__attribute__((noreturn)) void start(void);

/* Ends the run with a failure: an exception or an interrupt that nobody expects. */
__attribute__((noreturn)) void fault(void);

#endif
