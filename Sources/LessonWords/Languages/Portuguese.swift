extension InterfaceLanguage {
  static let portuguese = InterfaceLanguage(
    tag: "pt",
    pages: PageWords(
      quotes: QuoteStyle("“”", "‘’"),
      lessons: "Lições",
      invitation:
        "Lições cujo código é executado de verdade: cada número, tabela e gráfico foi calculado pelo código acima dele.",
      skip: "Ir para o texto", contents: "Nesta página",
      language: "Idioma", previous: "Anterior", next: "Próxima",
      allLessons: "Todas as lições", colours: "Alternar entre claro e escuro",
      setUp: "Preparação (linhas: $1)", copy: "Copiar", copied: "Copiado", result: "Resultado",
      rest: "Restante da saída",
      fails: "Não compila", crashes: "Termina com um erro",
      plotAsText: "Gráfico em texto", numbers: "Dados",
      note: "Nota", tip: "Dica", important: "Importante",
      warning: "Aviso", caution: "Cuidado",
      done: "feito", toDo: "por fazer", backToText: "Voltar ao texto",
      source: "Fonte desta página",
      behind: "Esta tradução está atrasada em relação ao original.",
      changed: "Mudou desde então:",
      figure: "Figura $1", table: "Tabela $1", position: "$1 de $2", minutes: "$1 min",
      copyAll: "Copiar todo o código", wrap: "Quebrar linhas longas", aside: "À margem",
      predict: "O que você espera?", answer: "Mostrar a resposta",
      resume: "Continuar de onde parou", dismiss: "Fechar", search: "Pesquisar",
      nothingFound: "Nenhum resultado", keys: "Teclas",
      showKeys: "Mostrar estas teclas"),
    plots: PlotWords(
      numbers: .commaAndPoints,
      lineChart: "Gráfico de linhas", pointChart: "Gráfico de pontos", barChart: "Gráfico de barras",
      histogram: "Histograma", heatMap: "Mapa de calor", confusionMatrix: "Matriz de confusão",
      contourPlot: "Curvas de nível", images: "Imagens: $1", horizontalAxis: "eixo horizontal $1",
      verticalAxis: "eixo vertical $1", logarithmic: "logarítmico", rows: "linhas: $1",
      columns: "colunas: $1", range: "de $1 a $2", place: "$1 em $2", noValues: "sem valores",
      points: "pontos: $1", gaps: "sem valor: $1", band: "numa faixa de até $1 de largura",
      constant: "sempre $1", lowest: "mínimo $1", highest: "máximo $1", values: "valores: $1",
      mean: "média $1", deviation: "desvio padrão $1", most: "a maioria $1", right: "corretos: $1 de $2",
      mistakes: "erros mais frequentes: $1", levels: "linhas em $1", shares: "partes do plano: $1"),
    engine: EngineWords(
      epoch: "época", step: "passo", layer: "camada", parameter: "parâmetro", class: "classe",
      examples: "exemplos", precision: "precisão", recall: "revocação", loss: "perda", accuracy: "acurácia",
      training: "treino", validation: "validação", trainingLoss: "perda de treino",
      validationLoss: "perda de validação", validationAccuracy: "acurácia de validação",
      learningRate: "taxa de aprendizagem", batch: "lote", smoothed: "suavizada", mean: "média",
      standardDeviation: "desvio padrão", norm: "norma", gradientNorm: "norma do gradiente",
      count: "contagem", value: "valor", activation: "ativação", gradient: "gradiente",
      trueClass: "classe verdadeira", predictedClass: "classe prevista", share: "proporção", zero: "zero",
      dead: "mortas", saturated: "saturadas", updateRatio: "razão de atualização",
      activationDeviations: "desvio padrão das ativações", gradientDeviations: "desvio padrão dos gradientes",
      outputGradients: "gradientes em relação às saídas",
      parameterGradients: "gradientes em relação aos parâmetros"),
    template: TemplateWords(
      summary: "Uma frase sobre a lição, para a lista de lições.",
      opening:
        "Diga primeiro o que dá errado sem a ideia e mostre isso. Um bloco é Swift; o valor da sua última expressão é mostrado.",
      results:
        "Os números no texto também são calculados: depois de `{swift-dt} losses.count` passos, a perda é `{swift-dt} losses.last!`.",
      tasks: "Para experimentar", task: "Algo a mudar no código acima e o que observar."))
}
