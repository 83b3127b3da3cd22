package dev.headwater.processor.topology;

/** The run has said its start: which experiment it belongs to is known. */
record RunIntroduced() {}
