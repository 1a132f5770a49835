/// The element types of a safetensors file that can be converted to single precision, by their names in the header.
enum SafetensorsElement: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint64 = "U64"
  case uint32 = "U32"
  case uint16 = "U16"
  case uint8 = "U8"

  /// The size of an element in bytes.
  var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8: 1
    }
  }

  /// Fills `floats` with the elements in `bytes`; elements of 64 and 32 bits are rounded to the nearest.
  ///
  /// - Returns: the first finite element that is too large for single precision, if there is one.
  func convert(
    _ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>
  ) -> (index: Int, value: Double)? {
    switch self {
    case .float64: return narrow(bytes, into: floats)
    case .float32: each(bytes, UInt32.self, into: floats) { Float(bitPattern: $0) }
    case .float16: each(bytes, UInt16.self, into: floats) { Float(Float16(bitPattern: $0)) }
    case .bfloat16: each(bytes, UInt16.self, into: floats) { Float(bitPattern: UInt32($0) << 16) }
    case .int64: each(bytes, Int64.self, into: floats) { Float($0) }
    case .int32: each(bytes, Int32.self, into: floats) { Float($0) }
    case .int16: each(bytes, Int16.self, into: floats) { Float($0) }
    case .int8: each(bytes, Int8.self, into: floats) { Float($0) }
    case .uint64: each(bytes, UInt64.self, into: floats) { Float($0) }
    case .uint32: each(bytes, UInt32.self, into: floats) { Float($0) }
    case .uint16: each(bytes, UInt16.self, into: floats) { Float($0) }
    case .uint8: each(bytes, UInt8.self, into: floats) { Float($0) }
    }
    return nil
  }

  private func narrow(
    _ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>
  ) -> (index: Int, value: Double)? {
    var tooLarge: (index: Int, value: Double)?
    for index in floats.indices {
      let value = Double(bitPattern: load(bytes, UInt64.self, at: index))
      floats[index] = Float(value)
      if value.isFinite, !floats[index].isFinite, tooLarge == nil { tooLarge = (index, value) }
    }
    return tooLarge
  }

  @inline(__always)
  private func each<Stored: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ type: Stored.Type, into floats: UnsafeMutableBufferPointer<Float>,
    _ convert: (Stored) -> Float
  ) {
    for index in floats.indices { floats[index] = convert(load(bytes, type, at: index)) }
  }

  @inline(__always)
  private func load<Stored: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ type: Stored.Type, at index: Int
  ) -> Stored {
    Stored(littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: type))
  }
}
