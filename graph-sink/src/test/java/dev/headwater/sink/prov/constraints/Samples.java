package dev.headwater.sink.prov.constraints;

import java.util.List;
import java.util.stream.Stream;

/** Small documents, one for each constraint that it violates, and neighbours of them that violate none. */
final class Samples {

    /**
     * A document.
     *
     * @param name what it is about
     * @param body its statements
     * @param violations what the check prints, empty for a valid one
     */
    record Sample(String name, String body, List<String> violations) {

        String json() {
            return ("{'prefix': {'ex': 'https://example.org/', 'prov': 'http://www.w3.org/ns/prov#',"
                            + " 'xsd': 'http://www.w3.org/2001/XMLSchema#'}, " + body + "}")
                    .replace('\'', '"');
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String ELEMENTS =
            "'entity': {'ex:e': {}, 'ex:f': {}}, 'activity': {'ex:a': {}, 'ex:b': {}}, 'agent': {'ex:ag': {}}, ";

    private Samples() {}

    static Stream<Sample> invalid() {
        return Stream.of(
                invalid(
                        "22 an activity that starts twice",
                        "'activity': {'ex:a': [{'prov:startTime': '2026-01-01T00:00:00Z'},"
                                + " {'prov:startTime': '2026-01-02T00:00:00Z'}]}",
                        "22 key-object: activity ex:a: prov:startTime cannot be both 2026-01-01T00:00:00Z and"
                                + " 2026-01-02T00:00:00Z"),
                invalid(
                        "23 a generation of two entities, one of them by a derivation",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}},"
                                + " 'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:f', 'prov:usedEntity': 'ex:e',"
                                + " 'prov:activity': 'ex:a', 'prov:generation': 'ex:g', 'prov:usage': 'ex:u'}}",
                        "23 key-properties: wasGeneratedBy ex:g: prov:entity cannot be both ex:e and ex:f"),
                invalid(
                        "24 two generations of one entity by one activity",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},"
                                + " 'ex:h': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}}",
                        "24 unique-generation: wasGeneratedBy(ex:e, ex:a) cannot be both ex:g and ex:h"),
                invalid(
                        "24 a generation at two times",
                        ELEMENTS
                                + "'wasGeneratedBy': {'_:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a',"
                                + " 'prov:time': '2026-01-01T00:00:00Z'}, '_:h': {'prov:entity': 'ex:e',"
                                + " 'prov:activity': 'ex:a', 'prov:time': '2026-01-02T00:00:00Z'}}",
                        "24 unique-generation: wasGeneratedBy(ex:e, ex:a): prov:time cannot be both"
                                + " 2026-01-01T00:00:00Z and 2026-01-02T00:00:00Z"),
                invalid(
                        "25 two invalidations of one entity by one activity",
                        ELEMENTS
                                + "'wasInvalidatedBy': {'ex:i': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},"
                                + " 'ex:j': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}}",
                        "25 unique-invalidation: wasInvalidatedBy(ex:e, ex:a) cannot be both ex:i and ex:j"),
                invalid(
                        "26 two starts by one starter",
                        ELEMENTS
                                + "'wasStartedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:starter': 'ex:b'},"
                                + " 'ex:t': {'prov:activity': 'ex:a', 'prov:starter': 'ex:b'}}",
                        "26 unique-wasStartedBy: wasStartedBy(ex:a, ex:b) cannot be both ex:s and ex:t"),
                invalid(
                        "27 two ends by one ender",
                        ELEMENTS
                                + "'wasEndedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:ender': 'ex:b'},"
                                + " 'ex:t': {'prov:activity': 'ex:a', 'prov:ender': 'ex:b'}}",
                        "27 unique-wasEndedBy: wasEndedBy(ex:a, ex:b) cannot be both ex:s and ex:t"),
                invalid(
                        "28 a start that is not at the start time",
                        "'entity': {'ex:e': {}}, 'activity': {'ex:a': {'prov:startTime': '2026-01-01T00:00:00Z'}},"
                                + " 'wasStartedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:trigger': 'ex:e',"
                                + " 'prov:time': '2026-01-01T00:00:01Z'}}",
                        "28 unique-startTime: activity ex:a: prov:startTime cannot be both 2026-01-01T00:00:00Z and"
                                + " 2026-01-01T00:00:01Z"),
                invalid(
                        "29 two ends of a declared activity at two times",
                        ELEMENTS
                                + "'wasEndedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:trigger': 'ex:e',"
                                + " 'prov:time': '2026-01-01T00:00:00Z'}, 'ex:t': {'prov:activity': 'ex:a',"
                                + " 'prov:trigger': 'ex:f', 'prov:time': '2026-01-02T00:00:00Z'}}",
                        "29 unique-endTime: activity ex:a: prov:endTime cannot be both 2026-01-01T00:00:00Z and"
                                + " 2026-01-02T00:00:00Z"),
                invalid(
                        "42 a derivation of itself",
                        ELEMENTS
                                + "'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:e'}}",
                        "42 derivation-generation-generation-ordering: generation of ex:e is before generation of ex:e"),
                invalid(
                        "42 derivations in a circle",
                        ELEMENTS
                                + "'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:f'},"
                                + " 'ex:c': {'prov:generatedEntity': 'ex:f', 'prov:usedEntity': 'ex:e'}}",
                        "42 derivation-generation-generation-ordering: generation of ex:f is before generation of ex:e,"
                                + " which is not after generation of ex:f"),
                invalid(
                        "42 an activity that generates what it is derived from and that started it",
                        ELEMENTS
                                + "'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:f'}},"
                                + " 'wasStartedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:trigger': 'ex:e'}},"
                                + " 'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:f', 'prov:activity': 'ex:a'}}",
                        "42 derivation-generation-generation-ordering: generation of ex:f is before generation of ex:e,"
                                + " which is not after start of ex:a, not after generation of ex:f"),
                invalid(
                        "42 a usage before the generation of what was used",
                        "'entity': {'ex:e': {}, 'ex:f': {}, 'ex:h': {}}, 'activity': {'ex:a': {}},"
                                + " 'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:f',"
                                + " 'prov:activity': 'ex:a', 'prov:generation': 'ex:g', 'prov:usage': 'ex:u'},"
                                + " 'ex:c': {'prov:generatedEntity': 'ex:f', 'prov:usedEntity': 'ex:h'}},"
                                + " 'specializationOf': {'_:s': {'prov:specificEntity': 'ex:h', 'prov:generalEntity': 'ex:e'}}",
                        "42 derivation-generation-generation-ordering: generation of ex:f is before generation of ex:e,"
                                + " which is not after generation of ex:h, not after generation of ex:f"),
                invalid(
                        "51 a derivation with a generation and no activity",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}},"
                                + " 'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:f',"
                                + " 'prov:generation': 'ex:g'}}",
                        "51 impossible-unspecified-derivation-generation-use: wasDerivedFrom ex:d has prov:generation ex:g,"
                                + " and no prov:activity"),
                invalid(
                        "52 an entity that specialises itself",
                        ELEMENTS
                                + "'specializationOf': {'_:s': {'prov:specificEntity': 'ex:e', 'prov:generalEntity': 'ex:e'}}",
                        "52 impossible-specialization-reflexive: ex:e specializationOf ex:e"),
                invalid(
                        "52 specialisations in a circle",
                        ELEMENTS
                                + "'specializationOf': {'_:s': {'prov:specificEntity': 'ex:e', 'prov:generalEntity': 'ex:f'},"
                                + " '_:t': {'prov:specificEntity': 'ex:f', 'prov:generalEntity': 'ex:e'}}",
                        "52 impossible-specialization-reflexive: ex:e specializationOf ex:f specializationOf ex:e"),
                invalid(
                        "53 a generation that is a usage",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:r': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}},"
                                + " 'used': {'ex:r': {'prov:activity': 'ex:a', 'prov:entity': 'ex:f'}}",
                        "53 impossible-property-overlap: ex:r cannot be the id of wasGeneratedBy and of used"),
                invalid(
                        "54 an entity that is a generation",
                        ELEMENTS + "'wasGeneratedBy': {'ex:f': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}}",
                        "54 impossible-object-property-overlap: ex:f cannot be the id of entity and of wasGeneratedBy"),
                invalid(
                        "55 an entity that is an activity",
                        "'entity': {'ex:e': {}}, 'activity': {'ex:e': {}}",
                        "55 entity-activity-disjoint: ex:e cannot be both an entity and an activity"),
                invalid(
                        "55 an entity that generates",
                        ELEMENTS + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:f'}}",
                        "55 entity-activity-disjoint: ex:f cannot be both an entity and an activity (by its place in a"
                                + " relation)"),
                invalid(
                        "56 a member of an empty collection",
                        "'entity': {'ex:e': {}, 'ex:c': {'prov:type': [{'$': 'prov:EmptyCollection',"
                                + " 'type': 'prov:QUALIFIED_NAME'}]}},"
                                + " 'hadMember': {'_:m': {'prov:collection': 'ex:c', 'prov:entity': 'ex:e'}}",
                        "56 membership-empty-collection: ex:c is a prov:EmptyCollection and cannot have members"));
    }

    static Stream<Sample> valid() {
        return Stream.of(
                valid(
                        "a generation said twice, each time with other words",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},"
                                + " '_:h': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a',"
                                + " 'prov:time': '2026-01-02T00:00:00Z'}}"),
                valid(
                        "two generations of one entity by two activities",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},"
                                + " 'ex:h': {'prov:entity': 'ex:e', 'prov:activity': 'ex:b'}}"),
                valid(
                        "a generation by an unknown activity beside one by a known one",
                        ELEMENTS
                                + "'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},"
                                + " 'ex:h': {'prov:entity': 'ex:e'}}"),
                valid(
                        "a start that says no time",
                        "'entity': {'ex:e': {}}, 'activity': {'ex:a': {'prov:startTime': '2026-01-01T00:00:00Z'}},"
                                + " 'wasStartedBy': {'ex:s': {'prov:activity': 'ex:a', 'prov:trigger': 'ex:e'}}"),
                valid(
                        "two usages of one entity by one activity",
                        ELEMENTS
                                + "'used': {'ex:u': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e',"
                                + " 'prov:time': '2026-01-01T00:00:00Z'}, 'ex:v': {'prov:activity': 'ex:a',"
                                + " 'prov:entity': 'ex:e', 'prov:time': '2026-01-02T00:00:00Z'}}"),
                valid(
                        "an activity that uses what it generated, at whatever time",
                        ELEMENTS
                                + "'used': {'ex:u': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e',"
                                + " 'prov:time': '2026-01-01T00:00:00Z'}},"
                                + " 'wasGeneratedBy': {'ex:g': {'prov:entity': 'ex:e', 'prov:activity': 'ex:a',"
                                + " 'prov:time': '2026-01-02T00:00:00Z'}}"),
                valid(
                        "influence, alternates, communication, delegation and attribution of oneself",
                        "'entity': {'ex:e': {}}, 'activity': {'ex:a': {}}, 'agent': {'ex:ag': {}, 'ex:e': {}},"
                                + " 'wasInfluencedBy': {'ex:i': {'prov:influencee': 'ex:e', 'prov:influencer': 'ex:e'}},"
                                + " 'alternateOf': {'_:x': {'prov:alternate1': 'ex:e', 'prov:alternate2': 'ex:e'}},"
                                + " 'wasInformedBy': {'ex:c': {'prov:informed': 'ex:a', 'prov:informant': 'ex:a'}},"
                                + " 'actedOnBehalfOf': {'ex:b': {'prov:delegate': 'ex:ag', 'prov:responsible': 'ex:ag'}},"
                                + " 'wasAttributedTo': {'ex:t': {'prov:entity': 'ex:e', 'prov:agent': 'ex:e'}}"),
                valid(
                        "a specialisation that is derived from what it specialises",
                        ELEMENTS
                                + "'specializationOf': {'_:s': {'prov:specificEntity': 'ex:f', 'prov:generalEntity': 'ex:e'}},"
                                + " 'wasDerivedFrom': {'ex:d': {'prov:generatedEntity': 'ex:f', 'prov:usedEntity': 'ex:e'}}"),
                valid(
                        "an agent that is an entity, and another that is an activity",
                        "'entity': {'ex:e': {}}, 'activity': {'ex:a': {}}, 'agent': {'ex:e': {}, 'ex:a': {}}"));
    }

    private static Sample invalid(String name, String body, String violation) {
        return new Sample(name, body, List.of(violation));
    }

    private static Sample valid(String name, String body) {
        return new Sample(name, body, List.of());
    }
}
