package dev.lockgate.testkit;

import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A service that speaks S3, on 127.0.0.1, with one bucket in memory; keys are checked. */
public final class S3Server implements AutoCloseable {
  /** The name of the bucket. */
  public static final String BUCKET = "backups";

  /** The key's secret, which nobody may see. */
  public static final String SECRET = "s3-secret-key";

  private static final String KEY = "s3-key";

  private final S3Proxy proxy;
  private final BlobStore store;

  private S3Server(S3Proxy proxy, BlobStore store) {
    this.proxy = proxy;
    this.store = store;
  }

  /** Starts one. */
  public static S3Server start() {
    var store = new TransientNio2BlobStore();
    store.createContainer(BUCKET);
    var proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .ignoreUnknownHeaders(true) // such as those of encryption, which it has none of
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .build();
    try {
      proxy.start();
      while (!proxy.getState().equals("STARTED")) {
        Thread.sleep(10);
      }
      return new S3Server(proxy, store);
    } catch (Exception e) {
      throw new IllegalStateException("no S3", e);
    }
  }

  /** Holds an empty object from now on, which nobody sent. */
  public void hold(String key) {
    store.putBlob(
        PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength(0L).build(),
        InputStream.nullInputStream());
  }

  /** Where it listens. */
  public int port() {
    return proxy.getPort();
  }

  /** The address of a store below a prefix, reached directly. */
  public String url(String prefix) {
    return url(prefix, port());
  }

  /** The address of a store that is reached by another port, such as a {@link FaultyHttp}'s. */
  public static String url(String prefix, int port) {
    return "s3://%s/%s?region=eu-central-1&endpoint=http://127.0.0.1:%d"
        .formatted(BUCKET, prefix, port);
  }

  /** What a job's environment must hold. */
  public Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
