package dev.headwater.sink.export;

import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.sink.prov.StatementJson;
import java.util.Set;
import java.util.TreeSet;

/** Makes the keys and bodies of statements before the document is there that they go to. */
final class StatementBodies {

    private final Set<String> schemes = new TreeSet<>();
    private final StatementJson json = new StatementJson(Namespaces.byPrefix().keySet(), schemes::add);

    String key(Statement statement) {
        return json.key(statement);
    }

    Body body(Statement statement) {
        schemes.clear();
        json.key(statement);
        byte[] bytes = json.body(statement);
        return new Body(bytes, schemes);
    }
}
