extension FuzzedFormat {
  /// Words that mean something to the reader.
  var words: [String] {
    switch self {
    case .lesson:
      [
        "```swift-dt\n", "\n```\n", "~~~", "`{swift-dt} ", "{swift-dt tol=", "`", "\n> ", "\n- ", "\n1. ",
        "\n\n", "\t",
        "|", "\n|-|-|\n", "[^1]", "\n[^1]: ", "[a](", "](", ")", "![", "<", "</div>", "<!--", "-->",
        "<a href=\"", "&#0;",
        "\\", "*", "__", "~~", "# ", "\n===\n", "---\n", "title: ", "labels: {", "seed: -1", "&a ", "*a ",
        "!!int ", "{", "[",
        "id=", "tol=", "fail ", "crash ", "timeout=", "\0", "\r", "\u{1B}[2J", "\u{202E}", "\u{301}",
        "\u{FEFF}", "👩‍👧",
        "https://a.b/", "a@b.c", "$x$", "$$",
      ]
    case .frontMatter:
      [
        "title: ", "seed: ", "-1", "9223372036854775808", "tol: ", "0.1", "timeout: 1e400", "requires: [",
        "labels: {",
        "a: b", "\n", "\n  ", "\t", "'", "\"", "{", "}", "[", "]", ",", ": ", "- ", "# ", "&a ", "*a",
        "<<: *a", "!!int ",
        "!!binary ", "!<x> ", "|", "> ", "? ", "%YAML 1.2\n", "---\n", "...\n", ".nan", ".inf", "~", "null",
        "\0", "\u{85}",
        "\u{FEFF}", "\r",
      ]
    case .options:
      [
        "id=", "caption=", "caption=\"a b\"", "tol=", "tol=0.1", "tol=-1", "timeout=", "timeout=0", "nan",
        "inf", "1e400", "5e-324", "fold",
        "fail",
        "crash", "silent", "invisible", "passthrough", "compile-only", "nest", "=", "==", " ", "\t", "\"",
        "`", "~~~", "}",
        "{", "\\", "&#32;", "\0", "\u{A0}", "\u{301}", "\u{202E}", "\u{1B}[2J",
      ]
    case .code:
      [
        "=", " = ", "/**/", "/* */", "/ ", "/", "#/", "//", "\"", "\"\"\"", "\\(", "(", ")", "{", "}", "[",
        "]", "<", ">",
        "let ", "var ", "func ", "if ", "guard ", "#if ", "#endif\n", "#line ", "@", "\\", "`", "“", "”",
        "\u{A0}", "\0",
        "0x", "1e", "0b2", "?", "!", "->", "...", ":", ";", ",", "&", "async ", "throws", "switch x { case ",
        "\r", "\n",
        "$0", "#", "\u{FEFF}", "=/**/ ", " /**/=", "is ", "as ", "class ", "extension ", "some ", "macro ",
        "\t",
      ]
    case .events, .record:
      [
        "null", "true", "[]", "{}", "\"\"", "\"nan\"", "\"∞\"", "\"-∞\"", "0", "-1", "1e308", "-1e308",
        "5e-324", "1e400",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1000000", ",", "\\u0000",
        "\\u001b",
        "\\ud800", "\u{202E}", "<script>", "\n", "[[", "]]", "{\"", "0.1,0.2", "\u{301}",
        "1*9223372036854775807", "1*1000000000", "\"columns\":-1", "\"columns\":9223372036854775807",
        "\"rows\":[]", "\"decimals\":{\"_0\":1000000000}", String(repeating: "[", count: 600),
        String(repeating: "{\"group\":{\"_0\":[", count: 12),
      ]
    case .training: ["\0\0\0\0\0\0\0\u{1}", "\u{1}\0\0\0\0\0\0\0", "\u{7F}", "\0"]
    case .translation:
      [
        "<!--\n", "-->\n", "CO_OP_TRANSLATOR_METADATA:", "\"original_hash\":", "\"source_file\":",
        "\"language_code\":",
        "\"../../../etc/passwd\"", "\"\"", "null", "{", "}", ",", "--", ">", "\\u0000", "\\ud800", "\u{202E}",
        "\n", "[", "]",
      ]
    case .idx: ["\0", "\u{8}", "\u{7F}", "\u{1F}\u{8B}", "\0\0\0\u{1}", "\u{7F}\u{7F}\u{7F}\u{7F}"]
    case .safetensors:
      [
        "\"F32\"", "\"F64\"", "\"BOOL\"", "\"I64\"", "[0,4]", "[4,0]", "[-1,4]", "[9223372036854775807]",
        "\"shape\":",
        "\"data_offsets\":", "{", "}", "\"", "null", "1e99", "__metadata__", "\0", "\u{7F}",
      ]
    case .csv:
      [
        "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "1e999", "-", "nan", "∞", "\0", "\u{FEFF}", "kind",
        "size", " ",
      ]
    }
  }
}
