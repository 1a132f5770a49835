import FlyingFox
import FlyingSocks
import Glibc

/// The sockets of a server whose answers leave at once.
///
/// An answer is written in two parts, its head and its body. By default, TCP holds the second back until the browser has
/// acknowledged the first, which on Linux is 40 ms later.
struct PromptSockets: AsyncSocketPool {
  private let sockets: any AsyncSocketPool

  init(_ sockets: any AsyncSocketPool = HTTPServer.defaultPool()) { self.sockets = sockets }

  func prepare() async throws { try await sockets.prepare() }

  func run() async throws { try await sockets.run() }

  /// The listening socket waits here first. Connections have the options of the socket that accepted them.
  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    try socket.setValue(true, for: .sendsAtOnce)
    try await sockets.suspendSocket(socket, untilReadyFor: events)
  }
}

extension SocketOption where Self == BoolSocketOption {
  static var sendsAtOnce: Self { BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY) }
}
