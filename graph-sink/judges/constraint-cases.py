#!/usr/bin/env python3
"""Makes the folder prov-constraints of the test data: the cases of ProvToolbox's validator, as PROV-JSON.

    constraint-cases.py TARGET PROVTOOLBOX PROV

PROVTOOLBOX is a checkout of lucmoreau/ProvToolbox, PROV one of trungdong/prov. Needs prov 3.2 and lxml. The cases are XML there
and are read by prov; those in JSON are copied. What prov cannot read is named, and left out.
"""

import pathlib
import shutil
import sys

from prov.model import ProvDocument

FOLDERS = (
    ("prov", "src/prov/tests/unification"),
    ("toolbox", "modules-validation/prov-validation/src/test/resources/validate/ordering"),
    ("toolbox", "modules-validation/prov-validation/src/test/resources/validate/type"),
)


def main(target, toolbox, prov):
    target.mkdir(parents=True, exist_ok=True)
    roots = {"prov": prov, "toolbox": toolbox}
    for root, folder in FOLDERS:
        for case in sorted((roots[root] / folder).rglob("*")):
            copy = target / (case.stem + ".json")
            if case.suffix == ".json":
                shutil.copyfile(case, copy)
            elif case.suffix in (".xml", ".provx"):
                try:
                    with open(case, "rb") as xml:
                        ProvDocument.deserialize(xml, format="xml").serialize(str(copy), format="json")
                except Exception as failure:
                    print(f"{case.name}: {failure}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
