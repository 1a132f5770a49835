"""Divides a mathematics font into small fonts and writes them as a style sheet. See script/formula-font.

A page contains the first part, with everything that is stretched, and those other parts whose characters it shows.
"""

import base64
import copy
import io
import logging
import sys

from fontTools import subset, ttLib
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen

FAMILY = "Formulas"

# Browsers stretch only what the font with the space has: roots, delimiters, arrows, accents, large operators. Most pages
# need few of them.
USUAL = " 0123456789!'*+,-.:<=>" "√()[]{}|‖^~ˇ´`˙¨˘¯˚" "∑∏∫→←" "−∗±∓×÷⋅∘⊙≤≥≠≡∼≈∝≪≫∈∥∂∇∞ℓ…⋯⋮⋱′⊤"
WHOLE = USUAL + (
    "\"#$%&;?@_/\\⟨⟩⌊⌋⌈⌉↑↓↕⇑⇓⇕↔⇐⇒⇔↦↩↪⏞⏟⎴⎵∐∬∭∮⋂⋃⋁⋀⨁⨂⨀⨄⨆∙⊕⊗∪∩∨∧¬∉⊂⊆∣∀∃∅⊥°\u0338\u00a0"
)

# Further parts: letters from one to another and single ones, and signs. The upright letters A to Z are in every font.
LETTERS = [
    # Greek; slanted ones
    "ΑΩ", "αϡ", "𝐴𝑍", "𝑎𝑧ℎ", "𝚤𝚥", "𝛢𝛺", "𝛻𝜛",
    # Bold; bold and slanted
    "𝐀𝐙", "𝐚𝐳", "𝟎𝟗", "𝚨𝛀", "𝛁𝛡", "𝑨𝒁", "𝒂𝒛", "𝜜𝜴", "𝜵𝝕",
    # Script, Fraktur, double-struck, sans serif, monospace
    "𝒜𝒵", "𝒶𝓏", "𝔄𝔜ℭℌℨ", "𝔞𝔷", "𝔸𝕐", "𝕒𝕫", "𝟘𝟡", "𝖠𝖹", "𝖺𝗓", "𝟢𝟫", "𝙰𝚉", "𝚊𝚣", "𝟶𝟿",
]
SIGNS = [
    "ıȷℏℜℑ℘ℵℶ℧∁℮Å",
    "ℬℰℱℋℐℒℳℛℯℊℴ", "ℂℍℕℙℚℝℤ",
    "•†‡§¶√∠✓□△■★◊◇♡♠♣♢♯♭♮", "∄⋆⊖⊘⊎⊓⊔∖⋄⋉⋊⨿≀◯⊞⊠◁▷△▽",
    "⩽⩾≁≃≅≲≳≺≻⪯⪰⊃⊇⊊⊋∋∤⟂⊢⊣⊨≐≍≰≱≮≯⊈⊉∦≦≧⋘⋙⊏⊐⊑⊒⋈⊩⊴⊵⌣⌢∹∶≜≔∴∵",
    "⟵⟶⟷⟸⟹⟺⟼↗↘↙↖↼⇀⇌⇝↠⇉⇆↽⇁↷↶↛↚⇏",
]


# STIX Math has no root for a single letter: its smallest is 1.2 em high and would hang far below the line. Roots of several
# heights are equally wide here, since browsers give each the room of the widest.
ROOT, UNUSED = "√∛"
ROOT_WIDTH = 760
LOWER = 0.74
TOP = 973


def scaled(font, name, height=1.0, top=0):
    """A glyph as wide as a root, and lower by a factor; its top stays where it is."""
    width, charstring = font["hmtx"][name][0], font["CFF "].cff[0].CharStrings[name]
    glyphs = font.getGlyphSet()
    pen = T2CharStringPen(ROOT_WIDTH, glyphs)
    glyphs[name].draw(TransformPen(pen, (ROOT_WIDTH / width, 0, 0, height, 0, top * (1 - height))))
    return pen.getCharString(charstring.private, charstring.globalSubrs)


