package dev.headwater.judges.validation;

import org.openprovenance.prov.model.QualifiedName;
import org.openprovenance.prov.validation.ObjectMaker;
import org.openprovenance.prov.validation.Unknown;
import org.openprovenance.prov.validation.VarQName;

/** The names that the validator makes up for what a document leaves open. */
final class Variables implements ObjectMaker {

    private static final class Variable extends org.openprovenance.prov.vanilla.QualifiedName implements VarQName {
        private Variable(String namespace, String local, String prefix) {
            super(namespace, local, prefix);
        }
    }

    private static final class Unsaid extends org.openprovenance.prov.vanilla.QualifiedName implements Unknown {
        private Unsaid(String local, String prefix) {
            super("http://openprovenance.org/unknown#", local, prefix);
        }
    }

    @Override
    public VarQName makeVarQName(String namespace, String local, String prefix) {
        return new Variable(namespace, local, prefix);
    }

    @Override
    public VarQName makeVarQName(QualifiedName name) {
        return new Variable(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix());
    }

    @Override
    public Unknown makeUnknown(String local, String prefix) {
        return new Unsaid(local, prefix);
    }
}
