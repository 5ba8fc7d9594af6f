# The wallet, and the script that makes its payments. A Makefile sets ROOT, and includes this after board.mk.

WALLET := wallet.o exchange.o payment.o storage.o report.o display.o
SCRIPT := main.o script.o text.o server.o person.o chip.o tables.o

WALLET_FILES := $(ROOT)/examples/firmware/c
CFLAGS += -I$(WALLET_FILES) -I$(WALLET_FILES)/script
vpath %.c $(WALLET_FILES) $(WALLET_FILES)/script
vpath %.S $(WALLET_FILES)/script

$(OUT)/tables.o: CFLAGS += -Wa,-I$(WALLET_FILES)/script
$(OUT)/tables.o: $(wildcard $(WALLET_FILES)/../script/*.tsv)
