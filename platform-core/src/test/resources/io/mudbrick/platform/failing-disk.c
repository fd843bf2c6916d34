/* Lets the disk fail what SQLite asks of it, while the file $BROKEN is there: calls of the sort $CALL. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(int file, const char *call) {
  const char *broken = getenv("BROKEN");
  const char *wanted = getenv("CALL");
  if (!broken || !wanted || strcmp(wanted, call) || access(broken, F_OK)) {
    return 0;
  }
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 0) {
    return 0;
  }
  name[length] = 0;
  if (!strstr(name, ".db-wal")) {
    return 0;
  }
  errno = EIO;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file) { return fails(file, "sync") ? -1 : NEXT(fsync)(file); }

int fdatasync(int file) { return fails(file, "sync") ? -1 : NEXT(fdatasync)(file); }

ssize_t write(int file, const void *bytes, size_t count) {
  return fails(file, "write") ? -1 : NEXT(write)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return fails(file, "write") ? -1 : NEXT(pwrite)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return fails(file, "write") ? -1 : NEXT(pwrite64)(file, bytes, count, at);
}
