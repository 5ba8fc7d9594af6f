/* Initialises the memory, runs main, and ends the run. */

#include "start.h"

#include <stdint.h>

#include "console.h"
#include "memory.h"

enum { EXIT_FAULT = 70 };

/* The linker's, from sections.ld. */
extern uint8_t data_start[], data_end[], data_image[], bss_start[], bss_end[];

int main(void);

void start(void)
{
    memcpy(data_start, data_image, (size_t)(data_end - data_start));
    memset(bss_start, 0, (size_t)(bss_end - bss_start));
    console_end(main());
}

void fault(void)
{
    console_text("fault\n");
    console_end(EXIT_FAULT);
}
