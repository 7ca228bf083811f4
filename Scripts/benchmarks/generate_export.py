"""Makes an export of an Active Directory connector of a given size, in the shape that real ones have.

Nine tenths and more of a real export are the schema, on one line: attribute types, classes that name
attributes, and content rules that name attributes and classes. The settings stand behind it, first those
of the forest and then those of each partition. All names are invented; the same arguments give the same
bytes.

    python3 generate_export.py BYTES PARTITIONS {line,indented} >export.xml
"""

import random
import sys

HEAD = """<ma-data>
  <format-version>1</format-version>
  <id>{ED2F0444-C6BD-4A79-AC55-61025088E04C}</id>
  <name>contoso.com</name>
  <category>AD</category>
  <description />
  <subtype />
  <creation-time>2024-03-18 09:41:07.220</creation-time>
  <version>12</version>
  <password-sync-allowed>0</password-sync-allowed>"""
SCHEMA_START = (
    '<schema><dsml xmlns="http://www.dsml.org/DSML" xmlns:m="http://www.microsoft.com/MMS/DSML">'
    "<directory-schema>"
)
SCHEMA_END = "</directory-schema></dsml></schema>"


class Schema:
    """The schema's entries, endlessly."""

    def __init__(self, indented):
        self.random = random.Random(8023062)
        self.start = "\n      " if indented else ""
        self.inner = "\n        " if indented else ""
        self.count = 0

    def reference(self, letter):
        return f"#{letter}{self.random.randrange(36 ** 2):x}"

    def attribute_type(self):
        self.count += 1
        flags = self.random.choice(["", ' single-value="true"', ' m:range-upper="256"'])
        return (
            f'{self.start}<attribute-type id="A{self.count:x}"{flags}>'
            f"{self.inner}<name>contosoAttribute{self.count}</name>"
            f"{self.inner}<syntax>1.3.6.1.4.1.1466.115.121.1.{self.random.randrange(5, 45)}</syntax>"
            f"{self.start}</attribute-type>"
        )

    def attributes(self, count):
        return "".join(
            f'{self.inner}<attribute ref="{self.reference("A")}" required="false" />'
            for _ in range(count)
        )

    def entries(self):
        """The mixture of a real schema: six types, a class and a content rule at a time."""
        while True:
            for _ in range(6):
                yield self.attribute_type()
            number = f"C{self.count:x}"
            yield (
                f'{self.start}<class id="{number}" superior="{self.reference("C")}" type="structural">'
                f"{self.inner}<name>contosoClass{self.count}</name>"
                f"{self.attributes(self.random.randrange(3, 14))}{self.start}</class>"
            )
            classes = "".join(
                f'{self.inner}<m:aux-class ref="{self.reference("C")}" />' for _ in range(32)
            )
            yield (
                f'{self.start}<m:dit-content-rule id="{number}">{self.attributes(26)}{classes}'
                f"{self.start}</m:dit-content-rule>"
            )


def parameters(use, values):
    return (
        "<parameter-values>"
        + "".join(
            f'<parameter name="{name}" type="string" use="{use}" dataType="String">{value}</parameter>'
            for name, value in values
        )
        + "</parameter-values>"
    )


def options():
    return "<sign-and-seal>0</sign-and-seal>", '<ssl-bind crl-check="0">0</ssl-bind><simple-bind>0</simple-bind>'


def forest():
    first, rest = options()
    return (
        "<private-configuration><adma-configuration><forest-name>contoso.com</forest-name>"
        "<forest-port>0</forest-port><forest-login-domain>contoso.com</forest-login-domain>"
        f"<forest-login-user>sync</forest-login-user>{first}"
        f"<default-ssl-strength>0</default-ssl-strength>{rest}"
        + parameters(
            "connectivity",
            [("forest-port", 0), ("forest-name", "contoso.com"), ("sign-and-seal", 0), ("ssl-bind", 0)],
        )
        + "</adma-configuration></private-configuration>"
    )


def partition(number):
    first, rest = options()
    name = f"DC=d{number},DC=contoso,DC=com"
    return (
        f"<partition><id>{{00000000-0000-0000-0000-{number:012x}}}</id><name>{name}</name>"
        "<selected>1</selected><filter><object-classes><object-class>user</object-class>"
        f"<object-class>group</object-class></object-classes></filter><custom-data><adma-partition-data>"
        f"<dn>{name}</dn><name>d{number}.contoso.com</name>{first}<is-domain>1</is-domain>"
        f"<dc-failover>1</dc-failover>{rest}<cookie>{'aW52ZW50ZWQg' * 30}</cookie>"
        "</adma-partition-data></custom-data>"
        + parameters("partition", [("sign-and-seal", 0), ("dc-failover", 1), ("ssl-bind", 0)])
        + "</partition>"
    )


def write(size, partitions, layout, write_text):
    """Writes an export of `size` bytes or a little more."""
    tail = forest() + "<ma-partition-data>" + "".join(map(partition, range(partitions)))
    tail += "</ma-partition-data>\n</ma-data>\n"
    left = size - sum(map(len, (HEAD, SCHEMA_START, SCHEMA_END, tail)))
    write_text(HEAD + SCHEMA_START)
    for entry in Schema(layout == "indented").entries():
        write_text(entry)
        left -= len(entry)
        if left <= 0:
            break
    write_text(SCHEMA_END + tail)


if __name__ == "__main__":
    write(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.stdout.write)
