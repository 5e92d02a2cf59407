/* Stands before the system's calls in a process under test (LD_PRELOAD) and spoils its disk.

   Only files whose path holds $DISK_OF are concerned.
   $DISK_FAULT names a file: while it stands there, each write, sync and truncation after the first n fails; it holds "n errno". Instead of
   failing, errno 0 kills the process there.
   $DISK_COUNTED names a file in which the process leaves at its end how many writes, syncs and truncations there were since the fault began.
   $DISK_CUTS names a folder: before each sync, what a power cut at this instant would leave goes to two folders of its own there. In
   "n-synced" is each file as it was when it was last synced, none that never was; in "n-written" all that was written until then; in both
   is $DISK_SAID, what the process has promised by then. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long writes, cuts;
static char synced[64][PATH_MAX];
static int how_many;

static int concerned(int fd, char *path) {
    char link[64];
    const char *of = getenv("DISK_OF");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (!of || length < 0) return 0;
    path[length] = 0;
    return strstr(path, of) != NULL && !strstr(path, ".lock");
}

static int fails(int fd) {
    char path[PATH_MAX];
    const char *name = getenv("DISK_FAULT");
    long first;
    int error;
    if (!name || !concerned(fd, path)) return 0;
    FILE *said = fopen(name, "r");
    if (!said) { writes = 0; return 0; }
    int read = fscanf(said, "%ld %d", &first, &error);
    fclose(said);
    if (read != 2 || ++writes <= first) return 0;
    if (error == 0) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

__attribute__((destructor)) static void counted(void) {
    const char *name = getenv("DISK_COUNTED");
    FILE *file = name ? fopen(name, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld", writes);
    fclose(file);
}

static void copy(const char *from, const char *to) {
    char buffer[65536];
    ssize_t length;
    int in = open(from, O_RDONLY), out;
    if (in < 0) return;
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    while ((length = read(in, buffer, sizeof buffer)) > 0)
        if (syscall(SYS_write, out, buffer, length) != length) abort();
    close(in);
    close(out);
}

static const char *name_of(const char *path) { return strrchr(path, '/') + 1; }

static void keep(const char *image, int written) {
    const char *folder = getenv("DISK_CUTS");
    char from[PATH_MAX * 2], to[PATH_MAX * 2], here[PATH_MAX * 2];
    snprintf(here, sizeof here, "%s/%ld-%s", folder, cuts, image);
    mkdir(here, 0700);
    for (int each = 0; each < how_many; each++) {
        snprintf(from, sizeof from, "%s/%s", folder, name_of(synced[each]));
        snprintf(to, sizeof to, "%s/%s", here, name_of(synced[each]));
        copy(written ? synced[each] : from, to);
    }
    snprintf(to, sizeof to, "%s/said", here);
    copy(getenv("DISK_SAID"), to);
}

static void after_sync(const char *path) {
    const char *folder = getenv("DISK_CUTS");
    char to[PATH_MAX * 2];
    struct stat found;
    int each = 0;
    if (stat(path, &found) || !S_ISREG(found.st_mode)) return;
    while (each < how_many && strcmp(synced[each], path)) each++;
    if (each == how_many) strcpy(synced[how_many++], path);
    snprintf(to, sizeof to, "%s/%s", folder, name_of(path));
    copy(path, to);
}

static int sync_with(const char *call, int fd) {
    char path[PATH_MAX];
    int (*real)(int) = dlsym(RTLD_NEXT, call);
    if (fails(fd)) return -1;
    if (!getenv("DISK_CUTS") || !concerned(fd, path)) return real(fd);
    keep("synced", 0);
    keep("written", 1);
    cuts++;
    int ended = real(fd);
    after_sync(path);
    return ended;
}

int fsync(int fd) { return sync_with("fsync", fd); }
int fdatasync(int fd) { return sync_with("fdatasync", fd); }

#define SPOILED(type, name, parameters, arguments)                         \
    type name parameters {                                                 \
        type(*real) parameters = dlsym(RTLD_NEXT, #name);                  \
        return fails(fd) ? -1 : real arguments;                            \
    }

SPOILED(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
SPOILED(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
SPOILED(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
SPOILED(int, ftruncate, (int fd, off_t n), (fd, n))
SPOILED(int, ftruncate64, (int fd, off64_t n), (fd, n))
