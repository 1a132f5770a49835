import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("A bibliography in BibTeX")
struct BibTeXTests {
  private func read(_ text: String) -> BibliographyReader {
    BibliographyReader(Array(text.utf8), path: "refs.bib")
  }

  /// The only work of a text without errors.
  private func work(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> BibliographyEntry
  {
    let found = read(text)
    #expect(found.diagnostics.map(\.shortForm) == [], sourceLocation: sourceLocation)
    #expect(found.entries.count == 1, sourceLocation: sourceLocation)
    return try #require(found.entries.first, sourceLocation: sourceLocation)
  }

  @Test("gives authors, title, container, volume and pages of a work")
  func article() throws {
    let work = try work(
      """
      @article{srivastava2014,
        author  = {Srivastava, Nitish and Geoffrey Hinton and Ludwig van den Berg and others},
        title   = {Dropout: {A} Simple Way},
        journal = "Journal of Machine Learning Research",
        year    = 2014, volume = {15}, number = {1}, pages = {1929--1958},
        doi     = {https://doi.org/10.5555/2627435.2670313},
      }
      """)
    #expect(work.key == "srivastava2014" && work.hasMoreAuthors)
    #expect(
      work.authors == [
        .init(family: "Srivastava", given: "Nitish"), .init(family: "Hinton", given: "Geoffrey"),
        .init(family: "van den Berg", given: "Ludwig"),
      ])
    #expect(work.title == "Dropout: A Simple Way")
    #expect(work.container == "Journal of Machine Learning Research")
    #expect([work.year, work.volume, work.issue, work.pages] == ["2014", "15", "1", "1929–1958"])
    #expect(work.address == "https://doi.org/10.5555/2627435.2670313")
  }

