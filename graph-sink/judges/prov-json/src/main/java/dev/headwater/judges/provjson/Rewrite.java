package dev.headwater.judges.provjson;

import java.io.IOException;
import org.openprovenance.prov.json.Converter;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.vanilla.ProvFactory;

/** Reads a document and writes what it understood, so that others can compare. */
public final class Rewrite {

    private Rewrite() {}

    /**
     * Prints the seconds that each time takes.
     *
     * @param arguments the file to read, the file to write, and how often; once if that is left out
     */
    public static void main(String[] arguments) throws IOException {
        int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            Converter converter = new Converter(new ProvFactory());
            Document document = converter.readDocument(arguments[0]);
            converter.writeDocument(document, arguments[1]);
            System.out.println((System.nanoTime() - begun) / 1e9);
        }
    }
}
