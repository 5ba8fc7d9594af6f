/* The preprocessor turns this file into the name of the directory in lib/ for the compiler's core and float ABI:
 *
 *     arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -E -P core.h
 *
 * No archive uses floats, but a linker refuses one whose float ABI is not the program's. */
#if defined __ARM_ARCH_6M__ || defined __ARM_ARCH_8M_BASE__
cortex-m0
#elif defined __ARM_PCS_VFP && (defined __ARM_ARCH_8M_MAIN__ || defined __ARM_ARCH_8_1M_MAIN__)
cortex-m33f
#elif defined __ARM_PCS_VFP && defined __ARM_ARCH_7EM__
cortex-m4f
#elif !defined __ARM_PCS_VFP && (defined __ARM_ARCH_7M__ || defined __ARM_ARCH_7EM__ || \
                                 defined __ARM_ARCH_8M_MAIN__ || defined __ARM_ARCH_8_1M_MAIN__)
cortex-m3
#elif defined __riscv_mul && defined __riscv_compressed && defined __riscv_float_abi_soft && \
    __riscv_xlen == 32 && !defined __riscv_32e
rv32imac
#else
#error "mixerr has no archive for this core and float ABI. Name the core, as -mcpu=cortex-m4 does."
#endif
