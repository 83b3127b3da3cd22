package dev.headwater.prov;

import static dev.headwater.prov.Formal.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Kind of a PROV statement, with what the data model says of it. The first formal attribute of a relation is its
 * source, the second its target; a start or an end without a trigger points to its starter or ender instead.
 */
public enum Kind {
    ENTITY("entity", 0),
    ACTIVITY("activity", 0, START_TIME, END_TIME),
    AGENT("agent", 0),
    WAS_GENERATED_BY("wasGeneratedBy", 1, Formal.ENTITY, Formal.ACTIVITY, TIME),
    USED("used", 1, Formal.ACTIVITY, Formal.ENTITY, TIME),
    WAS_INFORMED_BY("wasInformedBy", 2, INFORMED, INFORMANT),
    WAS_STARTED_BY("wasStartedBy", 1, Formal.ACTIVITY, TRIGGER, STARTER, TIME),
    WAS_ENDED_BY("wasEndedBy", 1, Formal.ACTIVITY, TRIGGER, ENDER, TIME),
    WAS_INVALIDATED_BY("wasInvalidatedBy", 1, Formal.ENTITY, Formal.ACTIVITY, TIME),
    WAS_DERIVED_FROM("wasDerivedFrom", 2, GENERATED_ENTITY, USED_ENTITY, Formal.ACTIVITY, GENERATION, USAGE),
    WAS_ATTRIBUTED_TO("wasAttributedTo", 2, Formal.ENTITY, Formal.AGENT),
    WAS_ASSOCIATED_WITH("wasAssociatedWith", 1, Formal.ACTIVITY, Formal.AGENT, PLAN),
    ACTED_ON_BEHALF_OF("actedOnBehalfOf", 2, DELEGATE, RESPONSIBLE, Formal.ACTIVITY),
    WAS_INFLUENCED_BY("wasInfluencedBy", 2, INFLUENCEE, INFLUENCER),
    SPECIALIZATION_OF("specializationOf", 2, SPECIFIC_ENTITY, GENERAL_ENTITY),
    ALTERNATE_OF("alternateOf", 2, ALTERNATE1, ALTERNATE2),
    HAD_MEMBER("hadMember", 2, COLLECTION, Formal.ENTITY);

    private static final Map<String, Kind> BY_KEYWORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::keyword, Function.identity()));

    private final String keyword;
    private final int requiredCount;
    private final List<Formal> formals;
    private final Set<Formal> formalSet;

    Kind(String keyword, int requiredCount, Formal... formals) {
        this.keyword = keyword;
        this.requiredCount = requiredCount;
        this.formals = List.of(formals);
        this.formalSet = formals.length == 0 ? EnumSet.noneOf(Formal.class) : EnumSet.copyOf(this.formals);
    }

    /** The PROV-N keyword, which is also the key of PROV-JSON, such as {@code wasGeneratedBy}. */
    public String keyword() {
        return keyword;
    }

    public boolean isElement() {
        return this == ENTITY || this == ACTIVITY || this == AGENT;
    }

    public boolean isRelation() {
        return !isElement();
    }

    /** The formal attributes in the order of PROV-N, the required ones first. */
    public List<Formal> formals() {
        return formals;
    }

    /** Whether statements of this kind can have that formal attribute. */
    public boolean has(Formal formal) {
        return formalSet.contains(formal);
    }

    /** The formal attributes that the data model demands. */
    public List<Formal> required() {
        return formals.subList(0, requiredCount);
    }

    /** The formal attribute that an arrow of this relation starts from. Relations only. */
    public Formal source() {
        if (isElement()) {
            throw new IllegalStateException(keyword + " is an element and points nowhere");
        }
        return formals.get(0);
    }

    /** The formal attribute that the arrow of this very relation points to; empty when the relation leaves it open. */
    public Optional<Formal> target(Map<Formal, String> given) {
        return targets().stream().filter(given::containsKey).findFirst();
    }

    /** The formal attributes that an arrow of this relation may point to, the first one that is given. Relations only. */
    public List<Formal> targets() {
        return formals.subList(1, this == WAS_STARTED_BY || this == WAS_ENDED_BY ? 3 : 2);
    }

    public static Optional<Kind> ofKeyword(String keyword) {
        return Optional.ofNullable(BY_KEYWORD.get(keyword));
    }
}
