"""The plan of a script, read back from its syntax tree."""

import re

from powershell.syntax import parse, text
from trials.tally import expect

QUOTES = "'\u2018\u2019\u201a\u201b"


class NotData(Exception):
    pass


def evaluate(node):
    """The value of an expression that is data and nothing else."""
    named = [c for c in node.children if c.is_named]
    if node.type in ("pipeline", "pipeline_chain", "unary_expression", "parenthesized_expression", "string_literal",
                     "expression_with_unary_operator", "assignment_value"):
        if len(named) == 1:
            return evaluate(named[0])
    elif node.type == "verbatim_string_characters":
        inner = text(node)[1:-1]
        out = re.sub(f"([{QUOTES}])[{QUOTES}]", r"\1", inner)
        if re.search(f"[{QUOTES}]", re.sub(f"[{QUOTES}][{QUOTES}]", "", inner)):
            raise NotData(f"a quote ends {text(node)} early")
        return out
    elif node.type == "additive_expression":
        left, right = (evaluate(c) for c in named)
        if [c.type for c in node.children if not c.is_named] == ["+"] and isinstance(left, str):
            return left + right
    elif node.type == "cast_expression" and text(named[0]) == "[char]":
        if re.fullmatch(r"0x[0-9A-Fa-f]{1,4}", text(named[1])):
            return chr(int(text(named[1]), 16))
    elif node.type == "array_expression":
        return [evaluate(c) for s in named if s.type == "statement_list" for c in s.children if c.is_named]
    elif node.type == "hash_literal_expression":
        entries = [e for body in named for e in body.children if e.type == "hash_entry"]
        return {text(e.children[0]): evaluate(next(c for c in e.children if c.type == "pipeline")) for e in entries}
    raise NotData(f"{node.type}: {text(node)[:60]!r}")


def whole(value):
    """Halves of surrogate pairs joined."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    if isinstance(value, list):
        return [whole(v) for v in value]
    return {k: whole(v) for k, v in value.items()}


def read_plan(name, content):
    """The plan, if the region holds nothing but comments and it."""
    words = content.decode("utf-8-sig").replace("\r\n", "\n")
    region = re.search(r"(?ms)^#region Plan\n(.*?)^#endregion Plan\n", words)
    if not expect(region, f"{name} has a plan"):
        return None
    root = parse(f"{name}, plan", region[1].encode())
    try:
        statements = [n for n in root.children if n.is_named and n.type != "comment"]
        [assignment] = [n for s in statements for n in s.children if n.is_named and n.type != "comment"]
        [assignment] = assignment.children
        if assignment.type != "assignment_expression" or text(assignment.children[0]) != "$Plan":
            raise NotData(text(assignment)[:60])
        plan = whole(evaluate(assignment.children[-1]))
    except (NotData, ValueError) as error:
        expect(False, f"{name}: the plan is data only", error)
        return None
    expect(True, f"{name}: the plan is data only")
    return plan


def settings_of(connector, value_key="Was"):
    return [(s["Place"], s["Partition"].strip(), s["PartitionIdentifier"].strip().lower(), s[value_key].strip())
            for s in connector["Settings"]]


def label_of(connector):
    return tuple(connector[k].strip() for k in ("Identifier", "Name", "Forest", "Category"))
