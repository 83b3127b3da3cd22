"""Writes the metric files that are committed for tests, with yprov4ml's own writer: the same bytes of numbers each time.

Usage: yprov_metric_files.py FOLDER, which is src/test/resources/dev/headwater/launcher/imports/metrics. Made with Python
3.11, yprov4ml 3.2.8, zarr 3.1.6 (numcodecs 0.16.6) and netCDF4 1.7.5; zarr2.zarr with zarr 2.18.7 (numcodecs 0.15.2).

Point i of all of them: epoch i, value (7 i mod 32) / 8, time 1700000000000 + 10 i; but point 5 is NaN, 6 and 7 are plus
and minus infinity.
"""

import os
import sys

import stand_ins  # noqa: F401: lets yprov4ml be imported
import zarr
from yprov4ml.datamodel.compressor_type import CompressorType
from yprov4ml.datamodel.metric_data import MetricInfo

ODD = {5: float("nan"), 6: float("inf"), 7: float("-inf")}


def value(point):
    return ODD.get(point, 7 * point % 32 / 8)


def time(point):
    return 1_700_000_000_000 + 10 * point


def write(form, compressor, points):
    """In portions of a hundred points, as yprov4ml does by itself."""
    metric = MetricInfo("loss", "TRAINING", None, use_compressor=compressor)
    for point in range(points):
        metric.add_metric(value(point), point, time(point))
        if metric.total_metric_values % 100 == 0:
            metric.save_to_file(".", form, process=0)
    metric.save_to_file(".", form, process=0)
    os.rename(f"loss_TRAINING_None_GR0.{form}", f"yprov.{form}")


def write_as_before_2_0(points):
    """The calls of yProv4ML's repository in 2025, before it had compressors to choose from; needs zarr 2."""
    group = zarr.open("zarr2.zarr", mode="w")
    group.attrs["name"] = "loss"
    group.attrs["context"] = "Context.TRAINING"
    group.attrs["source"] = "LoggingItemKind.METRIC"
    every = range(points)
    group.create_dataset("epochs", data=list(every), chunks=(100,), dtype="i4")
    group.create_dataset("values", data=[value(point) for point in every], chunks=(100,), dtype="f4")
    group.create_dataset("timestamps", data=[time(point) for point in every], chunks=(100,), dtype="i8")


os.chdir(sys.argv[1])
if zarr.__version__.startswith("2."):
    write_as_before_2_0(250)
else:
    write("zarr", CompressorType.BLOSC_ZSTD, 1100)
    write("nc", CompressorType.ZIP, 250)
