/**
 * From the source of a template to the document of the editor. What the document has no place for becomes a node that holds its
 * source as it is (`raw`), so that nothing is lost; a source whose tags do not close is refused as a whole.
 */
import { CELLS, type Column, HEADINGS, type Json, MARKS, type Mark, SECTIONS } from "./node.ts";
import { closes, type Piece, pieces, type Tag, turnOf, VOID } from "./pieces.ts";
import { readStyle } from "./style.ts";

/** The tags of the source do not close; `at` is where. */
export class Unreadable extends Error {
  constructor(readonly at: number) {
    super("tags do not close");
  }
}

/** This part has a shape the document knows nothing of. */
class Odd extends Error {}

/** A node with its place in the source. */
export type Part = { node: Json; from: number; to: number };

type Item = { from: number; to: number } & (
  | { kind: "block"; node: Json }
  | { kind: "inline"; node: Json }
  | { kind: "statement"; code: string; marks: Mark[] }
);

const BLOCKS = new Set(["p", ...HEADINGS, "ul", "ol", "table", "div", "hr"]);
/** Tags that stand only within others of our own. */
const PARTS = new Set(["li", "colgroup", "col", "tr", ...Object.keys(SECTIONS), ...Object.keys(CELLS)]);

/** The parts of a source, one after the other. */
export function readParts(source: string): Part[] {
  return new Reader(source).parts();
}

class Reader {
  private readonly pieces: Piece[];
  private at = 0;

  constructor(private readonly source: string) {
    this.pieces = pieces(source);
  }

  parts(): Part[] {
    return arrange(this.items(undefined, this.source.length));
  }

  /** Everything up to the tag that closes, or to the end. */
  private items(close: string | undefined, openedAt: number): Item[] {
    const items: Item[] = [];
    const marks: { tag: string; mark: Mark }[] = [];
    const inline = (piece: Piece, node: Json) => items.push({ kind: "inline", node: marked(node, marks), from: piece.from, to: piece.to });
    while (this.at < this.pieces.length) {
      const piece = this.pieces[this.at]!;
      this.at += 1;
      switch (piece.kind) {
        case "comment":
          break;
        case "text":
          inline(piece, { type: "text", text: piece.text });
          break;
        case "entity":
          inline(piece, { type: "rawInline", attrs: { code: piece.code } });
          break;
        case "code":
          if (piece.of === "statement") {
            items.push({ kind: "statement", code: piece.code, marks: marks.map(({ mark }) => mark), from: piece.from, to: piece.to });
          } else inline(piece, { type: piece.of === "note" ? "rawInline" : "chip", attrs: { code: piece.code } });
          break;
        case "close":
          if (piece.name === close) {
            if (marks.length > 0) throw new Unreadable(piece.from);
            return items;
          }
          if (piece.name in MARKS) {
            if (marks.at(-1)?.tag !== piece.name) throw new Unreadable(piece.from);
            marks.pop();
          } else if (BLOCKS.has(piece.name) || PARTS.has(piece.name)) throw new Unreadable(piece.from);
          else inline(piece, { type: "rawInline", attrs: { code: piece.code } });
          break;
        case "open":
          if (piece.name in MARKS) {
            marks.push({ tag: piece.name, mark: markOf(piece) });
          } else if (piece.name === "br") inline(piece, { type: "lineBreak" });
          else if (piece.name === "img") inline(piece, image(piece));
          else if (BLOCKS.has(piece.name)) {
            if (marks.length > 0) throw new Unreadable(piece.from);
            const node = this.block(piece);
            items.push({ kind: "block", node, from: piece.from, to: this.before() });
          } else if (PARTS.has(piece.name)) throw new Unreadable(piece.from);
          else inline(piece, { type: "rawInline", attrs: { code: piece.code } });
          break;
      }
    }
    if (close !== undefined || marks.length > 0) throw new Unreadable(openedAt);
    return items;
  }

  /** Where the last piece that was read ends. */
  private before(): number {
    return this.pieces[this.at - 1]?.to ?? 0;
  }

