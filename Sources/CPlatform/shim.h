// Headers of the system's C library that Swift's own module of it leaves out.
#ifndef LDAPFIX_CPLATFORM_H
#define LDAPFIX_CPLATFORM_H

#if defined(__linux__)
#include <malloc.h>
#include <sys/xattr.h>
#endif

#endif
