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

#endif