  @Test(
    "means by TeX what TeX prints",
    arguments: [
      (#"G{\"o}del"#, "Gödel"), (#"G\"odel"#, "Gödel"), (#"{G\"{o}del}"#, "Gödel"), (#"\'e\`{e}\^e"#, "éèê"),
      (#"Fran\c{c}ois"#, "François"), (#"{\L}ukasz \l{}"#, "Łukasz ł"), (#"\L ukasz"#, "Łukasz"),
      (#"Dvo{\v r}{\'a}k"#, "Dvořák"), (#"\'{\i}n"#, "ín"), (#"\k{e}"#, "ę"), (#"\.z"#, "ż"),
      ("a---b--c-d", "a—b–c-d"), ("M.~Cox", "M.\u{A0}Cox"), ("``x''", "“x”"),
      (#"A \& B, 5\%, a\_b"#, "A & B, 5%, a_b"),
      (#"\emph{In} {Vivo}"#, "In Vivo"), ("a\n   b", "a b"), (#"$\ell_1$ norm"#, "ℓ_1 norm"),
      ("l'été", "l’été"),
      (#"x\"#, "x"), (#"\""#, ""), (#"\'{}a"#, "a"), (#"\ss"#, "ß"),
    ])
  func tex(written: String, meant: String) { #expect(TeXText.plain(written) == meant) }

  @Test(
    "knows names in each form",
    arguments: [
      ("Knuth, Donald E.", "Knuth|Donald E."), ("Donald E. Knuth", "Knuth|Donald E."), ("Plato", "Plato|"),
      ("{World Health Organization}", "World Health Organization|"),
      ("de la Vall{\\'e}e Poussin, Charles", "de la Vallée Poussin|Charles"),
      ("Ludwig van Beethoven", "van Beethoven|Ludwig"), ("King, Jr, Martin Luther", "King Jr|Martin Luther"),
      ("{\\'E}va Tardos", "Tardos|Éva"), ("{Barnes and Noble}", "Barnes and Noble|"),
      ("al-Khwarizmi", "al-Khwarizmi|"),
    ])
  func names(written: String, meant: String) {
    let names = BibTeXNames(written)
    #expect(names.names.map { $0.family + "|" + $0.given } == [meant] && !names.hasMore)
  }

  @Test("joins texts by '#', and knows '@string', months, comments and parentheses")
  func strings() throws {
    let work = try work(
      """
      This text is a comment, and so is me@example.org.
      @comment{jabref-meta: databaseType:bibtex; {a {b}}}
      @preamble{ "\\newcommand{\\x}{y}" }
      @STRING( pub = "Example " # {Press} )
      @Book(k, title = {A} # " {"}B{"} " # 3, publisher = pub, month = 10 # "~" # oct, year = "2001")
      """)
    #expect(work.title == "A ”B” 3" || work.title == "A \"B\" 3")
    #expect(work.publisher == "Example Press" && work.year == "2001")
  }

  @Test("is read as JabRef and Zotero export it")
  func exports() throws {
    let found = read(
      """
      % Encoding: UTF-8

      @InProceedings{Nowak2019,
        author    = {Zofia Nowak and {\\'S}wi{\\k{e}}tos{\\l}aw Zi{\\k{e}}ba},
        booktitle = {Proc. of the 3\\textsuperscript{rd} Workshop},
        title     = {On {SGD}},
        year      = {2019},
        groups    = {a, b},
      }

      @Comment{jabref-meta: saveActions:enabled;
      date[normalize_date]
      ;}

      @article{muller_nets_2020,
      \ttitle = {Nets \\& {Trees}},
      \tcopyright = {All rights reserved},
      \turl = {https://example.org/a\\_b},
      \tabstract = {We give 100\\% of @all things.},
      \tjournaltitle = {J. Ex.},
      \tdate = {2020-05-01},
      \tauthor = {Müller, Ann-Kathrin},
      \tfile = {PDF:/home/x.pdf:application/pdf},
      }
      """)
    #expect(found.diagnostics.map(\.shortForm) == [])
    #expect(found.entries.map(\.key) == ["Nowak2019", "muller_nets_2020"])
    #expect(found.entries[0].authors.map(\.family) == ["Nowak", "Zięba"])
    #expect(found.entries[0].authors[1].given == "Świętosław")
    #expect(found.entries[0].container == "Proc. of the 3rd Workshop")
    #expect(found.entries[1].year == "2020" && found.entries[1].container == "J. Ex.")
    #expect(found.entries[1].url == "https://example.org/a_b" && found.entries[1].title == "Nets & Trees")
  }

  @Test("of arXiv has an address there")
  func arXiv() throws {
    let work = try work("@misc{a, eprint = {1412.6980}, archivePrefix = {arXiv}, title = {Adam}}")
    #expect(work.address == "https://arxiv.org/abs/1412.6980")
    #expect(try self.work("@misc{a, url = {javascript:alert(1)}}").address == nil)
  }

  @Test(
    "has its errors at their line and column, and the works around them",
    arguments: [
      ("@a{k, title = {x}", "1:1: error: the entry that begins here is not closed"),
      ("\n\n@a{k, title = {x{y}", "3:15: error: no '}' closes the brace that opens here"),
      ("@a{k, title = \"x}", "1:15: error: no '\"' closes the text that begins here"),
      ("@a{k, title {x}}", "1:7: error: a field is written as 'name = {value}'"),
      ("@a{k, title = {x} year = 1}", "1:19: error: a comma is missing after the field 'title' of 'k'"),
      (
        "@a{k, title = }",
        "1:15: error: a value stands in braces or quotes, or is a number or the name of an '@string'"
      ),
      (
        "@a{title = {x}}",
        "1:4: error: an entry begins with its key and a comma, as in '@article{srivastava2014, title = …}'"
      ),
      ("@a{k, title = zzz}", "1:15: warning: no '@string' defines 'zzz'; a text stands in braces"),
      ("@a{before, title = {x}}", "1:1: warning: 'before' stands in line 1 too; that entry is used"),
    ])
  func errors(text: String, report: String) {
    let around = read("@a{before,}\n@a{after,}")
    #expect(around.entries.map(\.key) == ["before", "after"])
    let isRepeated = text.contains("before")
    let found = read((isRepeated ? "@a{before,} " : "") + text + "\n@a{after, title = {y}}\n")
    let expected = isRepeated ? report.replacing("1:1:", with: "1:13:") : report
    #expect(found.diagnostics.map(\.shortForm) == [expected])
    #expect(found.entries.last?.key == "after")
  }

  @Test("that is too large, or no text, is refused")
  func refused() {
    #expect(read(String(repeating: " ", count: Bibliography.mostBytes + 1)).diagnostics.count == 1)
    let found = BibliographyReader(Array("@a{k, title = {".utf8) + [0xFF], path: "refs.bib")
    #expect(found.diagnostics.map(\.shortForm) == ["1:16: error: this file is not UTF-8; save it as UTF-8"])
  }
}

@Suite("A bibliography in CSL-JSON")
struct CSLTests {
  private func read(_ text: String) -> BibliographyReader {
    BibliographyReader(Array(text.utf8), path: "refs.json")
  }

  @Test("gives the same as one in BibTeX")
  func items() throws {
    let found = read(
      """
      [{"id": "srivastava2014", "type": "article-journal", "title": "Dropout: <i>A</i> way",
        "author": [{"family": "Srivastava", "given": "Nitish"}, {"literal": "A Group"},
                   {"family": "Berg", "given": "L.", "non-dropping-particle": "van den"}],
        "issued": {"date-parts": [[2014, 6]]}, "container-title": "JMLR", "volume": 15, "issue": "1",
        "page": "1929-1958", "DOI": "10.1/x", "URL": "https://example.org", "unknown": [1]},
       {"id": 7, "issued": {"raw": "1999-01"}}]
      """)
    #expect(found.diagnostics.map(\.shortForm) == [])
    let work = try #require(found.entries.first)
    #expect(work.title == "Dropout: A way" && work.pages == "1929–1958" && work.volume == "15")
    #expect(work.authors.map(\.family) == ["Srivastava", "A Group", "van den Berg"])
    #expect(work.year == "2014" && work.address == "https://doi.org/10.1/x")
    #expect(found.entries[1].key == "7" && found.entries[1].year == "1999")
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      ("[{\"id\": 1},\n {]", "2:3: error: this is not JSON: something else is expected here"),
      (
        "[{\"title\": \"a\"}]",
        "-: error: this is not a list of objects with 'id', as programs export CSL-JSON: item 1 has no 'id'"
      ),
      (
        "{}",
        "-: error: this is not a list of objects with 'id', as programs export CSL-JSON: the file has a value of another kind"
      ),
    ])
  func errors(text: String, report: String) { #expect(read(text).diagnostics.map(\.shortForm) == [report]) }
}
