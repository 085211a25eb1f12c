/**
 * Whether two sources say the same: the same tags with the same attributes, the same shortcodes and statements, the same letters under
 * the same marks, in the same order. Only blanks, comments and the order of nested marks are looked past.
 */
import { MARKS } from "./node.ts";
import { pieces, type Piece, type Tag } from "./pieces.ts";

export function same(a: string, b: string): boolean {
  const [first, second] = [spelled(a), spelled(b)];
  return first.length === second.length && first.every((word, i) => word === second[i]);
}

/** A source as a list of what it says. */
export function spelled(source: string): string[] {
  const words: string[] = [];
  const marks: string[] = [];
  let letters = "";
  let under = "";
  const flush = () => {
    if (letters !== "") words.push(`"${letters}" ${under}`);
    letters = "";
  };
  for (const piece of pieces(source)) {
    const now = [...marks].sort().join(" ");
    if (piece.kind === "text") {
      const solid = piece.text.replace(/[ \t\r\n\f]+/g, "");
      if (solid !== "" && now !== under) flush();
      if (solid !== "") under = now;
      letters += solid;
    } else if (isMark(piece)) {
      if (piece.kind === "open") marks.push(tagged(piece));
      else marks.splice(marks.findLastIndex((mark) => mark.split(" ")[0] === piece.name), 1);
    } else if (piece.kind !== "comment") {
      flush();
      words.push(word(piece, now));
    }
  }
  flush();
  return words;
}

const isMark = (piece: Piece): piece is Extract<Piece, { name: string }> => "name" in piece && piece.name in MARKS;

function word(piece: Piece, marks: string): string {
  if (piece.kind === "open") return tagged(piece);
  if (piece.kind === "close") return `/${piece.name}`;
  return "code" in piece ? `${piece.code} ${marks}` : "";
}

function tagged(tag: Tag): string {
  const attributes = [...tag.attributes].map(([name, value]) => {
    const spelled = name === "style" ? style(value) : value.trim().replace(/\s+/g, " ");
    return `${name}=${spelled}`;
  });
  return [tag.name, ...attributes.filter((attribute) => !/^(class|style)=$/.test(attribute)).sort()].join(" ");
}

const style = (value: string): string =>
  value
    .split(";")
    .map((part) => part.replace(/\s+/g, "").toLowerCase())
    .filter((part) => part !== "")
    .sort()
    .join(";");

/** The place in one source that says what another one says at `at`; both say the same. */
export function translated(from: string, at: number, to: string): number {
  const solid = (source: string) => pieces(source).filter((piece) => piece.kind === "code" || (("name" in piece) && !(piece.name in MARKS)));
  const before = solid(from).findLastIndex((piece) => piece.from <= at);
  const there = solid(to)[before];
  const here = solid(from)[before];
  if (!there || !here) return Math.min(at, to.length);
  return there.from + Math.min(at - here.from, Math.max(there.to - there.from - 1, at >= here.to ? at - here.from : 0));
}
