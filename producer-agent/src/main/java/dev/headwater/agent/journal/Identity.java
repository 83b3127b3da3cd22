package dev.headwater.agent.journal;

/**
 * Whose journal it is.
 *
 * @param rank from 0
 * @param bootId one start of a process in the run
 */
public record Identity(String runId, int rank, String bootId) {}
