package dev.lockgate.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets on which the system looks every 30 s whether the other side is still there: a long quiet
 * phase is not cut by a firewall in between, and a dead line is noticed within a minute. pgjdbc
 * makes one by the name of this class.
 */
public final class WatchedSockets extends SocketFactory {
  private static final int IDLE_SECONDS = 30;
  private static final int INTERVAL_SECONDS = 10;
  private static final int COUNT = 3;

  /** For pgjdbc. */
  public WatchedSockets() {}

  @Override
  public Socket createSocket() throws IOException {
    return watched(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return watched(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return watched(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return watched(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return watched(new Socket(host, port, local, localPort));
  }

  private static Socket watched(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, COUNT);
    }
    return socket;
  }
}
