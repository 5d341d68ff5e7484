package dev.lockgate.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The few words of PostgreSQL's protocol that a pooler and a stub need. */
final class Wire {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private Wire() {}

  /** One message: its letter and what follows the length. */
  static final class Message {
    private final char letter;
    private final byte[] body;

    Message(char letter, byte[] body) {
      this.letter = letter;
      this.body = body;
    }

    char letter() {
      return letter;
    }

    /** In a ready message: whether a transaction is open. */
    char first() {
      return (char) body[0];
    }

    static Message read(DataInputStream from) throws IOException {
      char letter = (char) from.readUnsignedByte();
      var body = new byte[from.readInt() - 4];
      from.readFully(body);
      return new Message(letter, body);
    }

    void write(OutputStream to) throws IOException {
      var out = new DataOutputStream(to);
      out.writeByte(letter);
      out.writeInt(body.length + 4);
      out.write(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** The first packet of a client, after its wish for encryption was declined. */
  static byte[] startup(DataInputStream from, OutputStream to) throws IOException {
    while (true) {
      var packet = new byte[from.readInt() - 4];
      from.readFully(packet);
      int code = new DataInputStream(new java.io.ByteArrayInputStream(packet)).readInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return packet;
      }
      to.write('N');
      to.flush();
    }
  }

  static Message authenticated() {
    return new Message('R', new byte[4]);
  }

  static Message parameter(String name, String value) {
    return new Message('S', texts(name, value));
  }

  static Message cancelKey(int process, int secret) throws IOException {
    var body = new ByteArrayOutputStream();
    var out = new DataOutputStream(body);
    out.writeInt(process);
    out.writeInt(secret);
    return new Message('K', body.toByteArray());
  }

  static Message ready() {
    return new Message('Z', new byte[] {'I'});
  }

  static Message error(String sqlState, String words) {
    var fields = texts("SFATAL", "C" + sqlState, "M" + words, "");
    return new Message('E', fields);
  }

  static Message completed() {
    return new Message('C', texts("SET"));
  }

  static Message empty(char letter) {
    return new Message(letter, new byte[0]);
  }

  private static byte[] texts(String... texts) {
    return (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
