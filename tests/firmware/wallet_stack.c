/* Wraps wallet_pay, and prints how much stack it needed whenever that is more than before. */

#include "console.h"
#include "stack_call.h"
#include "wallet.h"

mixerr_status __real_wallet_pay(const struct payment *payment, uint8_t *out_ending);
mixerr_status __wrap_wallet_pay(const struct payment *payment, uint8_t *out_ending);

mixerr_status __wrap_wallet_pay(const struct payment *payment, uint8_t *out_ending)
{
    static uint32_t most;
    const uintptr_t arguments[5] = {(uintptr_t)payment, (uintptr_t)out_ending, 0, 0, 0};
    const uint32_t *top;
    const mixerr_status status = (mixerr_status)stack_call((stack_function)__real_wallet_pay, arguments, &top);
    const uint32_t bytes = stack_used(top);

    if (bytes > most) {
        most = bytes;
        console_text("stack: ");
        console_number(bytes);
        console_text("\n");
    }
    return status;
}
