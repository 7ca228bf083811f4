"""The syntax tree of a script, by a grammar that shares nothing with ldapfix."""

import tree_sitter_pwsh
from tree_sitter import Language, Parser

from trials.tally import expect

parser = Parser(Language(tree_sitter_pwsh.language()))


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def text(node):
    return node.text.decode("utf-8")


def kind(node, *types):
    return (found for found in walk(node) if found.type in types)


def parse(name, content):
    tree = parser.parse(content.removeprefix(b"\xef\xbb\xbf"))
    errors = [n for n in walk(tree.root_node) if n.type == "ERROR" or n.is_missing]
    where = ", ".join(f"line {n.start_point[0] + 1}" for n in errors[:5])
    expect(not errors, f"{name} parses", where)
    return tree.root_node
