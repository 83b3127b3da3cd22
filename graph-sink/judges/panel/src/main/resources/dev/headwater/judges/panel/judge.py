"""Asks the package prov: `check FILE` prints how many statements it sees, `compare ONE OTHER` what differs, and
`compare-all LIST` the same of many pairs, one pair a line with a tab between, and how many there were."""

import collections
import datetime
import math
import sys
import warnings

import prov.model


def value(v):
    if isinstance(v, prov.model.Literal):
        return ("literal", str(v.value), v.datatype.uri if v.datatype else None, v.langtag)
    if isinstance(v, prov.model.Identifier):
        return ("name", v.uri)
    if isinstance(v, datetime.datetime):
        return ("time", v.astimezone(datetime.timezone.utc).isoformat())
    if isinstance(v, float):
        return ("float", "NaN" if math.isnan(v) else repr(v))
    return (type(v).__name__, str(v))


def statements(document):
    """A multiset that does not depend on order, prefixes or blank identifiers. NaN equals NaN, unlike in Python."""
    found = collections.Counter()
    for record in document.get_records():
        name = record.identifier.uri if record.identifier else None
        if name and name.startswith("_:"):
            name = None
        attributes = sorted((a.uri, repr(value(v))) for a, v in record.attributes)
        found[(record.get_type().uri, name, tuple(attributes))] += 1
    return found


def read(path):
    return prov.model.ProvDocument.deserialize(path)


def containers(document):
    """Statements with the bundle that they are in."""
    found = collections.Counter({("", s): n for s, n in statements(document).items()})
    for bundle in document.bundles:
        found[(bundle.identifier.uri, "bundle")] += 1
        for s, n in statements(bundle).items():
            found[(bundle.identifier.uri, s)] += n
    return found


def total(document):
    return sum(len(list(container.get_records())) for container in [document, *document.bundles])


def difference(one, other):
    a, b = containers(one), containers(other)
    lines = ["only in the first: %s" % (s,) for s in a - b] + ["only in the second: %s" % (s,) for s in b - a]
    return lines[:6]


if sys.argv[1] == "check":
    document = read(sys.argv[2])
    again = prov.model.ProvDocument.deserialize(content=document.serialize())
    lines = difference(document, again)
    print("\n".join(lines) if lines else total(document))
elif sys.argv[1] == "compare-all":
    warnings.simplefilter("ignore")
    pairs = [line.rstrip("\n").split("\t") for line in open(sys.argv[2], encoding="utf-8")]
    lines = []
    for one, other in pairs:
        found = difference(read(one), read(other))
        if found:
            lines.append("%s: %s" % (one, found[0]))
    print("\n".join(lines) if lines else len(pairs))
else:
    lines = difference(read(sys.argv[2]), read(sys.argv[3]))
    if lines:
        print("\n".join(lines))
sys.exit(1 if lines else 0)
