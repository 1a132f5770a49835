extension InterfaceLanguage {
  static let french = InterfaceLanguage(
    tag: "fr",
    pages: PageWords(
      quotes: QuoteStyle("«»", "“”", gap: "\u{A0}"),
      lessons: "Leçons",
      invitation:
        "Des leçons dont le code s’exécute vraiment : chaque nombre, tableau et graphique a été calculé par le code qui le précède.",
      skip: "Aller au texte", contents: "Sur cette page",
      language: "Langue", previous: "Précédente", next: "Suivante",
      allLessons: "Toutes les leçons", colours: "Basculer entre clair et sombre",
      setUp: "Préparation (lignes : $1)", copy: "Copier", copied: "Copié", result: "Résultat",
      rest: "Suite de la sortie",
      otherValues: "Autres valeurs", otherVariants: "Autres variantes",
      fails: "Ne compile pas", crashes: "S’arrête sur une erreur",
      plotAsText: "Graphique en texte", numbers: "Données",
      note: "Remarque", tip: "Astuce", important: "Important",
      warning: "Avertissement", caution: "Attention",
      done: "fait", toDo: "à faire", backToText: "Retour au texte",
      source: "Source de cette page",
      prerequisites: "Prérequis", run: "Exécuter cette leçon",
      inTerminal: "Dans un terminal, depuis le dossier du projet :",
      notebook: "Carnet", edit: "Modifier", computed: "Calculé avec", seed: "graine",
      behind: "Cette traduction est en retard sur sa source.",
      changed: "Modifié depuis dans la source :",
      figure: "Figure $1", table: "Tableau $1", position: "$1 sur $2", minutes: "$1 min",
      copyAll: "Copier tout le code", wrap: "Couper les longues lignes", aside: "En marge",
      predict: "À quoi vous attendez-vous ?", answer: "Afficher la réponse",
      resume: "Reprendre où vous en étiez", dismiss: "Fermer", search: "Rechercher",
      nothingFound: "Aucun résultat", keys: "Touches",
      showKeys: "Afficher ces touches",
      exercise: "Exercice $1", hint: "Indice", solution: "Corrigé", passes: "Vérification réussie"),
    plots: PlotWords(
      numbers: .commaAndSpaces,
      lineChart: "Courbes", pointChart: "Nuage de points", barChart: "Diagramme en barres",
      histogram: "Histogramme", heatMap: "Carte de chaleur", confusionMatrix: "Matrice de confusion",
      contourPlot: "Lignes de niveau", images: "Images : $1", horizontalAxis: "axe horizontal $1",
      verticalAxis: "axe vertical $1", logarithmic: "logarithmique", rows: "lignes : $1",
      columns: "colonnes : $1", range: "de $1 à $2", place: "$1 en $2", noValues: "aucune valeur",
      points: "points : $1", gaps: "sans valeur : $1", band: "dans une bande d’au plus $1 de large",
      constant: "toujours $1", lowest: "minimum $1", highest: "maximum $1", values: "valeurs : $1",
      mean: "moyenne $1", deviation: "écart type $1", most: "la plupart $1", right: "justes : $1 sur $2",
      mistakes: "erreurs les plus fréquentes : $1", levels: "lignes à $1", shares: "parts du plan : $1"),
    engine: EngineWords(
      epoch: "époque", step: "pas", layer: "couche", parameter: "paramètre", class: "classe",
      examples: "exemples", precision: "précision", recall: "rappel", loss: "perte", accuracy: "exactitude",
      training: "entraînement", validation: "validation", trainingLoss: "perte d’entraînement",
      validationLoss: "perte de validation", validationAccuracy: "exactitude de validation",
      learningRate: "taux d’apprentissage", batch: "mini-lot", smoothed: "lissée", mean: "moyenne",
      standardDeviation: "écart type", norm: "norme", gradientNorm: "norme du gradient", count: "nombre",
      value: "valeur", activation: "activation", gradient: "gradient", trueClass: "classe réelle",
      predictedClass: "classe prédite", share: "part", zero: "nuls", dead: "morts", saturated: "saturés",
      updateRatio: "rapport de mise à jour", activationDeviations: "écart-type des activations",
      gradientDeviations: "écart-type des gradients", outputGradients: "gradients par rapport aux sorties",
      parameterGradients: "gradients par rapport aux paramètres"),
    template: TemplateWords(
      summary: "Une phrase sur la leçon, pour la liste des leçons.",
      opening:
        "Dites d’abord ce qui échoue sans cette idée, et montrez-le. Un bloc est du code Swift ; la valeur de sa dernière expression est affichée.",
      results:
        "Les nombres du texte sont calculés aussi : après `{swift-dt} losses.count` pas, la perte est de `{swift-dt} losses.last!`.",
      tasks: "À essayer", task: "Quelque chose à modifier dans le code ci-dessus, et ce qu’il faut observer.")
  )
}
