package dev.headwater.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Neo4jServer} of the run: started when the first test asks for it, stopped after the last. */
public final class Neo4jExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Neo4jExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Neo4jServer.class;
    }

    @Override
    public Neo4jServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Neo4jServer.class, type -> Neo4jServer.launch(), Neo4jServer.class);
    }
}
