import Foundation

/// Why a file of images or labels cannot be used.
public struct IDXError: Error, Equatable {
  /// What is wrong with the file.
  public enum Problem: Sendable, Hashable {
    /// It cannot be opened or read; the system's reason.
    case unreadable(String)
    /// None of the names it may have is in the folder.
    case missing(names: [String])
    /// It does not begin as an IDX file of unsigned bytes with so many dimensions does.
    case wrongMagic(found: [UInt8], dimensions: Int)
    /// Its dimensions have no elements, or more than a file of this size can hold or than are read: 2^30.
    case wrongDimensions(found: [Int], limit: Int)
    /// It ends before its data do.
    case truncated(found: Int, expected: Int)
    /// It goes on after its data.
    case trailingBytes(expected: Int)
    /// Its compressed data are damaged; zlib's reason.
    case corrupt(String)
    /// A label is not one of the classes.
    case labelOutOfRange(index: Int, found: Int, classCount: Int)
    /// Its labels are not as many as the images.
    case labelCount(found: Int, expected: Int)
    /// Its images have not the size of those they go with.
    case imageShape(found: [Int], expected: [Int])
  }

  /// The file, or the folder in which it is missing.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem
}

extension IDXError: CustomStringConvertible, LocalizedError {
  /// The file, what was found in it, and what was expected.
  public var description: String { "\(path): \(problem.description)" }

  /// The same as `description`.
  public var errorDescription: String? { description }
}

extension IDXError.Problem: CustomStringConvertible {
  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read: \(reason)"
    case .missing(let names):
      "found none of \(names.joined(separator: ", "))"
    case .wrongMagic(let found, let dimensions):
      "begins with \(Self.hexadecimal(found)), expected \(Self.hexadecimal([0, 0, 8, UInt8(dimensions)])): "
        + "an IDX file of unsigned bytes with \(dimensions) \(dimensions == 1 ? "dimension" : "dimensions"), plain or gzip"
    case .wrongDimensions(let found, let limit):
      "its header says \(found.dimensions) elements, expected at least 1 and at most \(limit) by its size"
    case .truncated(let found, let expected):
      "ends after \(found) bytes, expected \(expected)"
    case .trailingBytes(let expected):
      "goes on after its data, expected \(expected) bytes in all"
    case .corrupt(let reason):
      "its gzip data are damaged: \(reason)"
    case .labelOutOfRange(let index, let found, let classCount):
      "label \(index) is \(found), expected one of 0 ..< \(classCount)"
    case .labelCount(let found, let expected):
      "has \(found) labels, expected \(expected): one for each image"
    case .imageShape(let found, let expected):
      "its images are \(found.dimensions), expected \(expected.dimensions)"
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "nothing" }
    return bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined(separator: " ")
  }
}
