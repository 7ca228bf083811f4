// What is decided when the program is built.
#ifndef LDAPFIX_CBUILD_H
#define LDAPFIX_CBUILD_H

/// The commit that the program was built from, or nothing where the build was not told.
const char *ldapfix_commit(void);

#endif
