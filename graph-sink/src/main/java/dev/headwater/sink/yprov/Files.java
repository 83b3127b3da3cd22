package dev.headwater.sink.yprov;

/** Where the documents of all generations have the path of a file. */
final class Files {

    private Files() {}

    /** Empty for none. */
    static String pathOf(Element entity) {
        return Repairs.plain(entity.text("identifier", "path", "artifact_path", "artifact_uri"));
    }
}
