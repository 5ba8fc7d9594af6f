#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH_CAPACITY = 1024 };

/* Syncs and closes a file. Returns false if either fails. */
static bool sync_and_close(int file)
{
    bool is_synced = fsync(file) == 0;

    return close(file) == 0 && is_synced;
}

bool store_save(const char *path, const uint8_t record[MIXERR_RECORD_SIZE])
{
    char temporary[PATH_CAPACITY], directory[PATH_CAPACITY];
    bool is_written;
    int file;

    if (snprintf(temporary, sizeof temporary, "%s.new", path) >= PATH_CAPACITY) {
        errno = ENAMETOOLONG;
        return false;
    }
    /* Only the owner may read it. */
    file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) {
        return false;
    }
    is_written = write(file, record, MIXERR_RECORD_SIZE) == MIXERR_RECORD_SIZE;
    if (!sync_and_close(file) || !is_written || rename(temporary, path) != 0) {
        return false;
    }
    /* The new name is durable only when its directory is. */
    strcpy(directory, temporary);
    file = open(dirname(directory), O_RDONLY | O_DIRECTORY);
    return file >= 0 && sync_and_close(file);
}

bool store_load(const char *path, uint8_t out_record[MIXERR_RECORD_SIZE], bool *out_exists)
{
    int file = open(path, O_RDONLY);
    bool is_read;

    *out_exists = file >= 0;
    if (file < 0) {
        return errno == ENOENT;
    }
    /* A shorter file is damaged, and must not be taken for a blank record. */
    memset(out_record, 0x55, MIXERR_RECORD_SIZE);
    is_read = read(file, out_record, MIXERR_RECORD_SIZE) >= 0;
    return close(file) == 0 && is_read;
}
