package dev.headwater.prov;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A formal attribute of a PROV statement: one that the data model itself gives a meaning. */
public enum Formal {
    ENTITY("entity", Meaning.ENTITY),
    ACTIVITY("activity", Meaning.ACTIVITY),
    AGENT("agent", Meaning.AGENT),
    INFORMED("informed", Meaning.ACTIVITY),
    INFORMANT("informant", Meaning.ACTIVITY),
    TRIGGER("trigger", Meaning.ENTITY),
    STARTER("starter", Meaning.ACTIVITY),
    ENDER("ender", Meaning.ACTIVITY),
    GENERATED_ENTITY("generatedEntity", Meaning.ENTITY),
    USED_ENTITY("usedEntity", Meaning.ENTITY),
    GENERATION("generation", Meaning.RELATION),
    USAGE("usage", Meaning.RELATION),
    PLAN("plan", Meaning.ENTITY),
    DELEGATE("delegate", Meaning.AGENT),
    RESPONSIBLE("responsible", Meaning.AGENT),
    INFLUENCEE("influencee", Meaning.ELEMENT),
    INFLUENCER("influencer", Meaning.ELEMENT),
    SPECIFIC_ENTITY("specificEntity", Meaning.ENTITY),
    GENERAL_ENTITY("generalEntity", Meaning.ENTITY),
    ALTERNATE1("alternate1", Meaning.ENTITY),
    ALTERNATE2("alternate2", Meaning.ENTITY),
    COLLECTION("collection", Meaning.ENTITY),
    TIME("time", Meaning.TIME),
    START_TIME("startTime", Meaning.TIME),
    END_TIME("endTime", Meaning.TIME);

    /** What the value of a formal attribute stands for: the identifier of an element or relation, or a time. */
    public enum Meaning {
        ENTITY,
        ACTIVITY,
        AGENT,
        /** Any of the three elements. */
        ELEMENT,
        RELATION,
        /** An {@code xsd:dateTime} in its lexical form. */
        TIME
    }

    private static final Map<String, Formal> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Formal::localName, Function.identity()));

    private final String localName;
    private final Meaning meaning;

    Formal(String localName, Meaning meaning) {
        this.localName = localName;
        this.meaning = meaning;
    }

    /** The name within the PROV namespace, such as {@code usedEntity}. */
    public String localName() {
        return localName;
    }

    public Meaning meaning() {
        return meaning;
    }

    /** @throws IllegalArgumentException when PROV has no formal attribute of that name */
    public static Formal ofLocalName(String localName) {
        Formal formal = BY_NAME.get(localName);
        if (formal == null) {
            throw new IllegalArgumentException("prov:" + localName + " is not a formal attribute of PROV");
        }
        return formal;
    }
}
