package dev.lockgate.core.backup;

import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A dump of which only what is told beside its archive matters. */
record StubDump(Supplier<Contents> counted, String position) implements DumpSource.Dump {
  @Override
  public Contents contents() {
    return counted.get();
  }

  @Override
  public SchemaState schema() {
    return new SchemaState("", new TreeMap<>(), true);
  }

  @Override
  public Manifest.Server server() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> schemas() {
    return List.of();
  }

  @Override
  public void writeTo(OutputStream sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Contents.SequenceRange> sequences() {
    return List.of();
  }

  @Override
  public void close() {
    // holds nothing
  }
}
