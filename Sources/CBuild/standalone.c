// What a program without shared libraries must not take from the system. Compiled in where
// LDAPFIX_STANDALONE is set, see Scripts/ldapfix.
#ifdef LDAPFIX_STANDALONE
#include <errno.h>
#include <stddef.h>

// iconv of glibc loads its converters from the system, and those of another glibc end the program. The
// linker takes these before the ones of libc.a; libxml2 then asks ICU, whose converters are linked in.
typedef void *iconv_t;

iconv_t iconv_open(const char *to, const char *from) {
  (void)to;
  (void)from;
  errno = EINVAL;
  return (iconv_t)-1;
}

size_t iconv(iconv_t converter, char **input, size_t *input_left, char **output, size_t *output_left) {
  (void)converter;
  (void)input;
  (void)input_left;
  (void)output;
  (void)output_left;
  errno = EBADF;
  return (size_t)-1;
}

int iconv_close(iconv_t converter) {
  (void)converter;
  errno = EBADF;
  return -1;
}

// At its start Swift's runtime looks for its debugger beside the program, and gives up where /proc is not
// mounted, as in a plain chroot. There is none beside this program. The linker is told to call this one.
char *__wrap_swift_copyAuxiliaryExecutablePath(const char *name) {
  (void)name;
  return NULL;
}

#endif
