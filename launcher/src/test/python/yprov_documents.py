"""Trains nothing, and lets yprov4ml record it: a real document of the package, with real metric files.

Usage: yprov_documents.py FOLDER, where it writes and whose files it names with relative paths, as people do.

yprov4ml imports torch and fvcore when it is imported, and uses them only for models of torch. Where they are not
installed, for they are large, empty modules stand in for them; nothing that is called here comes from them but the
question whether training is distributed, which it is not.
"""

import importlib.util
import os
import sys
import types


def stand_in(name, **attributes):
    module = types.ModuleType(name)
    module.__dict__.update(attributes)
    sys.modules[name] = module
    return module


if importlib.util.find_spec("torch") is None:
    kinds = {name: type(name, (), {}) for name in ("DataLoader", "Subset", "Dataset", "RandomSampler")}
    data = stand_in("torch.utils.data", **kinds)
    utils = stand_in("torch.utils", data=data)
    nn = stand_in("torch.nn", Module=type("Module", (), {}))
    distributed = stand_in("torch.distributed", is_available=lambda: False, is_initialized=lambda: False)
    stand_in("torch", utils=utils, nn=nn, distributed=distributed, Tensor=type("Tensor", (), {}))
if importlib.util.find_spec("fvcore") is None:
    stand_in("fvcore", nn=stand_in("fvcore.nn", FlopCountAnalysis=None))
if sys.version_info < (3, 12):
    # yprov4ml 3.2.8 has an f-string there that older Pythons refuse. It makes summaries for people, not documents.
    stand_in("yprov4ml.prov2card", convert=None)

os.chdir(sys.argv[1])

import yprov4ml  # noqa: E402: only now are its imports there

with open("digits.csv", "w") as file:
    file.write("1,2,3\n")
with open("model.bin", "wb") as file:
    file.write(b"weights")

yprov4ml.start_run("digits", provenance_save_dir="prov", save_after_n_logs=10, metrics_file_type="csv")
yprov4ml.log_param("lr", 0.001)
yprov4ml.log_param("epochs", 3)
yprov4ml.log_param("nesterov", True)
yprov4ml.log_param("optimizer", "SGD")
for step in range(25):
    yprov4ml.log_metric("loss", 1 / (1 + step), context="TRAINING", step=step)
for step in range(3):
    yprov4ml.log_metric("accuracy", 0.5 + step / 10, context="VALIDATION", step=step)
yprov4ml.log_artifact("data", "digits.csv", context="TRAINING", is_input=True)
yprov4ml.log_artifact("model", "model.bin", context="TRAINING", is_model=True)
yprov4ml.end_run()
