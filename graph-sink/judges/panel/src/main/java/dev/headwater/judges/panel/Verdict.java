package dev.headwater.judges.panel;

/**
 * What a judge says of a document.
 *
 * @param judge its name
 * @param outcome accepted, refused, or not asked because it cannot be had here
 * @param detail what it counted, what it objects to, or what is missing
 */
public record Verdict(String judge, Outcome outcome, String detail) {

    /** How it ended. */
    public enum Outcome {
        ACCEPTED,
        REFUSED,
        SKIPPED
    }

    static Verdict accepted(String judge, String detail) {
        return new Verdict(judge, Outcome.ACCEPTED, detail);
    }

    static Verdict refused(String judge, String detail) {
        return new Verdict(judge, Outcome.REFUSED, detail);
    }

    static Verdict skipped(String judge, String detail) {
        return new Verdict(judge, Outcome.SKIPPED, detail);
    }

    @Override
    public String toString() {
        return judge + ": " + outcome + " (" + detail + ")";
    }
}
