/// The meaning of a TeX command.
package enum TeXCommand: Sendable, Hashable {
  case identifier(String, isUpright: Bool)
  case symbol(Math.Symbol)
  case function(String, takesLimits: Bool)
  case space(Double)

  // Commands with arguments
  case accent(Math.Accent)
  case fraction(Math.Fraction)
  case root
  case letters(MathAlphabet)
  case text(MathAlphabet)
  /// A function without its own command; with a star it takes limits.
  case operatorName
  /// The first argument in script size above or below the second.
  case above, below
  /// `(mod n)`
  case modulus
  /// Strikes out the following relation.
  case not

  case boxed, framedText
  case phantom(Math.Phantom)
  /// An invisible part as high as a parenthesis.
  case strut
  case struck(Math.Strike)
  case colored
  case arrow(String)
  /// Makes its argument a symbol of a role.
  case sign(Math.Role)
  /// Lines below each other.
  case lines
  /// A gap of an explicit length.
  case length
  case reference(isEnclosed: Bool)
  /// A command that MathJax knows but GitHub refuses, and its replacement.
  case refused(String)

  // Commands that affect the row around them
  case infix(Math.Fraction)
  case color
  case switchedLetters(MathAlphabet)
  case tag, label, noNumber
  /// A line between rows of an array.
  case rule(Math.Line)
  case left, middle, right
  case sized(Double, Math.Role)
  case begin, end
  case limits(Math.Placement)
  case style(isDisplay: Bool)
  case newLine

  /// The command with a name, without its backslash.
  package static func named(_ name: String) -> TeXCommand? { table[name] }

  /// The names of all commands.
  package static var names: some Collection<String> { table.keys }

  /// The alphabetic names, first those with the same first letter as a word: `\gama` suggests `\gamma`, not `\Gamma`.
  package static func names(like word: String) -> [String] {
    let words = table.keys.filter { $0.first?.isLetter == true }.sorted()
    return words.filter { $0.first == word.first } + words.filter { $0.first != word.first }
  }

  /// The meaning of a literal character: `≤` is `\le`.
  package static func character(_ scalar: Unicode.Scalar) -> TeXCommand? { characters[scalar] }
}

// MARK: - Tables

extension TeXCommand {
  private static let table: [String: TeXCommand] = {
    var table = structure.merging(furtherStructure, uniquingKeysWith: { $1 })
    for (words, command) in lists {
      let words = words.split(whereSeparator: \.isWhitespace)
      for index in stride(from: 0, to: words.count, by: 2) {
        table[String(words[index])] = command(String(words[index + 1]))
      }
    }
    for name in functions { table[name] = .function(name, takesLimits: false) }
    for name in limitFunctions { table[name] = .function(name, takesLimits: true) }
    for (name, arrow) in longArrows { table[name] = .arrow(arrow) }
    for (name, advice) in refusals { table[name] = .refused(advice) }
    table["liminf"] = .function("lim inf", takesLimits: true)
    table["limsup"] = .function("lim sup", takesLimits: true)
    return table
  }()

  private static let characters: [Unicode.Scalar: TeXCommand] = {
    var result = ascii
    for (words, command) in lists {
      for word in words.split(whereSeparator: \.isWhitespace).map(String.init) {
        // If several names have the same character, the last one wins; they do not differ in a way that matters.
        if let scalar = word.unicodeScalars.first, !scalar.isASCII { result[scalar] = command(word) }
      }
    }
    result["−"] = symbol("−", .binary)
    return result
  }()

  private static let ascii: [Unicode.Scalar: TeXCommand] = [
    "+": symbol("+", .binary), "-": symbol("−", .binary), "*": symbol("∗", .binary),
    "=": symbol("=", .relation), "<": symbol("<", .relation), ">": symbol(">", .relation),
    ":": symbol(":", .relation), ",": symbol(",", .punctuation), ";": symbol(";", .punctuation),
    "(": symbol("(", .opening), "[": symbol("[", .opening), ")": symbol(")", .closing),
    "]": symbol("]", .closing), "!": symbol("!", .closing), "?": symbol("?", .closing),
    "|": symbol("|", .ordinary), "/": symbol("/", .ordinary), ".": symbol(".", .ordinary),
    "@": symbol("@", .ordinary), "\"": symbol("\"", .ordinary),
  ]

  private static func symbol(_ text: String, _ role: Math.Role) -> TeXCommand {
    .symbol(Math.Symbol(text: text, role: role))
  }

  /// Lists of names, each followed by its character, and their kind of command.
  private static let lists: [(words: String, command: @Sendable (String) -> TeXCommand)] = [
    (italicLetters, { .identifier($0, isUpright: false) }),
    (uprightLetters, { .identifier($0, isUpright: true) }),
    (ordinarySymbols, { symbol($0, .ordinary) }),
    (binarySymbols, { symbol($0, .binary) }),
    (relations, { symbol($0, .relation) }),
    (arrows, { symbol($0, .relation) }),
    (openings, { symbol($0, .opening) }),
    (closings, { symbol($0, .closing) }),
    (largeOperators, { symbol($0, .largeOperator) }),
    (integrals, { symbol($0, .integral) }),
    ("colon :", { symbol($0, .punctuation) }),
  ]

