package caravan.http;

import java.nio.file.Path;

/**
 * Where files of rows are kept.
 *
 * @param folder made where it is missing
 */
public record UploadSettings(Path folder) {}
