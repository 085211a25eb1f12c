/**
 * The source of a template in pieces: tags, text, shortcodes, statements. Shortcodes are put aside first, so that neither
 * `{% if a < b %}` nor a statement between the rows of a table is ever seen by a parser of HTML.
 */

export type Piece = { from: number; to: number } & (
  | { kind: "text"; text: string }
  /** An entity that has no letter here; it stays as it is written. */
  | { kind: "entity"; code: string }
  | { kind: "code"; code: string; of: "expression" | "statement" | "note" }
  | { kind: "comment" }
  | { kind: "open"; name: string; attributes: Map<string, string>; code: string }
  | { kind: "close"; name: string; code: string }
);

export type Tag = Extract<Piece, { kind: "open" }>;

const OPENERS = { "{{": ["expression", "}}"], "{%": ["statement", "%}"], "{#": ["note", "#}"] } as const;

/** Letters that people write as entities. */
const ENTITIES: Record<string, string> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", laquo: "«", raquo: "»", mdash: "—", ndash: "–",
  hellip: "…", numero: "№", euro: "€", copy: "©", reg: "®", trade: "™", sect: "§", times: "×", minus: "−", deg: "°",
  lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", bdquo: "„", shy: "\u00ad", thinsp: "\u2009",
};

/** Tags without content. */
export const VOID = new Set(["br", "hr", "img", "col"]);

/** Where something else than text may begin. */
const SPECIAL = /[{<&]/g;

export function pieces(source: string): Piece[] {
  const found: Piece[] = [];
  let text = "";
  let textFrom = 0;
  const flush = (to: number) => {
    if (text !== "") found.push({ kind: "text", text, from: textFrom, to });
    text = "";
  };
  const put = (piece: Piece) => {
    flush(piece.from);
    found.push(piece);
  };
  let at = 0;
  while (at < source.length) {
    const next = code(source, at) ?? comment(source, at) ?? tag(source, at) ?? entity(source, at);
    if (typeof next === "string") {
      if (text === "") textFrom = at;
      text += next;
      at = source.indexOf(";", at) + 1;
    } else if (next) {
      put(next);
      at = next.to;
    } else {
      if (text === "") textFrom = at;
      SPECIAL.lastIndex = at + 1;
      const stop = SPECIAL.exec(source)?.index ?? source.length;
      text += source.slice(at, stop);
      at = stop;
    }
  }
  flush(source.length);
  return found;
}

/** `{{ … }}`, `{% … %}`, `{# … #}`; what never closes is text. */
function code(source: string, from: number): Piece | undefined {
  const opener = OPENERS[source.slice(from, from + 2) as keyof typeof OPENERS];
  if (!opener) return undefined;
  const [of, closer] = opener;
  let quote = "";
  for (let at = from + 2; at < source.length; at += 1) {
    const letter = source[at]!;
    if (quote !== "") {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (of !== "note" && (letter === '"' || letter === "'")) quote = letter;
    else if (source.startsWith(closer, at)) {
      const to = at + closer.length;
      return { kind: "code", of, code: source.slice(from, to), from, to };
    }
  }
  return undefined;
}

function comment(source: string, from: number): Piece | undefined {
  if (!source.startsWith("<!--", from)) return undefined;
  const end = source.indexOf("-->", from + 4);
  return { kind: "comment", from, to: end < 0 ? source.length : end + 3 };
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/y;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

function tag(source: string, from: number): Piece | undefined {
  TAG.lastIndex = from;
  const match = TAG.exec(source);
  if (!match) return undefined;
  const [code, slash, name, rest] = [match[0], match[1], match[2]!.toLowerCase(), match[3]!];
  const to = from + code.length;
  if (slash) return { kind: "close", name, code, from, to };
  const attributes = new Map<string, string>();
  for (const [, key, double, single, bare] of rest.matchAll(ATTRIBUTE)) {
    const lower = key!.toLowerCase();
    if (!attributes.has(lower)) attributes.set(lower, decode(double ?? single ?? bare ?? ""));
  }
  return { kind: "open", name, attributes, code, from, to };
}

function entity(source: string, from: number): Piece | string | undefined {
  const match = /^&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,30});/.exec(source.slice(from, from + 40));
  if (!match) return undefined;
  const letter = letterOf(match[1]!);
  return letter ?? { kind: "entity", code: match[0], from, to: from + match[0].length };
}

function letterOf(name: string): string | undefined {
  if (!name.startsWith("#")) return ENTITIES[name];
  const point = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : undefined;
}

function decode(value: string): string {
  return value.replace(/&(#x?[0-9a-fA-F]+|[a-zA-Z]+);/g, (whole, name: string) => letterOf(name) ?? whole);
}

/** The word that begins a statement: `if`, `endfor`. */
export function wordOf(code: string): string {
  return /^\{%[-+]?\s*([a-z_]*)/.exec(code)?.[1] ?? "";
}

/** What a statement says after its word: `line in lines`. */
export function restOf(code: string): string {
  return code.replace(/^\{%[-+]?\s*[a-z_]*\s*/, "").replace(/\s*[-+]?%\}$/, "");
}

export type Turn = "open" | "middle" | "end" | "other";

export function turnOf(code: string): Turn {
  switch (wordOf(code)) {
    case "if":
    case "for":
      return "open";
    case "elif":
    case "else":
      return "middle";
    case "endif":
    case "endfor":
      return "end";
    default:
      return "other";
  }
}

export function closes(open: string, end: string): boolean {
  return wordOf(end) === `end${wordOf(open)}`;
}

/** What is inside of `{{ … }}`. */
export function inner(code: string): string {
  return code.replace(/^\{\{[-+]?\s*/, "").replace(/\s*[-+]?\}\}$/, "");
}
