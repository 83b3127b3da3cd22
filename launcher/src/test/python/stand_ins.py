"""What lets yprov4ml be imported where its largest dependencies are not installed: import this first.

yprov4ml imports torch and fvcore when it is imported, and uses them only for models of torch. Where they are not
installed, for they are large, empty modules stand in for them; nothing that our scripts call comes from them but the
question whether training is distributed, which it is not.
"""

import importlib.util
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
