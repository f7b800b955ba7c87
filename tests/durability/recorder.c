/* Loaded before a program: writes down what it writes to a SQLite database and its log, and when it was synced.

   Each event is one append to the file named by LUOSHI_WRITTEN: kind, file, number, offset, length, then the bytes.
   Kinds: W written, T cut to a length, S a sync begins, F it has ended. A write counts as safe only when a sync that
   began after it has ended; everything else is what a power cut may take away. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

struct event { char kind; char file; char pad[6]; uint64_t number; uint64_t offset; uint64_t length; };

static int out = -1;
static uint64_t syncs;

static void tell(char kind, char file, uint64_t number, uint64_t offset, const void *bytes, uint64_t length)
{
    if (out < 0) {
        const char *path = getenv("LUOSHI_WRITTEN");
        if (path == NULL || (out = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) < 0)
            return;
    }
    struct event event = {kind, file, {0}, number, offset, length};
    struct iovec parts[2] = {{&event, sizeof event}, {(void *)bytes, bytes ? length : 0}};
    if (writev(out, parts, bytes ? 2 : 1) < 0)
        abort();
}

static char file_of(int handle)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (length > 8 && strcmp(path + length - 8, ".sqlite3") == 0)
        return 'D';
    if (length > 12 && strcmp(path + length - 12, ".sqlite3-wal") == 0)
        return 'L';
    return 0;
}

typedef ssize_t (*placing)(int, const void *, size_t, off64_t);
typedef ssize_t (*writing)(int, const void *, size_t);
typedef int (*cutting)(int, off64_t);
typedef int (*syncing)(int);

#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

static ssize_t written(placing real, int handle, const void *bytes, size_t count, off64_t offset)
{
    ssize_t done = real(handle, bytes, count, offset);
    char file = done > 0 ? file_of(handle) : 0;
    if (file)
        tell('W', file, 0, (uint64_t)offset, bytes, (uint64_t)done);
    return done;
}

ssize_t pwrite64(int handle, const void *bytes, size_t count, off64_t offset)
{
    REAL("pwrite64", placing);
    return written(real, handle, bytes, count, offset);
}

ssize_t pwrite(int handle, const void *bytes, size_t count, off_t offset)
{
    REAL("pwrite64", placing);
    return written(real, handle, bytes, count, offset);
}

ssize_t write(int handle, const void *bytes, size_t count)
{
    REAL("write", writing);
    char file = file_of(handle);
    off64_t offset = file ? lseek64(handle, 0, SEEK_CUR) : 0;
    ssize_t done = real(handle, bytes, count);
    if (file && done > 0)
        tell('W', file, 0, (uint64_t)offset, bytes, (uint64_t)done);
    return done;
}

static int cut(cutting real, int handle, off64_t length)
{
    int done = real(handle, length);
    char file = done == 0 ? file_of(handle) : 0;
    if (file)
        tell('T', file, 0, 0, NULL, (uint64_t)length);
    return done;
}

int ftruncate64(int handle, off64_t length)
{
    REAL("ftruncate64", cutting);
    return cut(real, handle, length);
}

int ftruncate(int handle, off_t length)
{
    REAL("ftruncate64", cutting);
    return cut(real, handle, length);
}

static int synced(syncing real, int handle)
{
    char file = file_of(handle);
    uint64_t number = 0;
    if (file) {
        number = ((uint64_t)getpid() << 32) | __sync_add_and_fetch(&syncs, 1);
        tell('S', file, number, 0, NULL, 0);
    }
    int done = real(handle);
    if (file && done == 0)
        tell('F', file, number, 0, NULL, 0);
    return done;
}

int fsync(int handle)
{
    REAL("fsync", syncing);
    return synced(real, handle);
}

int fdatasync(int handle)
{
    REAL("fdatasync", syncing);
    return synced(real, handle);
}
