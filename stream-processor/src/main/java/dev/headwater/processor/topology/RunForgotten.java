package dev.headwater.processor.topology;

/** All that was kept of the run was dropped. */
record RunForgotten() {}