def fit_roots(font):
    """Adds a root for a single letter. The smallest one so far takes the glyph of a sign that is not used."""
    name, place = (font.getBestCmap()[ord(sign)] for sign in (ROOT, UNUSED))
    variants = font["MATH"].table.MathVariants
    root = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(name)]
    heights = root.MathGlyphVariantRecord
    taller = copy.copy(heights[0])
    taller.VariantGlyph = place
    larger = [record.VariantGlyph for record in heights[1:]]
    larger += [part.glyph for part in root.GlyphAssembly.PartRecords]
    shapes = {glyph: scaled(font, glyph) for glyph in larger}
    shapes |= {place: scaled(font, name), name: scaled(font, name, LOWER, TOP)}
    for glyph, shape in shapes.items():
        font["CFF "].cff[0].CharStrings[glyph] = shape
        font["hmtx"][glyph] = (ROOT_WIDTH, 0)
    heights[0].AdvanceMeasurement = round(heights[0].AdvanceMeasurement * LOWER)
    heights.insert(1, taller)


# The signs by which formulas name these accents; the font stretches only the accents themselves.
ACCENTS = {"^": "ˆ", "~": "˜"}


def name_accents(font):
    for table in font["cmap"].tables:
        table.cmap |= {ord(sign): table.cmap[ord(accent)] for sign, accent in ACCENTS.items() if ord(accent) in table.cmap}


def part(path, characters):
    """The font with these characters; the one with the space also has what stretches them."""
    options = subset.Options(
        flavor="woff2", hinting=False, desubroutinize=True, layout_features=[], glyph_names=False, name_IDs=[1, 2]
    )
    options.drop_tables += ["FFTM"] if " " in characters else ["FFTM", "MATH", "GDEF", "GPOS", "GSUB"]
    font = subset.load_font(path, options)
    name_accents(font)
    if ROOT in characters:
        fit_roots(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    # The font's own name is reserved for the font as it was published.
    for record in font["name"].names:
        record.string = FAMILY if record.nameID == 1 else record.string
    names = font["CFF "].cff
    names.fontNames = [FAMILY]
    for name in ("FullName", "FamilyName", "Notice", "Copyright"):
        names[0].rawDict.pop(name, None)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def ranges(characters):
    """Characters as CSS writes them: U+41-5A,U+61."""
    runs = []
    for character in sorted(map(ord, characters)):
        if runs and character == runs[-1][1] + 1:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return ",".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in runs)


def parts(known):
    """The characters of each part, of those that the font knows. Only the first two have some in common."""
    missing = set(WHOLE + "".join(SIGNS)) - known
    if missing:
        sys.exit(f"the font has no {' '.join(sorted(missing))}")
    yield set(USUAL)
    seen = set(WHOLE)
    yield set(seen)
    spans = [set(map(chr, range(ord(first), ord(last) + 1))) & known | set(more) for first, last, *more in LETTERS]
    for characters in spans + list(map(set, SIGNS)):
        yield characters - seen
        seen |= characters


def rule(path, characters):
    """A rule of CSS with the font of some characters."""
    font = part(path, characters)
    print(f"{len(font):6,} bytes: {''.join(sorted(characters))}")
    data = base64.b64encode(font).decode()
    return (
        f"@font-face{{font-family:{FAMILY};unicode-range:{ranges(characters)};"
        f"src:url(data:font/woff2;base64,{data})}}\n"
    )


def main():
    path, place = sys.argv[1:]
    logging.disable(logging.WARNING)
    known = set(map(chr, ttLib.TTFont(path).getBestCmap()))
    rules = [rule(path, characters) for characters in parts(known)]
    with open(place, "w") as file:
        file.writelines(rules)


if __name__ == "__main__":
    main()
