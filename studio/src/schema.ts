/** The nodes and marks of the editor: what the HTML of papers knows, and shortcodes. See src/documents/templates/mod.rs for the list. */
import { type Attributes, getSchema, Mark, mergeAttributes, Node } from "@tiptap/core";
import type { Node as Doc } from "@tiptap/pm/model";
import type { Json } from "./node.ts";
import { readStyle, writeStyle } from "./style.ts";

const STORED = "data-attrs";

/** Attributes travel through the clipboard as they are; from elsewhere they are read by `from`. */
function attributes(defaults: Record<string, unknown>, from: (element: HTMLElement) => Record<string, unknown> = () => ({})) {
  return (): Attributes =>
    Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [
        name,
        { default: value, rendered: false, parseHTML: (element: HTMLElement) => ({ ...from(element), ...stored(element) })[name] ?? value },
      ]),
    );
}

function stored(element: HTMLElement): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(element.getAttribute(STORED) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a node shows of itself in the editor, with its attributes for the clipboard. */
function shown(node: Doc, more: Record<string, string> = {}): Record<string, string> {
  const { align = "", width = "", height = "", cls = "" } = node.attrs as Record<string, string>;
  const style = writeStyle({ align, width, height });
  return mergeAttributes(
    { [STORED]: JSON.stringify(node.attrs), "data-node": node.type.name, ...(style ? { style } : {}), ...(cls ? { class: cls } : {}) },
    more,
  ) as Record<string, string>;
}

const align = (element: HTMLElement) => ({ align: readStyle(element.getAttribute("style") ?? "").align });
const LOOSE = "(bare | block)+";

export const Document = Node.create({ name: "doc", topNode: true, content: "(block | bare)+" });
export const Text = Node.create({ name: "text", group: "inline" });

export const Paragraph = Node.create({
  name: "paragraph",
  group: "block",
  content: "inline*",
  addAttributes: attributes({ align: "", cls: "" }, align),
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ node }) => ["p", shown(node), 0],
});

