import CZlib
import Foundation

/// The bytes of a file in order, decompressed while reading if the file is gzip.
///
/// Memory grows with the bytes actually read, never with a length in a header.
package final class FileBytes {
  private let path: String
  private let file: RegularFile
  /// The limit of bytes to read: the largest size to which a file of this size can decompress, since deflate packs at
  /// most 1032 bytes into one, but at most `greatestLimit`, so that a decompression bomb cannot exhaust memory.
  let limit: Int
  /// The number of decompressed bytes returned so far.
  private(set) var position = 0
  private var inflater: Inflater?
  /// Bytes read from the file but not yet returned or decompressed.
  private var pending: ArraySlice<UInt8> = []

  /// 1 GiB: more than any dataset in this format; the largest, EMNIST, has 0.6 GiB.
  static let greatestLimit = 1 << 30
  private static let chunk = 1 << 18

  /// Opens the file and recognizes gzip by its first two bytes.
  package init(path: String) throws {
    self.path = path
    let file: RegularFile
    do {
      file = try RegularFile(path: path)
    } catch {
      throw IDXError(path: path, problem: .unreadable(error.reason))
    }
    self.file = file
    limit = min(min(file.size, Self.greatestLimit) * 1032, Self.greatestLimit)
    try refill()
    if pending.starts(with: [0x1f, 0x8b]) {
      inflater = try Inflater(path: path)
    }
  }

  /// The next `count` bytes, or all that remain if there are fewer.
  package func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let part = try readPart(atMost: min(count - bytes.count, Self.chunk))
      if part.isEmpty { break }
      bytes += part
    }
    position += bytes.count
    return bytes
  }

  /// At least one byte, except at the end of the data.
  private func readPart(atMost count: Int) throws -> ArraySlice<UInt8> {
    if pending.isEmpty { try refill() }
    guard let inflater else {
      defer { pending = pending.dropFirst(count) }
      return pending.prefix(count)
    }
    while true {
      // Between members, the end of the input is a proper end.
      if pending.isEmpty, inflater.isBetweenMembers { return [] }
      let part = try inflater.unpack(&pending, atMost: count)
      if !part.isEmpty { return part }
      if pending.isEmpty {
        try refill()
        guard !pending.isEmpty || inflater.isBetweenMembers else {
          throw IDXError(path: path, problem: .corrupt("they end early"))
        }
      }
    }
  }

  private func refill() throws {
    do {
      pending = ArraySlice(try file.read(atMost: Self.chunk))
    } catch {
      throw IDXError(path: path, problem: .unreadable(error.reason))
    }
  }
}

/// zlib's inflate for gzip data, which may consist of several consecutive members.
private final class Inflater {
  private let path: String
  /// zlib keeps the address of the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the bytes decompressed so far are complete members.
  private(set) var isBetweenMembers = true

  init(path: String) throws {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipOnly: Int32 = MAX_WBITS + 16
    guard inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      throw IDXError(path: path, problem: .unreadable("no memory to unpack it"))
    }
  }

  deinit {
    // It fails only for a stream that was never initialized.
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Consumes bytes of `packed` and returns them decompressed; empty if they contained only headers or trailers.
  func unpack(_ packed: inout ArraySlice<UInt8>, atMost count: Int) throws -> ArraySlice<UInt8> {
    var status = Z_OK
    var used = 0
    let unpacked = packed.withUnsafeBufferPointer { packed in
      [UInt8](unsafeUninitializedCapacity: count) { unpacked, length in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.pointee.avail_in = UInt32(packed.count)
        stream.pointee.next_out = unpacked.baseAddress
        stream.pointee.avail_out = UInt32(count)
        status = inflate(stream, Z_NO_FLUSH)
        used = packed.count - Int(stream.pointee.avail_in)
        length = count - Int(stream.pointee.avail_out)
      }
    }
    packed = packed.dropFirst(used)
    switch status {
    case Z_OK, Z_BUF_ERROR:
      isBetweenMembers = false
    case Z_STREAM_END:
      isBetweenMembers = true
      status = inflateReset(stream)
      guard status == Z_OK else {
        throw IDXError(path: path, problem: .corrupt("zlib's status is \(status)"))
      }
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's status is \(status)"
      throw IDXError(path: path, problem: .corrupt(reason))
    }
    return unpacked[...]
  }
}
