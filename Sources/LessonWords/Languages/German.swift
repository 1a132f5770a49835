extension InterfaceLanguage {
  static let german = InterfaceLanguage(
    tag: "de",
    pages: PageWords(
      quotes: QuoteStyle("„“", "‚‘"),
      lessons: "Lektionen",
      invitation:
        "Lektionen, deren Code wirklich läuft: Jede Zahl, jede Tabelle und jedes Diagramm hat der Code darüber berechnet.",
      skip: "Zum Text springen", contents: "Auf dieser Seite",
      language: "Sprache", previous: "Zurück", next: "Weiter",
      allLessons: "Alle Lektionen", colours: "Zwischen hell und dunkel wechseln",
      code: "Code", copy: "Kopieren", copied: "Kopiert", result: "Ergebnis",
      rest: "Rest der Ausgabe",
      fails: "Kompiliert nicht", crashes: "Bricht mit einem Fehler ab",
      plotAsText: "Diagramm als Text", numbers: "Daten",
      note: "Hinweis", tip: "Tipp", important: "Wichtig",
      warning: "Warnung", caution: "Vorsicht",
      done: "erledigt", toDo: "offen", backToText: "Zurück zum Text",
      source: "Quelltext dieser Seite",
      behind: "Diese Übersetzung ist älter als ihr Original.",
      changed: "Dort seitdem geändert:"),
    plots: PlotWords(
      numbers: .commaAndPoints,
      lineChart: "Liniendiagramm", pointChart: "Punktdiagramm", barChart: "Balkendiagramm",
      histogram: "Histogramm", heatMap: "Wärmekarte", confusionMatrix: "Konfusionsmatrix",
      contourPlot: "Höhenliniendiagramm", images: "Bilder: $1", horizontalAxis: "waagerechte Achse $1",
      verticalAxis: "senkrechte Achse $1", logarithmic: "logarithmisch", rows: "Zeilen: $1",
      columns: "Spalten: $1", range: "von $1 bis $2", place: "$1 bei $2", noValues: "keine Werte",
      points: "Punkte: $1", gaps: "ohne Wert: $1", band: "in einem Band bis zu $1 Breite",
      constant: "immer $1", lowest: "am niedrigsten $1", highest: "am höchsten $1", values: "Werte: $1",
      mean: "Mittelwert $1", deviation: "Standardabweichung $1", most: "die meisten $1",
      right: "richtig: $1 von $2", mistakes: "häufigste Fehler: $1", levels: "Linien bei $1",
      shares: "Anteile an der Ebene: $1"),
    engine: EngineWords(
      epoch: "Epoche", step: "Schritt", layer: "Schicht", parameter: "Parameter", class: "Klasse",
      examples: "Beispiele", precision: "Präzision", recall: "Sensitivität", loss: "Verlust",
      accuracy: "Genauigkeit", training: "Training", validation: "Validierung",
      trainingLoss: "Trainingsverlust", validationLoss: "Validierungsverlust",
      validationAccuracy: "Validierungsgenauigkeit", learningRate: "Lernrate", batch: "Minibatch",
      smoothed: "geglättet", mean: "Mittelwert", standardDeviation: "Standardabweichung", norm: "Norm",
      gradientNorm: "Norm des Gradienten", count: "Anzahl", value: "Wert", activation: "Aktivierung",
      gradient: "Gradient", trueClass: "wahre Klasse", predictedClass: "vorhergesagte Klasse",
      share: "Anteil", zero: "null", dead: "tot", saturated: "gesättigt",
      updateRatio: "Aktualisierungsverhältnis", activationDeviations: "Standardabweichung der Aktivierungen",
      gradientDeviations: "Standardabweichung der Gradienten",
      outputGradients: "Gradienten nach den Ausgaben", parameterGradients: "Gradienten nach den Parametern"),
    template: TemplateWords(
      summary: "Ein Satz über die Lektion, für die Liste der Lektionen.",
      opening:
        "Sagen Sie zuerst, was ohne die Idee schiefgeht, und zeigen Sie es. Ein Block ist Swift; der Wert seines letzten Ausdrucks wird gezeigt.",
      results:
        "Auch Zahlen im Text werden berechnet: Nach `{swift-dt} losses.count` Schritten ist der Verlust `{swift-dt} losses.last!`.",
      tasks: "Zum Ausprobieren",
      task: "Etwas, das man im Code oben ändern kann, und worauf man dabei achten soll."))
}
