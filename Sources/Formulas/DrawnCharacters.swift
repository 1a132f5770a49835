import LessonMarkup

extension Element {
  /// The characters that browsers draw for the formulas in this element.
  package var drawnInFormulas: Set<Unicode.Scalar> {
    var characters: Set<Unicode.Scalar> = []
    collect(&characters, isFormula: false)
    return characters
  }

  private func collect(_ characters: inout Set<Unicode.Scalar>, isFormula: Bool) {
    switch self {
    case .text(let text): if isFormula { characters.formUnion(text.unicodeScalars) }
    case .raw: break
    case .group(let children): for child in children { child.collect(&characters, isFormula: isFormula) }
    // The formula's TeX is not drawn, and words have the font of the text.
    case .element("annotation", _, _), .element("mtext", _, _): break
    case .element("msqrt", _, let children), .element("mroot", _, let children):
      characters.insert("√")
      for child in children { child.collect(&characters, isFormula: isFormula) }
    case .element("mi", let attributes, let children) where attributes.isEmpty:
      for case .text(let letter) in children { characters.formUnion(letter.slantedIfAlone) }
    case .element(let name, _, let children):
      for child in children { child.collect(&characters, isFormula: isFormula || name == "math") }
    }
  }
}

extension String {
  /// The characters that browsers show for an identifier: a letter alone is slanted.
  fileprivate var slantedIfAlone: [Unicode.Scalar] {
    let scalars = Array(unicodeScalars)
    return scalars.count == 1 ? [scalars[0].slanted] : scalars
  }
}

extension Unicode.Scalar {
  /// The letter in italics, as MathML Core maps it; other characters stay.
  package var slanted: Unicode.Scalar {
    switch self {
    case "h": "ℎ"
    case "A"..."Z": offset(from: "A", to: "𝐴")
    case "a"..."z": offset(from: "a", to: "𝑎")
    case "Α"..."Ω": offset(from: "Α", to: "𝛢")
    case "α"..."ω": offset(from: "α", to: "𝛼")
    default: Self.slantedSigns[self] ?? self
    }
  }

  private func offset(from first: Unicode.Scalar, to other: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(value - first.value + other.value) ?? self
  }

  private static let slantedSigns: [Unicode.Scalar: Unicode.Scalar] = [
    "ı": "𝚤", "ȷ": "𝚥", "∇": "𝛻", "∂": "𝜕", "ϵ": "𝜖", "ϑ": "𝜗", "ϰ": "𝜘", "ϕ": "𝜙", "ϱ": "𝜚", "ϖ": "𝜛",
    "ϴ": "𝛳",
  ]
}
