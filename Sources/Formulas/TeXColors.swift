/// Colours by their names in LaTeX and CSS, and by numbers.
extension TeXParser {
  /// The colour that follows `\textcolor` or `\color`, in CSS syntax. The command has been consumed.
  package mutating func color(_ taker: TeXToken) throws(TeXError) -> String {
    var model = ""
    if lexer.next.kind == .character("[") {
      _ = lexer.take()
      guard let name = lexer.take(through: "]") else {
        throw error(taker, "the '[' here is never closed by ']'")
      }
      model = name
    }
    let open = lexer.take()
    let start = lexer.place
    guard open.kind == .open, let name = lexer.take(through: "}") else {
      throw error(taker, "a colour in braces follows '\(taker.spelling)'")
    }
    let words = name.filter { $0 != " " }
    guard let color = Self.color(words, model: model) else {
      throw TeXError(
        reason: .other(
          "a colour is a name such as 'red' or 'ForestGreen', or '#0a7'; found '\(name)'"),
        range: start..<start + max(1, name.unicodeScalars.count))
    }
    return color
  }

  private static func color(_ text: String, model: String) -> String? {
    let parts = text.split(separator: ",").compactMap { Double($0) }
    switch model {
    case "":
      if let value = latexColors[text] { return "#" + value }
      if text.wholeMatch(of: /#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})/) != nil { return text.lowercased() }
      return cssColors.contains(text.lowercased()) ? text.lowercased() : nil
    case "HTML": return text.wholeMatch(of: /[0-9A-Fa-f]{6}/) != nil ? "#" + text.lowercased() : nil
    case "rgb" where parts.count == 3: return hex(parts.map { $0 * 255 })
    case "RGB" where parts.count == 3: return hex(parts)
    case "gray" where parts.count == 1: return hex(Array(repeating: parts[0] * 255, count: 3))
    default: return nil
    }
  }

  private static func hex(_ parts: [Double]) -> String? {
    guard parts.allSatisfy({ (0...255).contains($0) }) else { return nil }
    return "#"
      + parts.map { part in
        let digits = String(Int(part.rounded()), radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  private static let cssColors = Set(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue
    chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey
    darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray
    darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen
    fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
    lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
    lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime
    limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver
    skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// LaTeX's `dvipsnames`, each followed by its colour.
  private static let latexColors: [String: String] = {
    let words = """
      Apricot fbb982 Aquamarine 00b5be Bittersweet c04f17 Black 221e1f Blue 2d2f92 BlueGreen 00b3b8 BlueViolet 473992
      BrickRed b6321c Brown 792500 BurntOrange f7921d CadetBlue 74729a CarnationPink f282b4 Cerulean 00a2e3
      CornflowerBlue 41b0e4 Cyan 00aeef Dandelion fdbc42 DarkOrchid a4538a Emerald 00a99d ForestGreen 009b55 Fuchsia 8c368c
      Goldenrod ffdf42 Gray 949698 Green 00a64f GreenYellow dfe674 JungleGreen 00a99a Lavender f49ec4 LimeGreen 8dc73e
      Magenta ec008c Mahogany a9341f Maroon af3235 Melon f89e7b MidnightBlue 006795 Mulberry a93c93 NavyBlue 006eb8
      OliveGreen 3c8031 Orange f58137 OrangeRed ed135a Orchid af72b0 Peach f7965a Periwinkle 7977b8 PineGreen 008b72
      Plum 92268f ProcessBlue 00b0f0 Purple 99479b RawSienna 974006 Red ed1b23 RedOrange f26035 RedViolet a1246b
      Rhodamine ef559f RoyalBlue 0071bc RoyalPurple 613f99 RubineRed ed017d Salmon f69289 SeaGreen 3fbc9d Sepia 671800
      SkyBlue 46c5dd SpringGreen c6dc67 Tan da9d76 TealBlue 00aeb3 Thistle d883b7 Turquoise 00b4ce Violet 58429b
      VioletRed ef58a0 White ffffff WildStrawberry ee2967 Yellow fff200 YellowGreen 98cc70 YellowOrange faa21a
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    return Dictionary(
      stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }, uniquingKeysWith: { $1 })
  }()
}
