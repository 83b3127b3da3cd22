package dev.headwater.agent.capture;

/** Something to be found out, a little at a time, on a thread that has other things to do. */
public interface Probe {

    /** How far a probe is. */
    enum Progress {
        /** There is more to do now. */
        MORE,
        /** Something else must happen first: ask again a little later. */
        WAITING,
        /** It is found out and said. */
        DONE
    }

    /** Does a little: some milliseconds at most. */
    Progress advance();

    /** There is no time left: says what is known so far. */
    void abandon();
}
