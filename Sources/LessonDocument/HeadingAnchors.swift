/// Gives headings the anchors that GitHub gives them, so that links between lessons work on both.
package struct HeadingAnchors {
  private var taken: Set<String>
  /// The last number that was tried for an anchor, from which the next search continues.
  private var numbers: [String: Int] = [:]

  /// Anchors of a page on which some ids are already in use.
  package init(taken: Set<String> = []) { self.taken = taken }

  /// The anchor of the next heading; repeated anchors are numbered from 1.
  package mutating func anchor(for heading: String) -> String {
    let slug = Self.slug(heading)
    let base = slug.isEmpty ? "section" : slug
    var anchor = base
    while !taken.insert(anchor).inserted {
      numbers[base, default: 0] += 1
      anchor = "\(base)-\(numbers[base, default: 0])"
    }
    return anchor
  }

  /// Keeps lowercase letters of any script, marks, digits, connectors such as underscores, and hyphens; spaces become
  /// hyphens, and everything else is removed.
  static func slug(_ heading: String) -> String {
    var slug: [UInt8] = []
    for scalar in heading.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", "_", "-": slug.append(UInt8(ascii: scalar))
      case "A"..."Z": slug.append(UInt8(ascii: scalar) | 0x20)
      case " ": slug.append(UInt8(ascii: "-"))
      case _ where scalar.isASCII: break
      default:
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where isWord(lower) {
          slug += String(lower).utf8
        }
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// Whether a character matches Ruby's `\p{Word}`, which GitHub uses.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isAlphabetic { return true }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: true
    default: false
    }
  }
}