export const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: attributes({ align: "", level: 2 }, (element) => ({ ...align(element), level: Math.min(3, Number(element.tagName[1]) || 2) })),
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` })),
  renderHTML: ({ node }) => [`h${node.attrs["level"]}`, shown(node), 0],
});

/** A line that stands in no paragraph: in a cell, in an item, at the top of a letter. */
export const Bare = Node.create({
  name: "bare",
  content: "inline*",
  parseHTML: () => [{ tag: "div[data-node=bare]" }],
  renderHTML: ({ node }) => ["div", shown(node), 0],
});

export const BulletList = Node.create({
  name: "bulletList",
  group: "block",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: ({ node }) => ["ul", shown(node), 0],
});

export const OrderedList = Node.create({
  name: "orderedList",
  group: "block",
  content: "listItem+",
  addAttributes: attributes({ start: 1 }, (element) => ({ start: Number(element.getAttribute("start")) || 1 })),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ node }) => ["ol", { ...shown(node), start: String(node.attrs["start"]) }, 0],
});

export const ListItem = Node.create({
  name: "listItem",
  content: LOOSE,
  defining: true,
  addAttributes: attributes({ before: [], after: [] }),
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ node }) => ["li", shown(node), 0],
});

/** A part of the paper: two columns, signatures, what is kept together, another language. */
export const Box = Node.create({
  name: "box",
  group: "block",
  content: "(block | bare)+",
  defining: true,
  addAttributes: attributes({ cls: "", lang: "", align: "" }),
  parseHTML: () => [{ tag: "div[data-node=box]" }],
  renderHTML: ({ node }) => ["div", shown(node), 0],
});

/** `{% if … %}` or `{% for … %}` around blocks; each branch has the statement that begins it. */
export const Flow = Node.create({
  name: "flow",
  group: "block",
  content: "branch+",
  defining: true,
  draggable: true,
  addAttributes: attributes({ end: "{% endif %}" }),
  parseHTML: () => [{ tag: "div[data-node=flow]" }],
  renderHTML: ({ node }) => ["div", shown(node), 0],
});

export const Branch = Node.create({
  name: "branch",
  content: "(block | bare)+",
  isolating: true,
  addAttributes: attributes({ code: "" }),
  parseHTML: () => [{ tag: "div[data-node=branch]" }],
  renderHTML: ({ node }) => ["div", shown(node), 0],
});

const leaf = (name: string, group: "block" | "inline", tag: string, defaults: Record<string, unknown>, shape: { draggable?: boolean } = {}) =>
  Node.create({
    name,
    group,
    inline: group === "inline",
    atom: true,
    selectable: true,
    draggable: shape.draggable ?? true,
    addAttributes: attributes(defaults),
    parseHTML: () => [{ tag: `${tag}[data-node=${name}]` }],
    renderHTML: ({ node }) => [tag, shown(node)],
  });

export const Rule = Node.create({
  name: "rule",
  group: "block",
  atom: true,
  addAttributes: attributes({ page: false }),
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ node }) => ["hr", shown(node, node.attrs["page"] ? { class: "page-break" } : {})],
});

export const Qr = leaf("qr", "block", "div", {});
/** A piece of source that the editor has no shape for. */
export const Raw = leaf("raw", "block", "div", { code: "" });
/** A statement between blocks whose other end stands elsewhere. */
export const BlockMark = leaf("blockMark", "block", "div", { code: "" });
export const Chip = leaf("chip", "inline", "span", { code: "" });
/** A statement within a line. */
export const FlowMark = leaf("flowMark", "inline", "span", { code: "" }, { draggable: false });
export const RawInline = leaf("rawInline", "inline", "span", { code: "" });
export const Picture = leaf("image", "inline", "span", { asset: "logo", width: "", height: "", alt: "" });

export const LineBreak = Node.create({
  name: "lineBreak",
  group: "inline",
  inline: true,
  selectable: false,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
});

export const Table = Node.create({
  name: "table",
  group: "block",
  content: "row+",
  isolating: true,
  tableRole: "table",
  addAttributes: attributes({ cls: "", columns: [] }),
  extendNodeSchema: (extension) => ({ tableRole: (extension.config as { tableRole?: string }).tableRole }),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ node }) => ["table", shown(node), ["tbody", 0]],
} as Parameters<typeof Node.create>[0]);

export const Row = Node.create({
  name: "row",
  content: "(cell | headCell)*",
  tableRole: "row",
  addAttributes: attributes({ section: "body", cls: "", before: [], after: [] }, (element) => ({
    section: { THEAD: "head", TFOOT: "foot" }[element.parentElement?.tagName ?? ""] ?? "body",
  })),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ node }) => ["tr", shown(node, { "data-section": String(node.attrs["section"]) }), 0],
} as Parameters<typeof Node.create>[0]);

const cell = (name: string, tag: "td" | "th", tableRole: string) =>
  Node.create({
    name,
    content: LOOSE,
    isolating: true,
    tableRole,
    addAttributes: attributes({ colspan: 1, rowspan: 1, colwidth: null, align: "", width: "", cls: "", before: [], after: [] }, (element) => ({
      ...align(element),
      colspan: Number(element.getAttribute("colspan")) || 1,
      rowspan: Number(element.getAttribute("rowspan")) || 1,
    })),
    parseHTML: () => [{ tag }],
    renderHTML: ({ node }) => [tag, shown(node, { colspan: String(node.attrs["colspan"]), rowspan: String(node.attrs["rowspan"]) }), 0],
  } as Parameters<typeof Node.create>[0]);

export const Cell = cell("cell", "td", "cell");
export const HeadCell = cell("headCell", "th", "header_cell");

const mark = (name: string, tags: string[], defaults: Record<string, unknown> = {}) =>
  Mark.create({
    name,
    addAttributes: attributes(defaults, (element) => ({ tag: element.tagName.toLowerCase() })),
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: ({ mark }) => [String(mark.attrs["tag"] ?? tags[0]), 0],
  });

export const Bold = mark("bold", ["strong", "b"], { tag: "strong" });
export const Italic = mark("italic", ["em", "i"], { tag: "em" });
export const Underline = mark("underline", ["u"]);
export const Strike = mark("strike", ["s"]);
export const Small = mark("small", ["small"]);
export const Sub = mark("sub", ["sub"]);
export const Sup = mark("sup", ["sup"]);

/** `nowrap`, `copy`, `muted`; several may lie over one another. */
export const Span = Mark.create({
  name: "span",
  excludes: "",
  addAttributes: attributes({ cls: "" }),
  parseHTML: () => [{ tag: `span[${STORED}]:not([data-node])` }],
  renderHTML: ({ mark }) => ["span", { [STORED]: JSON.stringify(mark.attrs), class: String(mark.attrs["cls"]) }, 0],
});

/** The order of the marks is that of their tags, from the outer to the inner one. */
export const MARKS = [Span, Bold, Italic, Underline, Strike, Small, Sub, Sup];

export const NODES = [
  Document, Paragraph, Heading, BulletList, OrderedList, Box, Flow, Rule, Qr, Raw, BlockMark, Table, Row, Cell, HeadCell, ListItem,
  Branch, Bare, Text, Chip, FlowMark, RawInline, Picture, LineBreak,
];

const schema = getSchema([...NODES, ...MARKS]);

/** A document as ProseMirror has it, outside of an editor. */
export const documentOf = (json: Json): Doc => schema.nodeFromJSON(json);
export const toJson = (doc: Doc): Json => doc.toJSON() as Json;
