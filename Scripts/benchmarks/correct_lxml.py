"""The job of 'ldapfix patch' with lxml, as a script would do it: parse, set, write.

    python3 correct_lxml.py IN OUT
"""

import sys

from lxml import etree

SETTINGS = (
    "//adma-configuration/sign-and-seal | //adma-partition-data/sign-and-seal"
    " | //parameter-values/parameter[@name='sign-and-seal']"
)
tree = etree.parse(sys.argv[1], etree.XMLParser(huge_tree=True))
for node in tree.xpath(SETTINGS):
    node.text = "1"
tree.write(sys.argv[2])
