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

#if LIBXML_VERSION >= 21200
typedef const xmlError *ldapfix_error;
#else
typedef xmlErrorPtr ldapfix_error;
#endif
// What has no parser to report errors to: libxml2 would print them. That memory has run out is noted where
// `context` leads to. Per thread.
static inline void ldapfix_note_error(void *context, ldapfix_error error) {
  if (context && error && error->code == XML_ERR_NO_MEMORY) *(int *)context = 1;
}
// Some of libxml2's own words have no structure.
static inline void ldapfix_drop_message(void *context, const char *message, ...) {
  (void)context, (void)message;
}
static inline void ldapfix_watch_errors(int *lacks_memory) {
  xmlSetGenericErrorFunc(NULL, ldapfix_drop_message);
  xmlSetStructuredErrorFunc(lacks_memory, ldapfix_note_error);
}
static inline void ldapfix_watch_xpath(xmlXPathContextPtr context, int *lacks_memory) {
  context->userData = lacks_memory;
  context->error = (xmlStructuredErrorFunc)ldapfix_note_error;
}

#endif