  private block(tag: Tag): Json {
    const from = this.at;
    try {
      return this.known(tag);
    } catch (cause) {
      if (!(cause instanceof Odd)) throw cause;
      this.at = from;
      this.skip(tag);
      return { type: "raw", attrs: { code: this.source.slice(tag.from, this.before()) } };
    }
  }

  /** Goes behind the tag that closes this one. */
  private skip(tag: Tag): void {
    let depth = 1;
    while (depth > 0) {
      const piece = this.pieces[this.at];
      if (!piece) throw new Unreadable(tag.from);
      this.at += 1;
      if (piece.kind === "open" && piece.name === tag.name && !VOID.has(piece.name)) depth += 1;
      else if (piece.kind === "close" && piece.name === tag.name) depth -= 1;
    }
  }

  private known(tag: Tag): Json {
    const { align } = readStyle(tag.attributes.get("style"));
    const cls = tag.attributes.get("class") ?? "";
    switch (tag.name) {
      case "hr":
        return { type: "rule", attrs: { page: cls === "page-break" } };
      case "ul":
        return { type: "bulletList", content: this.listItems(tag) };
      case "ol":
        return { type: "orderedList", attrs: { start: Number(tag.attributes.get("start") ?? 1) }, content: this.listItems(tag) };
      case "table":
        return this.table(tag, cls);
      case "div": {
        const content = arrange(this.items("div", tag.from)).map(({ node }) => node);
        if (tag.attributes.has("data-qr")) {
          if (content.length > 0) throw new Odd();
          return { type: "qr" };
        }
        return { type: "box", attrs: { cls, lang: tag.attributes.get("lang") ?? "", align }, content: filled(content) };
      }
      default: {
        const content = inlineOf(this.items(tag.name, tag.from), cls.split(/\s+/).includes("note"));
        const attrs = tag.name === "p" ? { align, cls } : { align, level: Number(tag.name[1]) };
        return { type: tag.name === "p" ? "paragraph" : "heading", attrs, ...withContent(content) };
      }
    }
  }

  /** The next piece within a list or a table, where only tags and statements stand. */
  private next(tag: Tag): Piece {
    for (;;) {
      const piece = this.pieces[this.at];
      if (!piece) throw new Unreadable(tag.from);
      this.at += 1;
      if (piece.kind === "comment" || (piece.kind === "text" && piece.text.trim() === "")) continue;
      return piece;
    }
  }

  private listItems(tag: Tag): Json[] {
    const rows = new Rows();
    for (;;) {
      const piece = this.next(tag);
      if (piece.kind === "close" && piece.name === tag.name) return rows.finish();
      if (piece.kind === "code" && piece.of === "statement") rows.statement(piece.code);
      else if (piece.kind === "open" && piece.name === "li") rows.row({ type: "listItem", content: this.content(piece) });
      else throw new Odd();
    }
  }

  private content(tag: Tag): Json[] {
    return filled(arrange(this.items(tag.name, tag.from)).map(({ node }) => node));
  }

  private table(tag: Tag, cls: string): Json {
    let columns: Column[] = [];
    const rows: Json[] = [];
    let bare = new Rows();
    for (;;) {
      const piece = this.next(tag);
      if (piece.kind === "close" && piece.name === "table") {
        rows.push(...bare.finish());
        if (rows.length === 0) throw new Odd();
        return { type: "table", attrs: { cls, columns }, content: rows };
      }
      if (piece.kind === "code" && piece.of === "statement") bare.statement(piece.code);
      else if (piece.kind !== "open") throw new Odd();
      else if (piece.name === "colgroup" && columns.length === 0 && rows.length === 0) columns = this.columns(piece);
      else if (piece.name === "tr") bare.row(this.row(piece, "none"));
      else if (piece.name in SECTIONS) {
        rows.push(...bare.finish());
        bare = new Rows();
        rows.push(...this.section(piece, SECTIONS[piece.name]!));
      } else throw new Odd();
    }
  }

