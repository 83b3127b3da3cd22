package dev.headwater.sink.prov.constraints;

/** What is checked: the form that PROV-DM demands of every statement, and constraints of PROV-CONSTRAINTS by their numbers. */
public enum Constraint {
    COMPLETE(0, "complete-statement"),
    TIME(0, "time-is-a-dateTime"),
    KEY_OBJECT(22, "key-object"),
    KEY_PROPERTIES(23, "key-properties"),
    UNIQUE_GENERATION(24, "unique-generation"),
    UNIQUE_INVALIDATION(25, "unique-invalidation"),
    UNIQUE_START(26, "unique-wasStartedBy"),
    UNIQUE_END(27, "unique-wasEndedBy"),
    UNIQUE_START_TIME(28, "unique-startTime"),
    UNIQUE_END_TIME(29, "unique-endTime"),
    DERIVATION_ORDER(42, "derivation-generation-generation-ordering"),
    DERIVATION_WITHOUT_ACTIVITY(51, "impossible-unspecified-derivation-generation-use"),
    SPECIALIZATION_OF_ITSELF(52, "impossible-specialization-reflexive"),
    RELATIONS_OVERLAP(53, "impossible-property-overlap"),
    ELEMENT_AND_RELATION(54, "impossible-object-property-overlap"),
    ENTITY_AND_ACTIVITY(55, "entity-activity-disjoint"),
    EMPTY_COLLECTION(56, "membership-empty-collection");

    private final int number;
    private final String title;

    Constraint(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** Its number in PROV-CONSTRAINTS; 0 for what the data model itself demands. */
    public int number() {
        return number;
    }

    /** Its name in PROV-CONSTRAINTS, such as {@code unique-generation}. */
    public String title() {
        return title;
    }

    @Override
    public String toString() {
        return number == 0 ? title : number + " " + title;
    }
}
