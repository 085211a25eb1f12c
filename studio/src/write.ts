/** From the document of the editor back to the source of a template, with the place of each node in it. */
import { type Column, type Json, list, type Mark, sizeOf, text } from "./node.ts";
import { writeStyle } from "./style.ts";

/** Where a node of the document stands in the source. */
export type Place = { from: number; to: number; pos: number; type: string };

export type Written = { source: string; places: Place[] };

export function write(doc: Json): Written {
  const writer = new Writer();
  writer.blocks(doc.content ?? [], 0, "\n");
  return { source: writer.out, places: writer.places };
}

export const escaped = (value: string): string =>
  value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");

const quoted = (value: string): string => escaped(value).replace(/"/g, "&quot;");

function open(tag: string, attributes: Record<string, string | null>): string {
  const all = Object.entries(attributes).filter(([name, value]) => value !== null && (value !== "" || name === "alt"));
  return `<${tag}${all.map(([name, value]) => ` ${name}="${quoted(value!)}"`).join("")}>`;
}

const TAGS: Record<string, string> = { bold: "strong", italic: "em", underline: "u", strike: "s", small: "small", sub: "sub", sup: "sup" };
const SECTIONS: Record<string, string> = { head: "thead", body: "tbody", foot: "tfoot" };

function tagOf(mark: Mark): string {
  return mark.type === "span" ? "span" : String(mark.attrs?.["tag"] ?? TAGS[mark.type]);
}

const same = (a: Mark, b: Mark): boolean => a.type === b.type && JSON.stringify(a.attrs ?? {}) === JSON.stringify(b.attrs ?? {});

class Writer {
  out = "";
  readonly places: Place[] = [];

  /** Blocks one after the other; lines without a paragraph of their own are told apart by a break. */
  blocks(nodes: Json[], pos: number, between: string): void {
    let at = pos;
    let last: Json | undefined;
    for (const node of nodes) {
      if (last) this.out += last.type === "bare" && node.type === "bare" ? "<br>" : between;
      this.block(node, at);
      at += sizeOf(node);
      last = node;
    }
  }

  private place(node: Json, pos: number, writing: () => void): void {
    const from = this.out.length;
    writing();
    this.places.push({ from, to: this.out.length, pos, type: node.type });
  }

  private block(node: Json, pos: number): void {
    this.place(node, pos, () => this.written(node, pos));
  }

  private written(node: Json, pos: number): void {
    const content = node.content ?? [];
    switch (node.type) {
      case "bare":
        this.inline(content, pos + 1);
        break;
      case "paragraph":
        this.around(open("p", { class: text(node, "cls"), style: writeStyle({ align: text(node, "align") }) }), "p", () => this.inline(content, pos + 1));
        break;
      case "heading": {
        const tag = `h${text(node, "level")}`;
        this.around(open(tag, { style: writeStyle({ align: text(node, "align") }) }), tag, () => this.inline(content, pos + 1));
        break;
      }
      case "bulletList":
        this.around("<ul>", "ul", () => this.rows(content, pos + 1, ""));
        break;
      case "orderedList": {
        const start = text(node, "start");
        this.around(open("ol", { start: start === "1" ? "" : start }), "ol", () => this.rows(content, pos + 1, ""));
        break;
      }
      case "listItem":
        this.around("<li>", "li", () => this.blocks(content, pos + 1, ""));
        break;
      case "box": {
        const cls = text(node, "cls");
        const lines = ["signatures", "columns", "keep"].includes(cls) || content.length > 6;
        const attributes = { class: cls, lang: text(node, "lang"), style: writeStyle({ align: text(node, "align") }) };
        this.around(open("div", attributes) + (lines ? "\n" : ""), "div", () => {
          this.blocks(content, pos + 1, lines ? "\n" : "");
          if (lines) this.out += "\n";
        });
        break;
      }
      case "qr":
        this.out += '<div class="qr" data-qr="payment"></div>';
        break;
      case "rule":
        this.out += node.attrs?.["page"] ? '<hr class="page-break">' : "<hr>";
        break;
      case "raw":
      case "blockMark":
        this.out += text(node, "code");
        break;
      case "flow":
        this.flow(node, pos);
        break;
      case "table":
        this.table(node, pos);
        break;
      default:
        throw new Error(`nothing is known of ${node.type}`);
    }
  }

  private around(opening: string, tag: string, inside: () => void): void {
    this.out += opening;
    inside();
    this.out += `</${tag}>`;
  }

  private flow(node: Json, pos: number): void {
    let at = pos + 1;
    for (const branch of node.content ?? []) {
      this.place(branch, at, () => {
        this.out += text(branch, "code");
        this.blocks(branch.content ?? [], at + 1, "\n");
      });
      at += sizeOf(branch);
    }
    this.out += text(node, "end");
  }

  /** Rows, cells or items, with the statements around each. */
  private rows(nodes: Json[], pos: number, between: string): void {
    let at = pos;
    for (const [i, node] of nodes.entries()) {
      if (i > 0) this.out += between;
      const here = at;
      this.place(node, here, () => {
        this.out += list(node, "before").join("");
        this.row(node, here);
        this.out += list(node, "after").join("");
      });
      at += sizeOf(node);
    }
  }

  private row(node: Json, pos: number): void {
    if (node.type === "listItem") this.block(node, pos);
    else if (node.type === "row") this.around(open("tr", { class: text(node, "cls") }), "tr", () => this.rows(node.content ?? [], pos + 1, ""));
    else {
      const tag = node.type === "headCell" ? "th" : "td";
      const span = (name: string) => (text(node, name) === "1" ? "" : text(node, name));
      const attributes = {
        class: text(node, "cls"),
        colspan: span("colspan"),
        rowspan: span("rowspan"),
        style: writeStyle({ align: text(node, "align"), width: text(node, "width") }),
      };
      this.around(open(tag, attributes), tag, () => this.blocks(node.content ?? [], pos + 1, ""));
    }
  }

  private table(node: Json, pos: number): void {
    this.out += `${open("table", { class: text(node, "cls") })}\n`;
    const columns = (node.attrs?.["columns"] ?? []) as Column[];
    if (columns.length > 0) {
      const written = columns.map(({ before, style, span, after }) => before.join("") + open("col", { style, span }) + after.join(""));
      this.out += `<colgroup>${written.join("")}</colgroup>\n`;
    }
    let at = pos + 1;
    const rows = node.content ?? [];
    for (let i = 0; i < rows.length; ) {
      const section = text(rows[i]!, "section");
      const end = rows.findIndex((row, n) => n > i && text(row, "section") !== section);
      const group = rows.slice(i, end < 0 ? undefined : end);
      const tag = SECTIONS[section];
      if (tag) this.out += `<${tag}>`;
      this.rows(group, at, "\n");
      this.out += tag ? `</${tag}>\n` : "\n";
      at += group.reduce((sum, row) => sum + sizeOf(row), 0);
      i += group.length;
    }
    this.out += "</table>";
  }

  private inline(nodes: Json[], pos: number): void {
    let open: Mark[] = [];
    let at = pos;
    for (const node of nodes) {
      const marks = node.marks ?? [];
      open = this.turn(open, marks);
      this.place(node, at, () => {
        this.out += inlineNode(node);
      });
      at += sizeOf(node);
    }
    this.turn(open, []);
  }

  /** Closes the marks that end here and opens those that begin. */
  private turn(from: Mark[], to: Mark[]): Mark[] {
    let kept = 0;
    while (kept < from.length && kept < to.length && same(from[kept]!, to[kept]!)) kept += 1;
    for (const mark of from.slice(kept).reverse()) this.out += `</${tagOf(mark)}>`;
    for (const mark of to.slice(kept)) {
      this.out += mark.type === "span" ? open("span", { class: String(mark.attrs?.["cls"] ?? "") }) : `<${tagOf(mark)}>`;
    }
    return to;
  }
}

function inlineNode(node: Json): string {
  switch (node.type) {
    case "text":
      return escaped(node.text ?? "");
    case "lineBreak":
      return "<br>";
    case "image": {
      const style = writeStyle({ width: text(node, "width"), height: text(node, "height") });
      const alt = node.attrs?.["alt"];
      return open("img", { "data-asset": text(node, "asset"), style, alt: typeof alt === "string" ? alt : null });
    }
    default:
      return text(node, "code");
  }
}