  private static let italicLetters = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
    chi χ psi ψ omega ω partial ∂
    """
  private static let uprightLetters = """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇ infty ∞ ell ℓ hbar ℏ
    imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠ degree ° ldots … dots … dotsc …
    cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … vdots ⋮ ddots ⋱ % % # # $ $ & & _ _ checkmark ✓ square □ triangle △ Box □
    blacksquare ■ bigstar ★ lozenge ◊ Diamond ◇ heartsuit ♡ spadesuit ♠ clubsuit ♣ diamondsuit ♢ hslash ℏ mho ℧ complement ∁
    beth ℶ surd √ S § P ¶
    """
  private static let ordinarySymbols = """
    forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ prime ′ vert | Vert ‖ | ‖ backslash \\ sharp ♯ flat ♭ natural ♮
    """
  private static let binarySymbols = """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cap ∩ cup ∪
    uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ diamond ⋄ dagger † ddagger ‡
    ltimes ⋉ rtimes ⋊ amalg ⨿ wr ≀ bigcirc ◯ smallsetminus ∖ boxplus ⊞ boxtimes ⊠ triangleleft ◁ triangleright ▷
    """
  private static let relations = """
    le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ lt < gt > equiv ≡ sim ∼ nsim ≁ simeq ≃ approx ≈ cong ≅
    propto ∝ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
    subsetneq ⊊ supsetneq ⊋ in ∈ notin ∉ ni ∋ mid ∣ nmid ∤ parallel ∥ perp ⟂ vdash ⊢ dashv ⊣ models ⊨ doteq ≐ asymp ≍
    nleq ≰ ngeq ≱ nless ≮ ngtr ≯ nsubseteq ⊈ nsupseteq ⊉ nparallel ∦ leqq ≦ geqq ≧ lll ⋘ ggg ⋙ sqsubset ⊏ sqsupset ⊐
    sqsubseteq ⊑ sqsupseteq ⊒ bowtie ⋈ vDash ⊨ Vdash ⊩ varpropto ∝ thicksim ∼ thickapprox ≈ trianglelefteq ⊴
    trianglerighteq ⊵ smile ⌣ frown ⌢ eqcolon ∹ vcentcolon ∶ triangleq ≜ coloneqq ≔ therefore ∴ because ∵
    """
  private static let arrows = """
    leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒ Leftrightarrow ⇔ longleftarrow ⟵
    longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸ impliedby ⟸ Longrightarrow ⟹ implies ⟹ Longleftrightarrow ⟺
    iff ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗
    searrow ↘ swarrow ↙ nwarrow ↖ hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ rightharpoonup ⇀
    rightleftharpoons ⇌ rightsquigarrow ⇝ twoheadrightarrow ↠ leadsto ⇝ rightrightarrows ⇉ leftrightarrows ⇆
    leftharpoondown ↽ rightharpoondown ⇁ curvearrowright ↷ curvearrowleft ↶ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏
    """
  private static let openings = """
    { { lbrace { lbrack [ lvert | lVert ‖ langle ⟨ lfloor ⌊ lceil ⌈
    """
  private static let closings = """
    } } rbrace } rbrack ] rvert | rVert ‖ rangle ⟩ rfloor ⌋ rceil ⌉
    """
  private static let largeOperators = """
    sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
    """
  private static let integrals = "int ∫ iint ∬ iiint ∭ oint ∮"

  private static let functions = [
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
    "ker",
    "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh",
  ]
  private static let limitFunctions = ["Pr", "det", "gcd", "inf", "lim", "max", "min", "sup"]

  /// Commands outside the lists: those with arguments, and those that affect the row around them.
  private static let structure: [String: TeXCommand] = [
    ",": .space(1 / 6), "thinspace": .space(1 / 6), ":": .space(2 / 9), ">": .space(2 / 9),
    "medspace": .space(2 / 9), ";": .space(5 / 18), "thickspace": .space(5 / 18), "!": .space(-1 / 6),
    " ": .space(1 / 4), "enspace": .space(1 / 2), "quad": .space(1), "qquad": .space(2),

    "hat": .accent(.over("^")), "check": .accent(.over("ˇ")), "tilde": .accent(.over("~")),
    "acute": .accent(.over("´")), "grave": .accent(.over("`")), "dot": .accent(.over("˙")),
    "ddot": .accent(.over("¨")), "breve": .accent(.over("˘")), "bar": .accent(.over("¯")),
    "vec": .accent(.over("→")), "mathring": .accent(.over("˚")), "widehat": .accent(.wideOver("^")),
    "widetilde": .accent(.wideOver("~")), "overrightarrow": .accent(.wideOver("→")),
    "overleftarrow": .accent(.wideOver("←")), "overbrace": .accent(.wideOver("⏞")),
    "underbrace": .accent(.wideUnder("⏟")), "overbracket": .accent(.wideOver("⎴")),
    "underbracket": .accent(.wideUnder("⎵")), "overleftrightarrow": .accent(.wideOver("↔")),
    "underrightarrow": .accent(.wideUnder("→")), "underleftarrow": .accent(.wideUnder("←")),
    "dddot": .accent(.over("⋯")), "overline": .accent(.overline),
    "underline": .accent(.underline),

    "mathrm": .letters(.roman), "mathit": .letters(.italic), "mathbf": .letters(.bold),
    "boldsymbol": .letters(.boldItalic), "mathcal": .letters(.script), "mathscr": .letters(.script),
    "mathfrak": .letters(.fraktur), "mathbb": .letters(.doubleStruck), "mathsf": .letters(.sansSerif),
    "mathtt": .letters(.monospace),
    "text": .text(.roman), "textrm": .text(.roman), "textit": .text(.italic), "textbf": .text(.bold),
    "texttt": .text(.monospace), "textsf": .text(.sansSerif),

    "frac": .fraction(.usual), "dfrac": .fraction(.display), "tfrac": .fraction(.text),
    "binom": .fraction(.withoutLine), "sqrt": .root, "operatorname": .operatorName, "overset": .above,
    "stackrel": .above, "underset": .below, "pmod": .modulus, "not": .not,
    "bmod": symbol("mod", .binary),

    "left": .left, "middle": .middle, "right": .right, "begin": .begin, "end": .end, "\\": .newLine,
    "limits": .limits(.limits), "nolimits": .limits(.beside),
    "displaystyle": .style(isDisplay: true), "textstyle": .style(isDisplay: false),
    "big": .sized(1.2, .ordinary), "bigl": .sized(1.2, .opening), "bigr": .sized(1.2, .closing),
    "Big": .sized(1.8, .ordinary), "Bigl": .sized(1.8, .opening), "Bigr": .sized(1.8, .closing),
    "bigg": .sized(2.4, .ordinary), "biggl": .sized(2.4, .opening), "biggr": .sized(2.4, .closing),
    "Bigg": .sized(3, .ordinary), "Biggl": .sized(3, .opening), "Biggr": .sized(3, .closing),
    "bigm": .sized(1.2, .relation), "Bigm": .sized(1.8, .relation), "biggm": .sized(2.4, .relation),
    "Biggm": .sized(3, .relation),
  ]

  /// Further commands used in courses.
  private static let furtherStructure: [String: TeXCommand] = [
    "dbinom": .fraction(.withoutLine), "tbinom": .fraction(.withoutLine), "cfrac": .fraction(.display),
    "over": .infix(.usual), "choose": .infix(.withoutLine),
    "boxed": .boxed, "fbox": .framedText, "phantom": .phantom(.whole), "hphantom": .phantom(.horizontal),
    "vphantom": .phantom(.vertical), "smash": .phantom(.smashed), "mathstrut": .strut,
    "cancel": .struck(.upwards), "bcancel": .struck(.downwards), "xcancel": .struck(.cross),
    "textcolor": .colored, "color": .color, "substack": .lines,
    "rm": .switchedLetters(.roman), "it": .switchedLetters(.italic), "bf": .switchedLetters(.bold),
    "cal": .switchedLetters(.script), "sf": .switchedLetters(.sansSerif), "tt": .switchedLetters(.monospace),
    "mathbin": .sign(.binary), "mathrel": .sign(.relation), "mathopen": .sign(.opening),
    "mathclose": .sign(.closing), "mathpunct": .sign(.punctuation), "mathop": .sign(.function),
    "hspace": .length, "mspace": .length, "hskip": .length, "mskip": .length, "kern": .length,
    "mkern": .length,
    "tag": .tag, "label": .label, "notag": .noNumber, "nonumber": .noNumber,
    "eqref": .reference(isEnclosed: true), "ref": .reference(isEnclosed: false),
    "hline": .rule(.single), "hdashline": .rule(.dashed),
  ]

  private static let longArrows: [String: String] = [
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪", "xhookleftarrow": "↩",
  ]

  private static let refusals: [String: String] = {
    let definition = "write out what it would stand for"
    let names = [
      "def", "let", "newcommand", "renewcommand", "providecommand", "DeclareMathOperator", "newenvironment",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, definition) }).merging(
      [
        "bm": "write '\\boldsymbol'", "require": "all commands work without it",
        "colorbox": "write '\\boxed' or '\\textcolor'", "fcolorbox": "write '\\boxed' or '\\textcolor'",
        "definecolor": "write the colour where it is used", "href": "write the link in Markdown",
        "url": "write the link in Markdown", "includegraphics": "write the picture in Markdown",
      ], uniquingKeysWith: { $1 })
  }()
}

extension TeXCommand {
  /// Whether the command ends or divides the row around it, and so cannot be an argument.
  var isNoArgument: Bool {
    switch self {
    case .right, .middle, .end, .newLine, .limits, .style, .infix, .color, .switchedLetters, .tag, .label,
      .noNumber, .rule:
      true
    default: false
    }
  }
}