  private columns(tag: Tag): Column[] {
    const rows = new Rows();
    for (;;) {
      const piece = this.next(tag);
      if (piece.kind === "close" && piece.name === "colgroup") {
        return rows.finish().map(({ attrs }) => attrs as Column);
      }
      if (piece.kind === "code" && piece.of === "statement") rows.statement(piece.code);
      else if (piece.kind === "open" && piece.name === "col") {
        const style = (piece.attributes.get("style") ?? "").trim();
        rows.row({ type: "column", attrs: { style, span: piece.attributes.get("span") ?? "" } });
      } else throw new Odd();
    }
  }

  private section(tag: Tag, section: string): Json[] {
    const rows = new Rows();
    for (;;) {
      const piece = this.next(tag);
      if (piece.kind === "close" && piece.name === tag.name) return rows.finish();
      if (piece.kind === "code" && piece.of === "statement") rows.statement(piece.code);
      else if (piece.kind === "open" && piece.name === "tr") rows.row(this.row(piece, section));
      else throw new Odd();
    }
  }

  private row(tag: Tag, section: string): Json {
    const cells = new Rows();
    for (;;) {
      const piece = this.next(tag);
      if (piece.kind === "close" && piece.name === "tr") {
        const content = cells.finish();
        if (content.length === 0) throw new Odd();
        return { type: "row", attrs: { section, cls: tag.attributes.get("class") ?? "" }, content };
      }
      if (piece.kind === "code" && piece.of === "statement") cells.statement(piece.code);
      else if (piece.kind === "open" && piece.name in CELLS) {
        const { align, width } = readStyle(piece.attributes.get("style"));
        const attrs = {
          align,
          width,
          cls: piece.attributes.get("class") ?? "",
          colspan: Number(piece.attributes.get("colspan") ?? 1),
          rowspan: Number(piece.attributes.get("rowspan") ?? 1),
        };
        cells.row({ type: CELLS[piece.name]!, attrs, content: this.content(piece) });
      } else throw new Odd();
    }
  }
}

/**
 * Rows, cells, columns, items: between them only statements can stand. Those that end something belong to the row before them, those
 * that begin something to the row behind.
 */
class Rows {
  private readonly rows: Json[] = [];
  private waiting: string[] = [];

  statement(code: string): void {
    this.waiting.push(code);
  }

  row(node: Json): void {
    const last = this.rows.at(-1);
    const ends = last ? this.waiting.findLastIndex((code) => turnOf(code) === "end") + 1 : 0;
    if (last) last.attrs!["after"] = this.waiting.slice(0, ends);
    node.attrs = { ...node.attrs, before: this.waiting.slice(ends), after: [] };
    this.waiting = [];
    this.rows.push(node);
  }

  finish(): Json[] {
    const last = this.rows.at(-1);
    if (this.waiting.length > 0 && !last) throw new Odd();
    if (last) last.attrs!["after"] = this.waiting;
    this.waiting = [];
    return this.rows;
  }
}

function markOf(tag: Tag): Mark {
  const type = MARKS[tag.name]!;
  if (type === "span") return { type, attrs: { cls: tag.attributes.get("class") ?? "" } };
  return type === "bold" || type === "italic" ? { type, attrs: { tag: tag.name } } : { type };
}

function marked(node: Json, marks: { mark: Mark }[]): Json {
  return marks.length > 0 ? { ...node, marks: marks.map(({ mark }) => mark) } : node;
}

function image(tag: Tag): Json {
  const { width, height } = readStyle(tag.attributes.get("style"));
  const alt = tag.attributes.get("alt");
  return { type: "image", attrs: { asset: tag.attributes.get("data-asset") ?? "", width, height, alt: alt ?? null } };
}

const withContent = (content: Json[]): { content?: Json[] } => (content.length > 0 ? { content } : {});
const filled = (content: Json[]): Json[] => (content.length > 0 ? content : [{ type: "bare" }]);

