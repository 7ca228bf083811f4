// Makes one call of the C library fail, for programs that are started with it in LD_PRELOAD.
//
//   FAULT_CALL   which calls count: open opendir readdir read write fsync close dup rename fchmod fchown link
//                unlink mkdir access realpath stat fstat flock pipe setxattr mmap, xml-malloc (of libxml2),
//                malloc (of anybody), or any (all but memory)
//   FAULT_AT     which of them fails, from 1
//   FAULT_KIND   the number of an error; "short", a read or write of one byte; "signal-N", which raises
//                signal N before the call; "change", which appends to FAULT_FILE before the call
//   FAULT_MODE   "once", or "ever": this call and all behind it
//   FAULT_MARK   a file that is made when a fault happens
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int ready, at, ever, count, error_number, is_short, signal_number, is_change;
static const char *wanted, *mark, *file;
static uintptr_t xml_start, xml_end;

static int find_xml(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  if (!info->dlpi_name || !strstr(info->dlpi_name, "libxml2")) return 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    xml_start = info->dlpi_addr + part->p_vaddr;
    xml_end = xml_start + part->p_memsz;
  }
  return 1;
}

static void set_up(void) {
  const char *kind = getenv("FAULT_KIND"), *mode = getenv("FAULT_MODE");
  wanted = getenv("FAULT_CALL");
  mark = getenv("FAULT_MARK");
  file = getenv("FAULT_FILE");
  if (!wanted || !kind || !getenv("FAULT_AT")) return;
  at = atoi(getenv("FAULT_AT"));
  ever = mode && !strcmp(mode, "ever");
  is_short = !strcmp(kind, "short");
  is_change = !strcmp(kind, "change");
  if (!strncmp(kind, "signal-", 7)) signal_number = atoi(kind + 7);
  else error_number = atoi(kind);
  dl_iterate_phdr(find_xml, NULL);
  ready = 1;
}

// Memory that the loader and the runtimes ask for before main does not count.
typedef int (*main_function)(int, char **, char **);
static main_function real_main;
static int counted_main(int argc, char **argv, char **environment) {
  set_up();
  return real_main(argc, argv, environment);
}
int __libc_start_main(main_function main, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*loader)(void), void *stack) {
  int (*next)(main_function, int, char **, void (*)(void), void (*)(void), void (*)(void), void *) =
      dlsym(RTLD_NEXT, "__libc_start_main");
  real_main = main;
  return next(counted_main, argc, argv, init, fini, loader, stack);
}

// Whether this call is one that fails, or is short.
static int fails(const char *call) {
  if (!ready) return 0;
  int is_memory = strstr(call, "malloc") != NULL;
  if (strcmp(wanted, call) && (is_memory || strcmp(wanted, "any"))) return 0;
  // Several threads may be at work.
  int number = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
  if (number != at && !(ever && number > at)) return 0;
  if (mark) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600));
  if (is_change && file) {
    int target = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND);
    syscall(SYS_write, target, " ", 1);
    syscall(SYS_close, target);
    return 0;
  }
  if (signal_number) {
    kill(getpid(), signal_number);
    return 0;
  }
  errno = error_number;
  return 1;
}

#define NEXT(name) (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL(call, name, ...)                                                                          \
  static __typeof__(&name) next;                                                                       \
  if (!next) next = NEXT(name);                                                                        \
  return fails(call) ? -1 : next(__VA_ARGS__)

static int open_with(const char *name, const char *path, int flags, mode_t mode) {
  int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  return fails("open") ? -1 : next(path, flags, mode);
}
#define MODE(flags)                                                                                    \
  va_list list;                                                                                        \
  va_start(list, flags);                                                                               \
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                               \
  va_end(list)
