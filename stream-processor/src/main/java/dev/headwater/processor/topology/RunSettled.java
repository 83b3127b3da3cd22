package dev.headwater.processor.topology;

/** The run ended and everything of it arrived: what is held back can be said. */
record RunSettled() {}
