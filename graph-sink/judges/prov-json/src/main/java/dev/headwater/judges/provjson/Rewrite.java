package dev.headwater.judges.provjson;

import java.io.IOException;
import org.openprovenance.prov.json.Converter;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.vanilla.ProvFactory;

/** Reads a document and writes what it understood, so that others can compare. */
public final class Rewrite {

    private Rewrite() {}

    /** @param arguments the file to read, the file to write */
    public static void main(String[] arguments) throws IOException {
        Converter converter = new Converter(new ProvFactory());
        Document document = converter.readDocument(arguments[0]);
        converter.writeDocument(document, arguments[1]);
    }
}
