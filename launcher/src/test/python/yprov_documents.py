"""Trains nothing, and lets yprov4ml record it: a real document of the package, with real metric files.

Usage: yprov_documents.py FOLDER [FORMAT [COMPRESSOR [POINTS]]]

FOLDER is where it writes and whose files it names with relative paths, as people do. FORMAT of the metric files: csv, nc
or zarr. COMPRESSOR: a name of yprov4ml's CompressorType. POINTS of the training loss: 25. Exit status 3 where zarr is
asked for and the package cannot write it: yprov4ml 3.2.8 says that it wants zarr<3, and calls what only zarr 3 has.
"""

import os
import sys

import stand_ins  # noqa: F401: lets yprov4ml be imported

folder, form, compressor, points = (sys.argv[1:] + ["csv", "NONE", "25"][len(sys.argv) - 2 :])[:4]
os.chdir(folder)

import yprov4ml  # noqa: E402: only now are its imports there
import zarr  # noqa: E402
from yprov4ml.datamodel.compressor_type import CompressorType  # noqa: E402

if form == "zarr" and zarr.__version__.startswith("2."):
    print("yprov4ml writes no Zarr with zarr", zarr.__version__)
    sys.exit(3)

with open("digits.csv", "w") as file:
    file.write("1,2,3\n")
with open("model.bin", "wb") as file:
    file.write(b"weights")

yprov4ml.start_run(
    "digits",
    provenance_save_dir="prov",
    save_after_n_logs=10,
    metrics_file_type=form,
    # False is what 3.2.8 demands for none.
    use_compressor=False if compressor == "NONE" else CompressorType[compressor],
)
yprov4ml.log_param("lr", 0.001)
yprov4ml.log_param("epochs", 3)
yprov4ml.log_param("nesterov", True)
yprov4ml.log_param("optimizer", "SGD")
for step in range(int(points)):
    yprov4ml.log_metric("loss", 1 / (1 + step), context="TRAINING", step=step)
for step in range(3):
    yprov4ml.log_metric("accuracy", 0.5 + step / 10, context="VALIDATION", step=step)
yprov4ml.log_artifact("data", "digits.csv", context="TRAINING", is_input=True)
yprov4ml.log_artifact("model", "model.bin", context="TRAINING", is_model=True)
yprov4ml.end_run()
