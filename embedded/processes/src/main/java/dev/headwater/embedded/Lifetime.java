package dev.headwater.embedded;

/** How long a child process may live. */
public enum Lifetime {
    /** Ends with the process that started it, even if that one is killed with -9. */
    ATTACHED,
    /** Stays up after the process that started it has ended and its terminal has been closed. */
    DETACHED
}
