/**
 * Breaking text into lines that fit.
 *
 * Owns how wide a text is taken to be and where it is broken. SVG does not wrap text, so that a card's lines are known before it is drawn.
 */

/** The width of a text at a size, both in pixels. */
export type Measure = (text: string, size: number, bold?: boolean) => number;

const NARROW = "ijltfrI.,;:'’‘|!()[] -–";
const WIDE = "mwMWQOGD@%—…“”";

/** A width that hardly any system font exceeds: for where no canvas is at hand. */
export const estimated: Measure = (text, size, bold = false) => {
  let ems = 0;
  for (const sign of text) {
    if (NARROW.includes(sign)) ems += 0.4;
    else if (WIDE.includes(sign)) ems += 0.95;
    else if (sign >= "A" && sign <= "Z") ems += 0.72;
    else if (sign.codePointAt(0)! > 0x2e7f) ems += 1;
    else ems += 0.63;
  }
  return ems * size * (bold ? 1.1 : 1);
};

/** Measures with the page's own font; without a canvas, estimates. */
export function measured(family: string): Measure {
  const context = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!context) return estimated;
  return (text, size, bold = false) => {
    context.font = `${bold ? "600 " : ""}${size}px ${family}`;
    return context.measureText(text).width * 1.01;
  };
}

/** Lines none of which is wider than `width`; what does not fit into `most` lines ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, measure: Measure, most = 3, bold = false): string[] {
  const fits = (line: string): boolean => measure(line, size, bold) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/).flatMap((w) => pieces(w, fits))) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer) || !line) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  let last = lines[most - 1]!;
  while (last && !fits(`${last}…`)) last = last.slice(0, -1).trimEnd();
  return [...lines.slice(0, most - 1), `${last}…`];
}

/** A word, or where it is wider than a line, parts of it. */
function pieces(word: string, fits: (line: string) => boolean): string[] {
  const parts: string[] = [];
  let rest = [...word];
  while (rest.length > 1 && !fits(rest.join(""))) {
    let many = rest.length - 1;
    while (many > 1 && !fits(rest.slice(0, many).join(""))) many -= 1;
    parts.push(rest.slice(0, many).join(""));
    rest = rest.slice(many);
  }
  return [...parts, rest.join("")];
}
