// The parts of libxml2 that SourceXML uses. Nothing but declarations that Swift cannot import by itself.
#ifndef LDAPFIX_CLIBXML2_H
#define LDAPFIX_CLIBXML2_H

#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>

// A macro with a cast, which Swift does not import.
static const unsigned int ldapfix_sax2_magic = XML_SAX2_MAGIC;

// A global variable that holds a function, which strict concurrency forbids.
static inline void ldapfix_free(void *memory) { xmlFree(memory); }

// Conversions have no parser to report errors to: libxml2 would print them. Per thread.
#if LIBXML_VERSION >= 21200
typedef const xmlError *ldapfix_error;
#else
typedef xmlErrorPtr ldapfix_error;
#endif
static inline void ldapfix_drop_error(void *context, ldapfix_error error) {
  (void)context;
  (void)error;
}
static inline void ldapfix_silence_conversions(void) {
  xmlSetStructuredErrorFunc(NULL, ldapfix_drop_error);
}

#endif
