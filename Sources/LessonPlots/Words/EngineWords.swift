import LessonCore

extension LessonOutline {
  /// What tables and plots are labelled with: as the lesson says, and where it does not, as its language has it.
  package var labels: [String: String] {
    let words = Language(language).choice(from: EngineWords.known) ?? [:]
    return words.merging(frontMatter.labels) { $1 }
  }
}

/// What tables and plots of trainings say most often, in languages other than English.
enum EngineWords {
  /// By language, without the country unless that matters.
  static let known: [String: [String: String]] = [
    "ar": [
      "epoch": "الحقبة", "step": "الخطوة", "layer": "الطبقة", "parameter": "المعلمة", "class": "الصنف",
      "examples": "الأمثلة", "precision": "الضبط", "recall": "الاستدعاء", "loss": "الخسارة",
      "accuracy": "الدقة", "training": "التدريب", "validation": "التحقق", "training loss": "خسارة التدريب",
      "validation loss": "خسارة التحقق", "validation accuracy": "دقة التحقق",
      "learning rate": "معدل التعلم", "batch": "الدفعة", "smoothed": "بعد التنعيم", "mean": "المتوسط",
      "standard deviation": "الانحراف المعياري", "norm": "المعيار", "gradient norm": "معيار التدرج",
      "count": "العدد", "value": "القيمة", "activation": "التنشيط", "gradient": "التدرج",
    ],
    "de": [
      "epoch": "Epoche", "step": "Schritt", "layer": "Schicht", "parameter": "Parameter", "class": "Klasse",
      "examples": "Beispiele", "precision": "Präzision", "recall": "Sensitivität", "loss": "Verlust",
      "accuracy": "Genauigkeit", "training": "Training", "validation": "Validierung",
      "training loss": "Trainingsverlust", "validation loss": "Validierungsverlust",
      "validation accuracy": "Validierungsgenauigkeit", "learning rate": "Lernrate",
      "batch": "Minibatch", "smoothed": "geglättet", "mean": "Mittelwert",
      "standard deviation": "Standardabweichung", "norm": "Norm", "gradient norm": "Norm des Gradienten",
      "count": "Anzahl", "value": "Wert", "activation": "Aktivierung", "gradient": "Gradient",
    ],
    "es": [
      "epoch": "época", "step": "paso", "layer": "capa", "parameter": "parámetro", "class": "clase",
      "examples": "ejemplos", "precision": "precisión", "recall": "exhaustividad", "loss": "pérdida",
      "accuracy": "exactitud", "training": "entrenamiento", "validation": "validación",
      "training loss": "pérdida de entrenamiento", "validation loss": "pérdida de validación",
      "validation accuracy": "exactitud de validación", "learning rate": "tasa de aprendizaje",
      "batch": "lote", "smoothed": "suavizada", "mean": "media",
      "standard deviation": "desviación típica", "norm": "norma", "gradient norm": "norma del gradiente",
      "count": "cantidad", "value": "valor", "activation": "activación", "gradient": "gradiente",
    ],
    "fa": [
      "epoch": "دوره", "step": "گام", "layer": "لایه", "parameter": "پارامتر", "class": "رده",
      "examples": "نمونه‌ها", "precision": "دقت مثبت‌ها", "recall": "بازیابی", "loss": "زیان",
      "accuracy": "درستی", "training": "آموزش", "validation": "اعتبارسنجی", "training loss": "زیان آموزش",
      "validation loss": "زیان اعتبارسنجی", "validation accuracy": "درستی اعتبارسنجی",
      "learning rate": "نرخ یادگیری", "batch": "دسته", "smoothed": "هموارشده", "mean": "میانگین",
      "standard deviation": "انحراف معیار", "norm": "نُرم", "gradient norm": "نُرم گرادیان",
      "count": "شمار", "value": "مقدار", "activation": "فعال‌سازی", "gradient": "گرادیان",
    ],
    "fr": [
      "epoch": "époque", "step": "pas", "layer": "couche", "parameter": "paramètre", "class": "classe",
      "examples": "exemples", "precision": "précision", "recall": "rappel", "loss": "perte",
      "accuracy": "exactitude", "training": "entraînement", "validation": "validation",
      "training loss": "perte d’entraînement", "validation loss": "perte de validation",
      "validation accuracy": "exactitude de validation", "learning rate": "taux d’apprentissage",
      "batch": "mini-lot", "smoothed": "lissée", "mean": "moyenne", "standard deviation": "écart type",
      "norm": "norme", "gradient norm": "norme du gradient", "count": "nombre", "value": "valeur",
      "activation": "activation", "gradient": "gradient",
    ],
    "he": [
      "epoch": "עידן", "step": "צעד", "layer": "שכבה", "parameter": "פרמטר", "class": "מחלקה",
      "examples": "דוגמאות", "precision": "דיוק חיובי", "recall": "כיסוי", "loss": "הפסד",
      "accuracy": "דיוק", "training": "אימון", "validation": "אימות", "training loss": "הפסד באימון",
      "validation loss": "הפסד באימות", "validation accuracy": "דיוק באימות",
      "learning rate": "קצב למידה", "batch": "אצווה", "smoothed": "מוחלק", "mean": "ממוצע",
      "standard deviation": "סטיית תקן", "norm": "נורמה", "gradient norm": "נורמת הגרדיאנט",
      "count": "כמות", "value": "ערך", "activation": "אקטיבציה", "gradient": "גרדיאנט",
    ],
    "it": [
      "epoch": "epoca", "step": "passo", "layer": "strato", "parameter": "parametro", "class": "classe",
      "examples": "esempi", "precision": "precisione", "recall": "richiamo", "loss": "perdita",
      "accuracy": "accuratezza", "training": "addestramento", "validation": "validazione",
      "training loss": "perdita di addestramento", "validation loss": "perdita di validazione",
      "validation accuracy": "accuratezza di validazione", "learning rate": "tasso di apprendimento",
      "batch": "lotto", "smoothed": "lisciata", "mean": "media",
      "standard deviation": "deviazione standard", "norm": "norma", "gradient norm": "norma del gradiente",
      "count": "conteggio", "value": "valore", "activation": "attivazione", "gradient": "gradiente",
    ],
    "ja": [
      "epoch": "エポック", "step": "ステップ", "layer": "層", "parameter": "パラメータ", "class": "クラス",
      "examples": "例数", "precision": "適合率", "recall": "再現率", "loss": "損失", "accuracy": "正解率",
      "training": "訓練", "validation": "検証", "training loss": "訓練損失", "validation loss": "検証損失",
      "validation accuracy": "検証正解率", "learning rate": "学習率", "batch": "ミニバッチ",
      "smoothed": "平滑化", "mean": "平均", "standard deviation": "標準偏差", "norm": "ノルム",
      "gradient norm": "勾配ノルム", "count": "個数", "value": "値", "activation": "活性値",
      "gradient": "勾配",
    ],
    "ko": [
      "epoch": "에포크", "step": "스텝", "layer": "층", "parameter": "매개변수", "class": "클래스",
      "examples": "예제 수", "precision": "정밀도", "recall": "재현율", "loss": "손실", "accuracy": "정확도",
      "training": "훈련", "validation": "검증", "training loss": "훈련 손실", "validation loss": "검증 손실",
      "validation accuracy": "검증 정확도", "learning rate": "학습률", "batch": "미니배치",
      "smoothed": "평활", "mean": "평균", "standard deviation": "표준편차", "norm": "노름",
      "gradient norm": "기울기 노름", "count": "개수", "value": "값", "activation": "활성값",
      "gradient": "기울기",
    ],
    "pl": [
      "epoch": "epoka", "step": "krok", "layer": "warstwa", "parameter": "parametr", "class": "klasa",
      "examples": "przykłady", "precision": "precyzja", "recall": "czułość", "loss": "strata",
      "accuracy": "dokładność", "training": "trenowanie", "validation": "walidacja",
      "training loss": "strata treningowa", "validation loss": "strata walidacyjna",
      "validation accuracy": "dokładność walidacyjna", "learning rate": "współczynnik uczenia",
      "batch": "minipartia", "smoothed": "wygładzona", "mean": "średnia",
      "standard deviation": "odchylenie standardowe", "norm": "norma", "gradient norm": "norma gradientu",
      "count": "liczba", "value": "wartość", "activation": "aktywacja", "gradient": "gradient",
    ],
    "pt": [
      "epoch": "época", "step": "passo", "layer": "camada", "parameter": "parâmetro", "class": "classe",
      "examples": "exemplos", "precision": "precisão", "recall": "revocação", "loss": "perda",
      "accuracy": "acurácia", "training": "treino", "validation": "validação",
      "training loss": "perda de treino", "validation loss": "perda de validação",
      "validation accuracy": "acurácia de validação", "learning rate": "taxa de aprendizagem",
      "batch": "lote", "smoothed": "suavizada", "mean": "média", "standard deviation": "desvio padrão",
      "norm": "norma", "gradient norm": "norma do gradiente", "count": "contagem", "value": "valor",
      "activation": "ativação", "gradient": "gradiente",
    ],
    "ru": [
      "epoch": "эпоха", "step": "шаг", "layer": "слой", "parameter": "параметр", "class": "класс",
      "examples": "примеры", "precision": "точность", "recall": "полнота", "loss": "потери",
      "accuracy": "доля верных ответов", "training": "обучение", "validation": "валидация",
      "training loss": "потери на обучении", "validation loss": "потери на валидации",
      "validation accuracy": "доля верных ответов на валидации", "learning rate": "скорость обучения",
      "batch": "мини-пакет", "smoothed": "сглаженные", "mean": "среднее",
      "standard deviation": "стандартное отклонение", "norm": "норма", "gradient norm": "норма градиента",
      "count": "количество", "value": "значение", "activation": "активация", "gradient": "градиент",
    ],
    "uk": [
      "epoch": "епоха", "step": "крок", "layer": "шар", "parameter": "параметр", "class": "клас",
      "examples": "приклади", "precision": "влучність", "recall": "повнота", "loss": "втрати",
      "accuracy": "точність", "training": "навчання", "validation": "валідація",
      "training loss": "втрати на навчанні", "validation loss": "втрати на валідації",
      "validation accuracy": "точність на валідації", "learning rate": "швидкість навчання",
      "batch": "мініпакет", "smoothed": "згладжені", "mean": "середнє",
      "standard deviation": "стандартне відхилення", "norm": "норма", "gradient norm": "норма градієнта",
      "count": "кількість", "value": "значення", "activation": "активація", "gradient": "градієнт",
    ],
    "ur": [
      "epoch": "دور", "step": "قدم", "layer": "پرت", "parameter": "پیرامیٹر", "class": "جماعت",
      "examples": "مثالیں", "precision": "صحتِ مثبت", "recall": "بازیافت", "loss": "نقصان",
      "accuracy": "درستی", "training": "تربیت", "validation": "توثیق", "training loss": "تربیت کا نقصان",
      "validation loss": "توثیق کا نقصان", "validation accuracy": "توثیق کی درستی",
      "learning rate": "سیکھنے کی شرح", "batch": "کھیپ", "smoothed": "ہموار", "mean": "اوسط",
      "standard deviation": "معیاری انحراف", "norm": "نارم", "gradient norm": "گریڈیئنٹ کا نارم",
      "count": "تعداد", "value": "قدر", "activation": "فعالیت", "gradient": "گریڈیئنٹ",
    ],
    "zh": [
      "epoch": "轮次", "step": "步数", "layer": "层", "parameter": "参数", "class": "类别",
      "examples": "样本数", "precision": "精确率", "recall": "召回率", "loss": "损失", "accuracy": "准确率",
      "training": "训练", "validation": "验证", "training loss": "训练损失", "validation loss": "验证损失",
      "validation accuracy": "验证准确率", "learning rate": "学习率", "batch": "小批量",
      "smoothed": "平滑后", "mean": "均值", "standard deviation": "标准差", "norm": "范数",
      "gradient norm": "梯度范数", "count": "计数", "value": "值", "activation": "激活值",
      "gradient": "梯度",
    ],
  ]
}
