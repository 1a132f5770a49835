extension InterfaceLanguage {
  static let italian = InterfaceLanguage(
    tag: "it",
    pages: PageWords(
      quotes: QuoteStyle("«»", "“”"),
      lessons: "Lezioni",
      invitation:
        "Lezioni il cui codice viene davvero eseguito: ogni numero, tabella e grafico è stato calcolato dal codice che lo precede.",
      skip: "Vai al testo", contents: "In questa pagina",
      language: "Lingua", previous: "Precedente", next: "Successiva",
      allLessons: "Tutte le lezioni", colours: "Passa da chiaro a scuro e viceversa",
      setUp: "Preparazione (righe: $1)", copy: "Copia", copied: "Copiato", result: "Risultato",
      rest: "Resto dell’output",
      fails: "Non compila", crashes: "Si ferma con un errore",
      plotAsText: "Grafico come testo", numbers: "Dati",
      note: "Nota", tip: "Suggerimento", important: "Importante",
      warning: "Avviso", caution: "Attenzione",
      done: "fatto", toDo: "da fare", backToText: "Torna al testo",
      source: "Sorgente di questa pagina",
      prerequisites: "Prerequisiti", run: "Esegui questa lezione",
      inTerminal: "In un terminale, nella cartella del progetto:",
      notebook: "Notebook", edit: "Modifica", computed: "Calcolato con", seed: "seme",
      behind: "Questa traduzione è rimasta indietro rispetto all’originale.",
      changed: "Modificato da allora:",
      figure: "Figura $1", table: "Tabella $1", position: "$1 di $2", minutes: "$1 min",
      copyAll: "Copia tutto il codice", wrap: "Manda a capo le righe lunghe",
      aside: "A margine", predict: "Che cosa ti aspetti?", answer: "Mostra la risposta",
      resume: "Riprendi da dove eri", dismiss: "Chiudi", search: "Cerca", nothingFound: "Nessun risultato",
      keys: "Tasti",
      showKeys: "Mostra questi tasti"),
    plots: PlotWords(
      numbers: .commaAndPoints,
      lineChart: "Grafico a linee", pointChart: "Grafico a punti", barChart: "Grafico a barre",
      histogram: "Istogramma", heatMap: "Mappa di calore", confusionMatrix: "Matrice di confusione",
      contourPlot: "Curve di livello", images: "Immagini: $1", horizontalAxis: "asse orizzontale $1",
      verticalAxis: "asse verticale $1", logarithmic: "logaritmico", rows: "righe: $1",
      columns: "colonne: $1", range: "da $1 a $2", place: "$1 in $2", noValues: "nessun valore",
      points: "punti: $1", gaps: "senza valore: $1", band: "in una banda larga al massimo $1",
      constant: "sempre $1", lowest: "minimo $1", highest: "massimo $1", values: "valori: $1",
      mean: "media $1", deviation: "deviazione standard $1", most: "la maggior parte $1",
      right: "corretti: $1 su $2", mistakes: "errori più frequenti: $1", levels: "linee a $1",
      shares: "parti del piano: $1"),
    engine: EngineWords(
      epoch: "epoca", step: "passo", layer: "strato", parameter: "parametro", class: "classe",
      examples: "esempi", precision: "precisione", recall: "richiamo", loss: "perdita",
      accuracy: "accuratezza", training: "addestramento", validation: "validazione",
      trainingLoss: "perdita di addestramento", validationLoss: "perdita di validazione",
      validationAccuracy: "accuratezza di validazione", learningRate: "tasso di apprendimento",
      batch: "lotto", smoothed: "lisciata", mean: "media", standardDeviation: "deviazione standard",
      norm: "norma", gradientNorm: "norma del gradiente", count: "conteggio", value: "valore",
      activation: "attivazione", gradient: "gradiente", trueClass: "classe vera",
      predictedClass: "classe prevista", share: "quota", zero: "zero", dead: "morte", saturated: "sature",
      updateRatio: "rapporto di aggiornamento", activationDeviations: "deviazione standard delle attivazioni",
      gradientDeviations: "deviazione standard dei gradienti",
      outputGradients: "gradienti rispetto alle uscite", parameterGradients: "gradienti rispetto ai parametri"
    ),
    template: TemplateWords(
      summary: "Una frase sulla lezione, per l’elenco delle lezioni.",
      opening:
        "Spiega prima che cosa va storto senza l’idea, e mostralo. Un blocco è Swift; viene mostrato il valore della sua ultima espressione.",
      results:
        "Anche i numeri nel testo sono calcolati: dopo `{swift-dt} losses.count` passi la perdita è `{swift-dt} losses.last!`.",
      tasks: "Da provare", task: "Qualcosa da cambiare nel codice qui sopra, e che cosa osservare."))
}
