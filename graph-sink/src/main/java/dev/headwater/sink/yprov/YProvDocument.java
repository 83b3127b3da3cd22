package dev.headwater.sink.yprov;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.ProvJsonReader;
import dev.headwater.sink.prov.StatementHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document of yProv4ML: of a run, so small enough to be held. */
public final class YProvDocument {

    /** A run of yProv4ML has dozens. */
    private static final int MOST = 100_000;

    /** @param ends source and target, bare */
    record Relation(Kind kind, String source, String target) {}

    private final Map<String, Element> elements = new LinkedHashMap<>();
    private final List<Relation> relations = new ArrayList<>();

    private YProvDocument() {}

    /**
     * Reads a document, if it is one of yProv4ML: by a prefix that it binds, each generation to another name.
     *
     * @throws dev.headwater.sink.prov.ProvJsonException when it is no PROV-JSON, or beyond what is read
     * @throws IOException when it cannot be read, or is too large to be of one run
     */
    public static Optional<YProvDocument> read(ProvJsonReader.Input input) throws IOException {
        Reading reading = new Reading();
        try {
            ProvJsonReader.read(input, reading);
        } catch (OfSomebodyElse e) {
            return Optional.empty();
        }
        return Optional.of(reading.document);
    }

    Collection<Element> elements() {
        return elements.values();
    }

    List<Relation> relations() {
        return relations;
    }

    private static final class OfSomebodyElse extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Reading implements StatementHandler {
        private final YProvDocument document = new YProvDocument();

        @Override
        public void document(Map<String, String> prefixes) throws IOException {
            boolean ours = prefixes.values().stream()
                    .anyMatch(iri -> iri.equals("prov-ml")
                            || iri.equals("provml")
                            || iri.equals("prov4ml")
                            || iri.equals("yProv4ML")
                            || iri.startsWith("https://github.com/HPCI-Lab/yProv4ML"));
            if (!ours) {
                throw new OfSomebodyElse();
            }
        }

        @Override
        public void bundle(String id, Map<String, String> prefixes) {}

        @Override
        public void endOfBundle() {}

        @Override
        public void statement(Statement statement) throws IOException {
            if (document.elements.size() + document.relations.size() >= MOST) {
                throw new IOException("has more than " + MOST
                        + " statements, which no run of yProv4ML has; --plain imports it as it is");
            }
            if (statement.kind().isElement()) {
                element(statement);
                return;
            }
            String source = statement.formal(statement.kind().source());
            Formal to = statement.kind().target(statement.formals()).orElse(null);
            String target = to == null ? null : statement.formal(to);
            if (source != null && target != null) {
                document.relations.add(new Relation(statement.kind(), local(source), local(target)));
            }
        }

        private void element(Statement said) {
            String name = local(said.id());
            Element element =
                    document.elements.computeIfAbsent(said.kind() + " " + name, any -> new Element(said.kind(), name));
            said.types().forEach(element::type);
            said.formals().forEach((formal, time) -> element.add(formal.localName(), time));
            for (Attribute attribute : said.attributes()) {
                if (attribute.local().equals("type")) {
                    element.type(attribute.value().lexical());
                } else {
                    element.add(attribute.local(), attribute.value().lexical());
                }
            }
        }

        /** The first colon ends the prefix; a name may have more. */
        private static String local(String name) {
            return name.substring(name.indexOf(':') + 1);
        }
    }
}
