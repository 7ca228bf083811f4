"""What an export says, by Python's own XML reader."""

import re
import xml.etree.ElementTree as ElementTree


def read_export(content):
    """The root element, whatever the encoding."""
    for bom, encoding in [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]:
        if content.startswith(bom):
            words = content[len(bom):].decode(encoding)
            break
    else:
        declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", content)
        guess = {b"\0<": "utf-16-be", b"<\0": "utf-16-le"}.get(content[:2])
        words = content.decode(guess or (declared[1].decode() if declared else "utf-8"))
    return ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", words))


def value(nodes):
    first = next(iter(nodes), None)
    return "" if first is None else "".join(first.itertext()).strip()


def twin(owner, name, use):
    return [p for p in owner.findall("parameter-values/parameter") if p.get("name") == name and p.get("use") == use]


def connectors(root):
    every = [root] if root.tag == "ma-data" else root.iter("ma-data")
    return [ma for ma in every if value(ma.findall("category")) in ("AD", "ADAM", "AD GAL")]


def is_of_mim(root):
    """Only exports of Entra Connect have twins."""
    return not any(list(ma.iter("parameter-values")) for ma in connectors(root))


def expected(root):
    """The connectors with something to correct: their labels, and (place, partition, was) for each place."""
    is_mim = is_of_mim(root)
    for ma in connectors(root):
        forest = ma.find("private-configuration/adma-configuration")
        places = [("forest", "", "", forest, forest, "connectivity")]
        for p in ma.findall("ma-partition-data/partition"):
            data = p.find("custom-data/adma-partition-data")
            places.append(("partition", value(p.findall("name")), value(p.findall("id")), data, p, "partition"))
        settings, insecure = [], False
        for place, partition, identifier, data, owner, use in places:
            own = twin(owner, "sign-and-seal", use)
            ssl = data.findall("ssl-bind") + twin(owner, "ssl-bind", use)
            if any(value([node]) == "1" for node in ssl):
                continue
            elements = data.findall("sign-and-seal")
            both = [value([n]) for n in list(data.iter("sign-and-seal")) + own]
            has_twins = owner.find("parameter-values/parameter") is not None
            insecure = insecure or set(both) != {"1"} or not elements or (has_twins and not own)
            settings.append((place, partition, identifier.lower(), value(elements if is_mim else own)))
        if insecure:
            label = (value(ma.findall("id")), value(ma.findall("name")), value(forest.findall("forest-name")),
                     value(ma.findall("category")))
            yield label, settings
