"""Columns of text in terminals as Python's wcwidth counts them. To make them anew:

    pip install wcwidth==0.7.0
    python Tests/Golden/make_widths.py
"""

import json
import pathlib
import unicodedata

import wcwidth

TEXTS = """
a|ż|e\u0301|n\u0303\u0302|\u200b|\u00ad|日本語|한국어|가|각|한|ｱｲｳ|ＡＢＣ|（）|「」|、。|ﷺ|…|─│┼|█▒░|①②|Ⅳ|½|×|→|∑
✅|❌|⭐|✔|✔️|❤|❤️|☎|☎️|©|©️|®️|™️|✈︎|⌚|⌚︎|⚠|⚠️|ℹ️|☀|☀️|🌈|👍|👍🏽|👋🏿|🏽|👨‍👩‍👧|👩‍💻|👩🏽‍🚀|🏳️‍🌈|🏴‍☠️|❤️‍🔥|🧑‍🤝‍🧑|🇵🇱|🇩🇪🇫🇷|🇵|1️⃣|#️⃣|*️⃣|1⃣
🏴󠁧󠁢󠁥󠁮󠁧󠁿|🫠|🀄|🃏|🈁|♈|⚡|⛔|〰️|㊗️|▶️|◀|⏩|⏸️|☔|⬛|⬜|🟥|🟢|➕|➗|💯|🔟|ok ✅|no ❌|a日b
नमस्ते|कि|क्षि|हिन्दी|বাংলা|தமிழ்|ไทย|กำ|ภาษา|עִבְרִית|العربية|لا|ქართული|Հայերեն|ελληνικά|русский|ѐ|й|Å|ﬁ|℃|㎏|㍿
"""


def runs():
    """Ranges of code points that are assigned, with the columns of each one alone."""
    result = []
    for code in range(0x20, 0x110000):
        if unicodedata.category(chr(code)) in ("Cn", "Cs", "Co", "Cc"):
            continue
        width = wcwidth.wcwidth(chr(code))
        if result and result[-1][1] == code - 1 and result[-1][2] == width:
            result[-1][1] = code
        else:
            result.append([code, code, width])
    return result


texts = {text: wcwidth.wcswidth(text) for line in TEXTS.strip().split("\n") for text in line.split("|") if text}
made_by = f"wcwidth {wcwidth.__version__}, Python's Unicode {unicodedata.unidata_version}"
lines = [f'  "madeBy": {json.dumps(made_by)},']
lines.append('  "texts": {\n' + ",\n".join(f"    {json.dumps(t, ensure_ascii=False)}: {w}" for t, w in texts.items()) + "\n  },")
lines.append('  "scalars": [\n' + ",\n".join("    " + json.dumps(run) for run in runs()) + "\n  ]")
path = pathlib.Path(__file__).parent / "widths.json"
path.write_text("{\n" + "\n".join(lines) + "\n}\n", encoding="utf-8")
