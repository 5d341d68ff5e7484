package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket, in the words that a store needs; whatever goes wrong is told in ours. */
final class S3Bucket {
  private static final Set<Integer> NOT_THERE = Set.of(404);
  private static final int ATTEMPTS = 5;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  /** What services answer that do not know a condition. */
  private static final Set<Integer> NO_CONDITIONS = Set.of(400, 501);

  private final S3Client client;
  private final StoreUrl.Bucket url;
  private final Duration pause;

  /** An upload that was begun. */
  record Upload(String key, String id) {}

  /** A part that the service has. */
  record Part(int number, String tag) {}

  /**
   * A bucket.
   *
   * @param pause before a call is repeated for the first time
   */
  S3Bucket(S3Client client, StoreUrl.Bucket url, Duration pause) {
    this.client = client;
    this.url = url;
    this.pause = pause;
  }

  String prefix() {
    return url.prefix();
  }

  /** The address of an object, for people. */
  String place(String key) {
    return url.scheme() + "://" + url.name() + "/" + key;
  }

  /**
   * Makes a call again whose line was cut while it was written: of that the SDK's own client does
   * not know that it may be repeated.
   */
  private <T> T again(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
        try {
          pauseAfter(attempt);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          throw SdkClientException.create("interrupted", e);
        }
      }
    }
  }

  /** Waits before the next attempt, each time for twice as long. */
  void pauseAfter(int attempt) throws InterruptedException {
    Thread.sleep(pause.multipliedBy(1L << attempt));
  }

  /** All keys that begin with a text; a service hands them out a thousand at a time. */
  List<String> keys(String beginning) {
    try {
      var keys = new ArrayList<String>();
      client
          .listObjectsV2Paginator(request -> request.bucket(url.name()).prefix(beginning))
          .contents()
          .forEach(object -> keys.add(object.key()));
      return keys;
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  /** A small object; empty when there is none. */
  Optional<byte[]> text(String key) {
    try {
      return Optional.of(
          client.getObjectAsBytes(request -> request.bucket(url.name()).key(key)).asByteArray());
    } catch (S3Exception e) {
      if (NOT_THERE.contains(e.statusCode()) && !isAboutBucket(e)) {
        return Optional.empty();
      }
      throw unreadable(e);
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  /** A big object from its first byte; empty when there is none. */
  Optional<InputStream> read(String key) {
    var size = size(key);
    return size.map(bytes -> new S3Input(this, key, bytes));
  }

  /** A rest of an object. */
  InputStream read(String key, long from) {
    try {
      return client.getObject(request -> {
        request.bucket(url.name()).key(key);
        if (from > 0) {
          request.range("bytes=" + from + "-");
        }
      });
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  boolean exists(String key) {
    return size(key).isPresent();
  }

  private Optional<Long> size(String key) {
    try {
      return Optional.of(
          client.headObject(request -> request.bucket(url.name()).key(key)).contentLength());
    } catch (S3Exception e) {
      if (NOT_THERE.contains(e.statusCode())) {
        return Optional.empty();
      }
      throw unreadable(e);
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  /**
   * Creates a small object that was not there. Where the service knows conditions it decides;
   * elsewhere a look does, which is enough, for names are unique.
   *
   * @return whether it was not there
   */
  boolean create(String key, byte[] text) {
    if (exists(key)) {
      return false;
    }
    try {
      put(key, RequestBody.fromBytes(text), "*");
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return sameAs(key, text);
      }
      if (!NO_CONDITIONS.contains(e.statusCode())) {
        throw notWritable(e);
      }
      try {
        put(key, RequestBody.fromBytes(text), null);
      } catch (SdkException again) {
        throw notWritable(again);
      }
    } catch (SdkException e) {
      throw notWritable(e);
    }
    return true;
  }

  /** A reply that was lost and asked for again finds our own object. */
  private boolean sameAs(String key, byte[] text) {
    return text(key).filter(stored -> Arrays.equals(stored, text)).isPresent();
  }

  /** Stores an object that is one part. */
  void put(String key, PartBuffer content) {
    try {
      put(key, body(content), null);
    } catch (SdkException e) {
      throw notWritable(e);
    }
  }

  private void put(String key, RequestBody body, @Nullable String ifNoneMatch) {
    var request = PutObjectRequest.builder().bucket(url.name()).key(key).ifNoneMatch(ifNoneMatch);
    url.encryption().ifPresent(request::serverSideEncryption);
    url.key().ifPresent(request::ssekmsKeyId);
    var built = request.build();
    again(() -> client.putObject(built, body));
  }

  /** Begins an upload in parts. */
  Upload begin(String key) {
    try {
      var created =
          again(() ->
              client.createMultipartUpload(request -> {
                request.bucket(url.name()).key(key);
                url.encryption().ifPresent(request::serverSideEncryption);
                url.key().ifPresent(request::ssekmsKeyId);
              }));
      return new Upload(key, created.uploadId());
    } catch (SdkException e) {
      throw notWritable(e);
    }
  }

  /** Sends a part, again where that may help; the service compares it with its digest. */
  Part send(Upload upload, int number, PartBuffer content) {
    try {
      var digest = content.md5();
      var sent =
          again(() ->
              client.uploadPart(
                  request ->
                      request
                          .bucket(url.name())
                          .key(upload.key())
                          .uploadId(upload.id())
                          .partNumber(number)
                          .contentMD5(digest),
                  body(content)));
      return new Part(number, sent.eTag());
    } catch (SdkException e) {
      throw notWritable(e);
    }
  }

  /** Makes an object of the parts; a reply that was lost is settled by looking. */
  void complete(Upload upload, List<Part> parts, long size) {
    var completed =
        parts.stream()
            .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.tag()).build())
            .toList();
    try {
      again(() ->
          client.completeMultipartUpload(request ->
              request
                  .bucket(url.name())
                  .key(upload.key())
                  .uploadId(upload.id())
                  .multipartUpload(CompletedMultipartUpload.builder().parts(completed).build())));
    } catch (SdkException e) {
      if (!size(upload.key()).equals(Optional.of(size))) {
        throw notWritable(e);
      }
    }
  }

  /**
   * Makes sure that an object has all its bytes.
   *
   * @throws OutsideFailed {@code store-not-writable}
   */
  void mustHold(String key, long bytes) {
    var found = size(key);
    if (!found.equals(Optional.of(bytes))) {
      throw notWritable(
          "%s bytes were sent and it holds %s"
              .formatted(bytes, found.map(size -> new ByteSize(size).toString()).orElse("none")),
          null);
    }
  }

  void abort(Upload upload) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(url.name()).key(upload.key()).uploadId(upload.id()));
    } catch (S3Exception e) {
      if (!NOT_THERE.contains(e.statusCode())) {
        throw notDeletable(e);
      }
    } catch (SdkException e) {
      throw notDeletable(e);
    }
  }

  /** Uploads below the prefix that were begun and neither completed nor aborted. */
  List<Upload> uploads() {
    try {
      var all = new ArrayList<Upload>();
      client
          .listMultipartUploadsPaginator(request -> request.bucket(url.name()).prefix(url.prefix()))
          .uploads()
          .forEach(upload -> all.add(new Upload(upload.key(), upload.uploadId())));
      return all;
    } catch (S3Exception e) {
      if (e.statusCode() == 501 || e.statusCode() == 403) {
        return List.of(); // a rule of the bucket must do it
      }
      throw unreadable(e);
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  void delete(String key) {
    try {
      client.deleteObject(request -> request.bucket(url.name()).key(key));
    } catch (SdkException e) {
      throw notDeletable(e);
    }
  }

  private static RequestBody body(PartBuffer content) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return content.read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        content.size(),
        "application/octet-stream");
  }

  private static boolean isAboutBucket(S3Exception e) {
    return e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
  }

  StepFailure unreadable(Exception e) {
    return new OutsideFailed(
        "store-unreadable",
        "The store " + this + " cannot be read: " + words(e) + ".",
        "Nothing was changed. " + hint(e),
        e);
  }

  private StepFailure notWritable(SdkException e) {
    return notWritable(words(e), e);
  }

  StepFailure notWritable(String why, @Nullable Exception e) {
    return new OutsideFailed(
        "store-not-writable",
        "The store " + this + " cannot be written: " + why + ".",
        "Nothing was changed and no backup was stored. " + (e == null ? "Run it again." : hint(e)),
        e);
  }

  private StepFailure notDeletable(SdkException e) {
    return new OutsideFailed(
        "store-delete-refused",
        "The store " + this + " does not let an object be removed: " + words(e) + ".",
        "No backup was damaged. Allow the credential to delete below the prefix, or let a rule of"
            + " the bucket remove old objects.",
        e);
  }

  private static String words(Exception e) {
    if (e instanceof S3Exception s3 && s3.awsErrorDetails() != null) {
      var details = s3.awsErrorDetails();
      return "%s %s (%s)".formatted(s3.statusCode(), details.errorCode(), details.errorMessage());
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  private static String hint(Exception e) {
    var status = e instanceof S3Exception s3 ? s3.statusCode() : 0;
    return switch (status) {
      case 301, 307 -> "Give the bucket's own region with `?region=`.";
      case 401, 403 -> "Check the key, its rights below the prefix and the clock of the runner.";
      case 404 -> "Check the bucket's name, its region and the endpoint.";
      default -> "Check the endpoint and the network, then run the step again.";
    };
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