/** Blocks with the statements around them: where a statement and its end hold blocks between them, they are one block. */
function arrange(items: Item[]): Part[] {
  const parts: Part[] = [];
  let run: Item[] = [];
  const flush = () => {
    parts.push(...loose(run));
    run = [];
  };
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i]!;
    if (item.kind === "statement" && item.marks.length === 0 && turnOf(item.code) === "open") {
      const end = endOf(items, i);
      if (end > 0 && items.slice(i + 1, end).some(({ kind }) => kind === "block")) {
        flush();
        parts.push({ node: flow(items, i, end), from: item.from, to: items[end]!.to });
        i = end;
        continue;
      }
    }
    if (item.kind === "block") {
      flush();
      parts.push({ node: item.node, from: item.from, to: item.to });
    } else run.push(item);
  }
  flush();
  return parts;
}

/** Where the statement at `i` ends; 0 if it does not end here. */
function endOf(items: Item[], i: number): number {
  const open: string[] = [];
  for (let at = i; at < items.length; at += 1) {
    const item = items[at]!;
    if (item.kind !== "statement") continue;
    const turn = turnOf(item.code);
    if (turn === "open") open.push(item.code);
    else if (turn === "end") {
      const last = open.pop();
      if (last === undefined || !closes(last, item.code)) return 0;
      if (open.length === 0) return item.marks.length === 0 ? at : 0;
    }
  }
  return 0;
}

function flow(items: Item[], from: number, to: number): Json {
  const branches: Json[] = [];
  let code = (items[from] as { code: string }).code;
  let inside: Item[] = [];
  let depth = 0;
  const branch = () => {
    const content = arrange(inside).map(({ node }) => node);
    branches.push({ type: "branch", attrs: { code }, content: filled(content) });
    inside = [];
  };
  for (const item of items.slice(from + 1, to)) {
    const turn = item.kind === "statement" ? turnOf(item.code) : "other";
    if (turn === "open") depth += 1;
    else if (turn === "end") depth -= 1;
    if (turn === "middle" && depth === 0) {
      branch();
      code = (item as { code: string }).code;
    } else inside.push(item);
  }
  branch();
  return { type: "flow", attrs: { end: (items[to] as { code: string }).code }, content: branches };
}

/** Text that stands in no paragraph of its own. */
function loose(run: Item[]): Part[] {
  const solid = run.filter((item) => item.kind === "statement" || item.kind === "block" || item.node.text?.trim() !== "");
  if (solid.length === 0) return [];
  if (solid.every((item) => item.kind === "statement")) {
    return solid.map((item) => ({ node: { type: "blockMark", attrs: { code: (item as { code: string }).code } }, from: item.from, to: item.to }));
  }
  const content = inlineOf(run, false);
  return [{ node: { type: "bare", ...withContent(content) }, from: run[0]!.from, to: run.at(-1)!.to }];
}

/** What stands within a paragraph. Blanks are one blank, and none at its ends, unless its line breaks are kept. */
function inlineOf(items: Item[], kept: boolean): Json[] {
  const nodes: Json[] = [];
  for (const item of items) {
    if (item.kind === "block") throw new Unreadable(item.from);
    const node: Json =
      item.kind === "statement"
        ? { type: "flowMark", attrs: { code: item.code }, ...(item.marks.length > 0 ? { marks: item.marks } : {}) }
        : item.node;
    const last = nodes.at(-1);
    if (node.text !== undefined && last?.text !== undefined && JSON.stringify(node.marks) === JSON.stringify(last.marks)) {
      nodes[nodes.length - 1] = { ...last, text: last.text + node.text };
    } else nodes.push(node);
  }
  const blank = (node: Json | undefined, text: string): Json[] => (node ? (text === "" ? [] : [{ ...node, text }]) : []);
  if (!kept) {
    for (const [i, node] of nodes.entries()) {
      if (node.text !== undefined) nodes[i] = { ...node, text: node.text.replace(/[ \t\r\n\f]+/g, " ") };
    }
    const first = nodes[0];
    if (first?.text !== undefined) nodes.splice(0, 1, ...blank(first, first.text.replace(/^ /, "")));
    const last = nodes.at(-1);
    if (last?.text !== undefined) nodes.splice(-1, 1, ...blank(last, last.text.replace(/ $/, "")));
  }
  return nodes.filter((node) => node.text !== "");
}
