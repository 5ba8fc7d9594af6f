# Tools and rules for the images of each of QEMU's boards. A Makefile sets ROOT, the directory of this repository, and
# includes this.
#
#     BOARD    the board; microbit if not given
#     MIXERR   the directory of the library for its core; ffi/build-embedded makes it if not given
#     OUT      the directory of the results

BOARD ?= microbit
BOARDS := microbit mps2-an385 mps2-an386 mps2-an505 virt

TARGET_microbit := thumbv6m-none-eabi
TARGET_mps2-an385 := thumbv7m-none-eabi
TARGET_mps2-an386 := thumbv7em-none-eabihf
TARGET_mps2-an505 := thumbv8m.main-none-eabihf
TARGET_virt := riscv32imac-unknown-none-elf
TARGET := $(TARGET_$(BOARD))
$(if $(TARGET),,$(error BOARD is one of: $(BOARDS)))

CPU_microbit := -mthumb -mcpu=cortex-m0
CPU_mps2-an385 := -mthumb -mcpu=cortex-m3
CPU_mps2-an386 := -mthumb -mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16
CPU_mps2-an505 := -mthumb -mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16
CPU_virt := -march=rv32imac -mabi=ilp32

BOARD_FILES := $(ROOT)/examples/firmware/boards
ifeq ($(BOARD),virt)
CC := riscv64-unknown-elf-gcc
BOARD_OBJECTS := start_riscv.o start.o memory.o console.o
QEMU := qemu-system-riscv32 -M virt -bios none
PACKAGES := gcc-riscv64-unknown-elf qemu-system-misc
else
CC := arm-none-eabi-gcc
BOARD_OBJECTS := start_arm.o start.o memory.o memory_arm.o console.o
QEMU := qemu-system-arm -M $(BOARD)
PACKAGES := gcc-arm-none-eabi qemu-system-arm
endif
$(foreach tool,$(CC) $(firstword $(QEMU)),$(if $(shell command -v $(tool)),,\
    $(error needs $(tool): apt-get install $(PACKAGES))))
# The image writes to the standard output, and its status is QEMU's exit code.
QEMU += -display none -monitor none -serial none \
    -chardev stdio,id=console -semihosting-config enable=on,target=native,chardev=console -kernel

OUT ?= $(ROOT)/target/firmware/$(notdir $(CURDIR))/$(BOARD)
ifndef MIXERR
MIXERR := $(ROOT)/target/embedded/$(TARGET)
# cargo knows whether it is up to date.
$(MIXERR)/lib/libmixerr.a: always
	@$(ROOT)/ffi/build-embedded $(TARGET) >/dev/null
endif

CFLAGS := $(CPU_$(BOARD)) -std=c99 -pedantic -Wall -Wextra -Werror -Os -ffreestanding \
    -ffunction-sections -fdata-sections -I$(BOARD_FILES) -I$(MIXERR)/include
LDFLAGS := $(CPU_$(BOARD)) -nostdlib -Wl,--gc-sections,--no-warn-execstack -L$(BOARD_FILES) -T$(BOARD).ld
LDLIBS := $(MIXERR)/lib/libmixerr.a -lgcc

vpath %.c $(BOARD_FILES)
vpath %.S $(BOARD_FILES)

$(OUT)/%.o: %.c $(MIXERR)/lib/libmixerr.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

$(OUT)/%.o: %.S
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c $< -o $@

# Otherwise gcc replaces the loop in memcpy by a call of memcpy.
$(OUT)/memory.o: CFLAGS += -fno-tree-loop-distribute-patterns

%.elf:
	$(CC) $(LDFLAGS) $(filter %.o,$^) $(LDLIBS) -o $@

-include $(wildcard $(OUT)/*.d)

.PHONY: always clean
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
clean:
	rm -rf $(OUT)
