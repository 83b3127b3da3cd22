package dev.headwater.processor.topology;

import dev.headwater.processor.detect.Finding;

/** A finding that is to be told. */
record Found(Finding finding) {}
