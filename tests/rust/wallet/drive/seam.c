/* Loaded into a wallet's process with LD_PRELOAD. It reports what the wallet is about to do to the drive, which lets it
 * do so, refuses it, or kills the process. Pauses end at once, and nothing waits for a disk. See process.rs. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* The descriptor of the connection to the drive. The driver of the bot uses it, too. */
enum { CONTROL = 100 };

static int real_connect(int socket, const struct sockaddr *address, socklen_t length)
{
    static int (*next)(int, const struct sockaddr *, socklen_t);

    if (next == NULL) {
        *(void **)&next = dlsym(RTLD_NEXT, "connect");
    }
    return next(socket, address, length);
}

static void fail(const char *what)
{
    perror(what);
    abort();
}

__attribute__((constructor)) static void begin(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *path = getenv("DRIVE_SOCKET");
    int control = socket(AF_UNIX, SOCK_STREAM, 0);

    if (path == NULL || strlen(path) >= sizeof address.sun_path || control < 0) {
        fail("seam");
    }
    strcpy(address.sun_path, path);
    if (real_connect(control, (const struct sockaddr *)&address, sizeof address) != 0 || dup2(control, CONTROL) < 0) {
        fail("seam: connect");
    }
    close(control);
}

/* Reports an event. Returns false if it is refused. */
static int report(const char *event, long long value)
{
    char line[64], answer = 'k';
    int length = snprintf(line, sizeof line, "%s %lld\n", event, value);

    if (write(CONTROL, line, (size_t)length) != length || read(CONTROL, &answer, 1) != 1 || answer == 'k') {
        kill(getpid(), SIGKILL);
    }
    return answer == '+';
}

static long long milliseconds(const struct timespec *time)
{
    return (long long)time->tv_sec * 1000 + (time->tv_nsec + 999999) / 1000000;
}

int nanosleep(const struct timespec *duration, struct timespec *rest)
{
    (void)rest;
    report("sleep", milliseconds(duration));
    return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest)
{
    struct timespec now = {0, 0};

    (void)rest;
    if ((flags & TIMER_ABSTIME) != 0) {
        clock_gettime(clock, &now);
    }
    report("sleep", milliseconds(time) - milliseconds(&now));
    return 0;
}

int connect(int socket, const struct sockaddr *address, socklen_t length)
{
    if (address->sa_family == AF_INET && !report("connect", 0)) {
        errno = ECONNREFUSED;
        return -1;
    }
    return real_connect(socket, address, length);
}

int fsync(int file)
{
    struct stat status;

    report(fstat(file, &status) == 0 && S_ISDIR(status.st_mode) ? "sync-directory" : "sync-file", 0);
    return 0;
}

int rename(const char *from, const char *to)
{
    static int (*next)(const char *, const char *);

    if (next == NULL) {
        *(void **)&next = dlsym(RTLD_NEXT, "rename");
    }
    report("rename", 0);
    return next(from, to);
}
