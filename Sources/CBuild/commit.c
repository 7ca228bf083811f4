#include "CBuild.h"

// Package.swift defines it from the environment. It stands in C so that another commit compiles this file
// anew and nothing else.
#ifndef LDAPFIX_COMMIT
#define LDAPFIX_COMMIT ""
#endif

const char *ldapfix_commit(void) { return LDAPFIX_COMMIT; }
