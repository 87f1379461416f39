package caravan.warehouse;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.duckdb.DuckDBColumnType;

/**
 * DuckDB's native library, unpacked once into a folder that stays, and loaded from there.
 *
 * <p>The driver unpacks 71 MB into the temporary folder at every start, has no setting for it, and
 * leaves the file there when the process is killed. So its class {@code DuckDBNative} is defined
 * here, before the driver touches it, with the body of {@code loadNativeLibrary} exchanged for
 * {@code System.load(the fixed file)}. Where anything about that is not as expected (another
 * driver, no writable cache, no library in the jar), the driver does it in its own way.
 */
final class NativeLibrary {

  private static final String LOADER = "loadNativeLibrary";
  private static final Optional<Path> LOADED_FROM = prepare();

  private NativeLibrary() {}

  /**
   * Loads the library from the cache if that can be done; empty where the driver is left to itself.
   */
  static Optional<Path> load() {
    return LOADED_FROM;
  }

  private static Optional<Path> prepare() {
    try {
      var file = unpacked(cache());
      if (file.isEmpty()) {
        return Optional.empty();
      }
      MethodHandles.privateLookupIn(DuckDBColumnType.class, MethodHandles.lookup())
          .defineClass(loadingFrom(file.get()));
      return file;
    } catch (IOException | ReflectiveOperationException | LinkageError | RuntimeException _) {
      return Optional.empty(); // the driver's own way works everywhere, only slower
    }
  }

  private static Path cache() {
    var configured = System.getenv("XDG_CACHE_HOME");
    var root =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return root.resolve("caravan");
  }

  /**
   * The library below a folder: as it is there with the right size, or else unpacked now, whole or
   * not at all.
   */
  static Optional<Path> unpacked(Path cache) throws IOException {
    var name = "libduckdb_java.so_" + system() + "_" + processor();
    var packed = DuckDBColumnType.class.getResource("/" + name);
    if (packed == null) {
      return Optional.empty();
    }
    var entry = packed.openConnection();
    var size = entry.getContentLengthLong();
    var folder = cache.resolve("duckdb-" + version(entry)).toAbsolutePath();
    var file = folder.resolve(name);
    if (Files.isRegularFile(file) && Files.size(file) == size) {
      return Optional.of(file);
    }
    Files.createDirectories(folder);
    var part = Files.createTempFile(folder, name, ".part");
    try {
      try (var in = entry.getInputStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return Optional.of(file);
  }

  private static String version(URLConnection entry) throws IOException {
    var manifest = entry instanceof JarURLConnection jar ? jar.getManifest() : null;
    var version = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-Version");
    return version == null ? Long.toString(entry.getContentLengthLong()) : version;
  }

  /** The driver's class, with a loader that loads one file. */
  private static byte[] loadingFrom(Path file) throws IOException {
    try (var in = DuckDBColumnType.class.getResourceAsStream("DuckDBNative.class")) {
      if (in == null) {
        throw new IOException("no DuckDBNative in the driver");
      }
      var format = ClassFile.of();
      var driver = format.parse(in.readAllBytes());
      if (driver.methods().stream().noneMatch(NativeLibrary::isLoader)) {
        throw new IOException("the driver loads its library in another way");
      }
      return format.transformClass(
          driver,
          ClassTransform.transformingMethodBodies(
              NativeLibrary::isLoader, new LoadOf(file.toString())));
    }
  }

  private static boolean isLoader(MethodModel method) {
    return method.methodName().equalsString(LOADER) && method.methodType().equalsString("()V");
  }

  private record LoadOf(String file) implements CodeTransform {
    @Override
    public void accept(CodeBuilder code, CodeElement old) {
      // the old body is left out
    }

    @Override
    public void atEnd(CodeBuilder code) {
      code.loadConstant(file)
          .invokestatic(
              ClassDesc.of("java.lang.System"),
              "load",
              MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
          .return_();
    }
  }

  private static String system() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
  }

  private static String processor() {
    var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
  }
}