int open(const char *path, int flags, ...) {
  MODE(flags);
  return open_with("open", path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags);
  return open_with("open64", path, flags, mode);
}
ssize_t read(int descriptor, void *buffer, size_t size) {
  static __typeof__(&read) next;
  if (!next) next = NEXT(read);
  if (!fails("read")) return next(descriptor, buffer, size);
  return is_short ? next(descriptor, buffer, size > 0) : -1;
}
ssize_t write(int descriptor, const void *buffer, size_t size) {
  static __typeof__(&write) next;
  if (!next) next = NEXT(write);
  // What is said on standard error is the evidence.
  if (descriptor == 2 || !fails("write")) return next(descriptor, buffer, size);
  return is_short ? next(descriptor, buffer, size > 0) : -1;
}
ssize_t writev(int descriptor, const struct iovec *parts, int number) {
  static __typeof__(&writev) next;
  if (!next) next = NEXT(writev);
  if (descriptor == 2 || !fails("write")) return next(descriptor, parts, number);
  if (!is_short || number < 1) return -1;
  struct iovec part = {parts->iov_base, parts->iov_len > 0};
  return next(descriptor, &part, 1);
}
ssize_t pread(int descriptor, void *buffer, size_t size, off_t offset) {
  static __typeof__(&pread) next;
  if (!next) next = NEXT(pread);
  if (!fails("read")) return next(descriptor, buffer, size, offset);
  return is_short ? next(descriptor, buffer, size > 0, offset) : -1;
}
ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t offset) {
  static __typeof__(&pwrite) next;
  if (!next) next = NEXT(pwrite);
  if (!fails("write")) return next(descriptor, buffer, size, offset);
  return is_short ? next(descriptor, buffer, size > 0, offset) : -1;
}
int close(int descriptor) {
  static __typeof__(&close) next;
  if (!next) next = NEXT(close);
  int failed = fails("close"), error = errno;
  int result = next(descriptor);  // A descriptor is closed even where that fails.
  if (failed) errno = error;
  return failed ? -1 : result;
}
int fsync(int descriptor) { FAIL("fsync", fsync, descriptor); }
int dup(int descriptor) { FAIL("dup", dup, descriptor); }
int pipe(int ends[2]) { FAIL("pipe", pipe, ends); }
int flock(int descriptor, int operation) { FAIL("flock", flock, descriptor, operation); }
int mkdir(const char *path, mode_t mode) { FAIL("mkdir", mkdir, path, mode); }
int access(const char *path, int mode) { FAIL("access", access, path, mode); }
int rename(const char *from, const char *to) { FAIL("rename", rename, from, to); }
int fchmod(int descriptor, mode_t mode) { FAIL("fchmod", fchmod, descriptor, mode); }
int fchown(int descriptor, uid_t user, gid_t group) { FAIL("fchown", fchown, descriptor, user, group); }
int link(const char *from, const char *to) { FAIL("link", link, from, to); }
int unlink(const char *path) { FAIL("unlink", unlink, path); }
int stat(const char *path, struct stat *status) { FAIL("stat", stat, path, status); }
int lstat(const char *path, struct stat *status) { FAIL("stat", lstat, path, status); }
int fstat(int descriptor, struct stat *status) { FAIL("fstat", fstat, descriptor, status); }
int fsetxattr(int descriptor, const char *name, const void *value, size_t size, int flags) {
  FAIL("setxattr", fsetxattr, descriptor, name, value, size, flags);
}
#define FAIL_WITH_NULL(call, name, ...)                                                                \
  static __typeof__(&name) next;                                                                       \
  if (!next) next = NEXT(name);                                                                        \
  return fails(call) ? NULL : next(__VA_ARGS__)

DIR *opendir(const char *path) { FAIL_WITH_NULL("opendir", opendir, path); }
struct dirent *readdir(DIR *folder) { FAIL_WITH_NULL("readdir", readdir, folder); }
char *realpath(const char *path, char *resolved) { FAIL_WITH_NULL("realpath", realpath, path, resolved); }
void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {
  if (ready && fails("mmap")) return MAP_FAILED;
  return (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
}

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
static int has_memory(void *caller) {
  if (!ready) return 1;
  if ((uintptr_t)caller >= xml_start && (uintptr_t)caller < xml_end && fails("xml-malloc")) return 0;
  return !fails("malloc");
}
void *malloc(size_t size) { return has_memory(__builtin_return_address(0)) ? __libc_malloc(size) : NULL; }
void *calloc(size_t number, size_t size) {
  return has_memory(__builtin_return_address(0)) ? __libc_calloc(number, size) : NULL;
}
void *realloc(void *memory, size_t size) {
  return has_memory(__builtin_return_address(0)) ? __libc_realloc(memory, size) : NULL;
}

// The program puts functions of its own between libxml2 and the system. This is what they find there.
typedef void (*free_function)(void *);
typedef void *(*malloc_function)(size_t);
typedef void *(*realloc_function)(void *, size_t);
typedef char *(*strdup_function)(const char *);
static void *xml_malloc(size_t size) { return ready && fails("xml-malloc") ? NULL : malloc(size); }
static void *xml_realloc(void *memory, size_t size) {
  return ready && fails("xml-malloc") ? NULL : realloc(memory, size);
}
int xmlMemGet(free_function *free_to, malloc_function *malloc_to, realloc_function *realloc_to,
              strdup_function *strdup_to) {
  if (free_to) *free_to = free;
  if (malloc_to) *malloc_to = xml_malloc;
  if (realloc_to) *realloc_to = xml_realloc;
  if (strdup_to) *strdup_to = strdup;
  return 0;
}
