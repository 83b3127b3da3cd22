package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;

/** A document that is no PROV-JSON, or says something that Headwater has no statement for. */
public final class ProvJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a document. */
    public enum Fault {
        MALFORMED,
        /** Well-formed, and of a vocabulary that is not read: PROV-Dictionary, PROV-Links. */
        UNSUPPORTED
    }

    private final Fault fault;
    private final String pointer;

    ProvJsonException(Fault fault, JsonPointer where, String what) {
        super((where.matches() ? "the document" : where.toString()) + ": " + what);
        this.fault = fault;
        this.pointer = where.toString();
    }

    public Fault fault() {
        return fault;
    }

    /** Where it is, RFC 6901; empty for the whole document. */
    public String pointer() {
        return pointer;
    }
}
