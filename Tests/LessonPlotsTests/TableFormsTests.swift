import LessonDisplay
import Testing

@Suite("A table")
struct TableFormsTests {
  private let table = Table(
    title: "Runs", columns: ["name", .percent("accuracy"), "rate", "best|loss"],
    rows: [["a_b*", 0.98765, 0.1, nil], ["sieć\n<ź>", 0.5, 12.345, 0.000012345], ["日本", 1.0, 7, 2]])

  @Test("aligns numbers at the decimal point in a terminal")
  func plainText() {
    #expect(
      table.plainText == """
        Runs
        name      accuracy   rate  best|loss
        ────────  ────────  ─────  ─────────
        a_b*        98.8 %   0.1           –
        sieć <ź>    50.0 %  12.35  1.235e-05
        日本       100.0 %   7             2
        """)
  }

  @Test("is GitHub-flavoured Markdown in which cells stay as they are")
  func markdown() {
    #expect(
      table.markdown == #"""
        **Runs**

        | name           | accuracy |  rate | best\|loss |
        | -------------- | -------: | ----: | ---------: |
        | a\_b\*         |   98.8 % |   0.1 |          – |
        | sieć<br>&lt;ź> |   50.0 % | 12.35 |  1.235e-05 |
        | 日本           |  100.0 % |     7 |          2 |
        """#)
  }

  @Test("is an HTML table with caption, scopes and numbers of equal width")
  func html() {
    #expect(
      table.html.markup == """
        <table>
        <caption>Runs</caption>
        <thead>
        <tr><th scope="col">name</th><th scope="col" class="number">accuracy</th><th scope="col" class="number">rate</th><th scope="col" class="number">best|loss</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">a_b*</th><td>98.8 %</td><td>0.1 </td><td>–</td></tr>
        <tr><th scope="row">sieć<br>&lt;ź&gt;</th><td>50.0 %</td><td>12.35</td><td>1.235e-05</td></tr>
        <tr><th scope="row">日本</th><td>100.0 %</td><td>7   </td><td>2</td></tr>
        </tbody>
        </table>
        """)
  }

  @Test("has as many decimals in all numbers with exponents of a column")
  func exponents() {
    let table = Table(columns: ["error"], rows: [[9.3e-10], [1.25e-5], [1e-7], [0.5], [nil]])
    #expect(
      table.plainText == """
           error
        ────────
        9.30e-10
        1.25e-05
        1.00e-07
             0.5
               –
        """)
    let plain = Table(columns: ["rate"], rows: [[1e-5], [3e-7]])
    #expect(plain.plainText.hasSuffix("1e-05\n3e-07"))
  }

  @Test("keeps a column of numbers one when rows are left out")
  func leftOut() {
    let table = Table(columns: ["epoch", "loss"], rows: [[1, 0.5], ["…", "…"], [20, 0.25]])
    #expect(
      table.plainText == """
        epoch  loss
        ─────  ────
            1  0.5
            …     …
           20  0.25
        """)
  }

  @Test("may have no rows, or no columns")
  func empty() {
    #expect(Table(columns: ["a"], rows: []).markdown == "| a   |\n| --- |")
    #expect(Table(columns: [], rows: []).markdown == "")
    #expect(Table(columns: [], rows: []).html.markup.hasPrefix("<table>"))
  }
}
