/// How pages look.
///
/// One column of a measure that is comfortable to read, the reader's own fonts, light and dark as the reader's system is.
/// What is wider than the column scrolls inside itself.
enum Theme {
  /// The style sheet that every page holds.
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #fff; --ink: #1d2025; --soft: #5c6470; --line: #dfe2e7; --link: #0a58a8;
      --code: #f6f7f9; --mark: #b9cfe8; --warn: #b3401e; --warn-paper: #fdf3ee;
      --keyword: #9a2b7d; --type: #0b6571; --string: #356b1f; --number: #2455b4; --comment: #636b76;
      --attribute: #875400;
      --text: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", system-ui,
        sans-serif;
      --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono",
        monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15181d; --ink: #dde1e7; --soft: #9aa3af; --line: #333a44; --link: #82b7f2;
        --code: #1c2026; --mark: #3b5270; --warn: #f0a081; --warn-paper: #2a1f1b;
        --keyword: #e391c9; --type: #70c8d4; --string: #9bcb86; --number: #93bdf6; --comment: #929ba7;
        --attribute: #dfb469;
      }
    }
    * { box-sizing: border-box; }
    html { font: 100%/1.6 var(--text); background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
    body { margin: 0; overflow-wrap: break-word; }
    main, body > nav { max-width: 48rem; margin: 0 auto; padding: 0 1.25rem; }
    main { padding-bottom: 5rem; font-size: 1.0625rem; }
    body > nav { padding-top: 1.25rem; font-size: .9rem; }
    body > nav a { color: var(--soft); text-decoration: none; }
    body > nav a:hover { color: var(--link); text-decoration: underline; }
    a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .15em; }
    h1, h2, h3, h4, h5, h6 { position: relative; line-height: 1.25; margin: 2em 0 .6em; font-weight: 650;
      text-wrap: balance; }
    h1 { font-size: 2.1rem; margin-top: 1.2em; letter-spacing: -.015em; }
    h2 { font-size: 1.5rem; letter-spacing: -.01em; }
    h3 { font-size: 1.2rem; }
    :is(h2, h3, h4) + :is(h3, h4, h5) { margin-top: 1em; }
    h4, h5, h6 { font-size: 1.0625rem; }
    .anchor { position: absolute; inset-inline-start: -1.1em; padding-inline-end: .4em; text-decoration: none;
      color: var(--soft); font-weight: 400; opacity: 0; }
    .anchor::before { content: "#"; }
    :is(h1, h2, h3, h4, h5, h6):hover > .anchor { opacity: 1; }
    p, ul, ol, dl, blockquote, pre, figure, details, .table, .block { margin: 0 0 1.1em; }
    ul, ol { padding-inline-start: 1.6em; }
    li { margin: .25em 0; }
    li > :is(ul, ol) { margin-bottom: .4em; }
    .task { list-style: none; }
    .task > input { margin-inline: -1.4em .4em; }
    blockquote { margin-inline: 0; padding-inline-start: 1.1em; border-inline-start: 3px solid var(--mark);
      color: var(--soft); }
    blockquote > :last-child, li > :last-child, details > :last-child { margin-bottom: 0; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2.5em 0; }
    img, picture { max-width: 100%; height: auto; }
    sup, sub { font-size: .75em; line-height: 0; }
    math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "DejaVu Math TeX Gyre", "Noto Sans Math",
      math; }
    mtable[displaystyle] > mtr > mtd { padding-block: .35em; }
    .whole { white-space: nowrap; }
    .formula { display: block; overflow: auto hidden; }
    mark { background: var(--mark); color: inherit; }
    kbd { border: 1px solid var(--line); border-radius: 4px; padding: .05em .35em; font: .85em var(--mono); }
    code, samp, tt { font: .875em/1.5 var(--mono); }
    :not(pre) > code { background: var(--code); border-radius: 4px; padding: .12em .35em; direction: ltr;
      unicode-bidi: isolate; }
    pre { overflow-x: auto; padding: .8em 1em; border: 1px solid var(--line); border-radius: 8px; line-height: 1.5;
      tab-size: 4; background: var(--code); text-align: start; }
    pre > :is(code, samp) { display: block; width: max-content; min-width: 100%; padding: 0; background: none;
      font-size: .85rem; }
    .k { color: var(--keyword); } .t { color: var(--type); } .s { color: var(--string); } .n { color: var(--number); }
    .c { color: var(--comment); } .a { color: var(--attribute); }
    .table, :not(.table) > table { overflow-x: auto; }
    :not(.table) > table { display: block; }
    table { border-collapse: collapse; font-size: .94em; font-variant-numeric: tabular-nums; }
    caption { text-align: start; font-weight: 600; padding-bottom: .4em; }
    th, td { padding: .4em .9em; text-align: start; border-bottom: 1px solid var(--line); }
    th { font-weight: 600; }
    thead th { border-bottom-width: 2px; }
    .result :is(thead th, .number) { white-space: nowrap; }
    tbody th { font-weight: inherit; }
    tbody > tr:last-child > * { border-bottom: 0; }
    :is(th, td).left { text-align: left; } :is(th, td):is(.right, .number) { text-align: right; }
    .number { direction: ltr; }
    :is(th, td).center { text-align: center; }
    .block { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    .block > * { margin: 0; }
    .block pre { border: 0; border-radius: 0; }
    .block > :is(.result, .chart, .passed) + :is(.result, .chart, .passed) { padding-top: 0; }
    .block > pre.result { background: none; }
    .block > .result, .block > .chart, .block > .passed { padding: .8em 1em;
      box-shadow: inset 3px 0 var(--bar, var(--mark)); }
    [dir=rtl] .block > :is(.result, .chart, .passed) { box-shadow: inset -3px 0 var(--bar, var(--mark)); }
    .block > pre.message { background: var(--warn-paper); color: var(--warn); --bar: var(--warn); }
    .block > .passed > :last-child, .block > .table > table { margin-bottom: 0; }
    .chart { overflow-x: auto; }
    .plot { display: block; width: 30rem; max-width: 100%; min-width: 20rem; height: auto; margin: 0 auto;
      font-family: inherit; direction: ltr; }
    summary { cursor: pointer; }
    details.code > summary { padding: .5em 1em; color: var(--soft); font-size: .9rem; background: var(--code); }
    details.code > pre { border-top: 1px solid var(--line); }
    .footnotes { margin-top: 3em; border-top: 1px solid var(--line); padding-top: 1em; font-size: .94em;
      color: var(--soft); }
    .footnotes li > p:has(+ .back) { display: inline; margin-inline-end: .4em; }
    .reference a, .back { text-decoration: none; }
    .lessons { list-style: none; padding: 0; }
    .lessons > li { margin: 0; padding: 1em 0; border-bottom: 1px solid var(--line); }
    .lessons > li:first-child { border-top: 1px solid var(--line); }
    .lessons a { font-weight: 600; font-size: 1.15rem; text-decoration: none; }
    .lessons a:hover { text-decoration: underline; }
    .lessons p { margin: .25em 0 0; color: var(--soft); }
    @media (max-width: 40rem) {
      main { font-size: 1rem; }
      h1 { font-size: 1.7rem; }
      h2 { font-size: 1.35rem; }
    }
    @media print {
      :root { --paper: #fff; --ink: #000; --soft: #333; --line: #999; --link: #000; --code: #fff; --mark: #ccc;
        --warn: #000; --warn-paper: #fff; --keyword: #000; --type: #000; --string: #000; --number: #000;
        --comment: #444; --attribute: #000; }
      html { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      body > nav, .anchor { display: none; }
      pre > :is(code, samp) { width: auto; white-space: pre-wrap; }
      .block { break-inside: avoid; }
      h1, h2, h3, h4, h5, h6 { break-after: avoid; }
    }
    """
}
