/** A node of the document as ProseMirror writes it down. The reader and the writer know nothing else of the editor. */
export type Mark = { type: string; attrs?: Record<string, unknown> };
export type Json = {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Json[];
  marks?: Mark[];
  text?: string;
};

/** A column of a table: its width, and the statements around its `<col>`. */
export type Column = { before: string[]; style: string; span: string; after: string[] };

/** How much room a node takes in the document. */
export function sizeOf(node: Json): number {
  if (node.text !== undefined) return node.text.length;
  if (LEAVES.has(node.type)) return 1;
  return 2 + (node.content ?? []).reduce((sum, child) => sum + sizeOf(child), 0);
}

export const LEAVES = new Set(["chip", "flowMark", "rawInline", "image", "lineBreak", "blockMark", "raw", "rule", "qr"]);

/** The tags that are marks, with the names of the marks. Two tags may be one mark; it remembers which one it was. */
export const MARKS: Record<string, string> = {
  strong: "bold", b: "bold", em: "italic", i: "italic", u: "underline", s: "strike", small: "small", sub: "sub", sup: "sup",
  span: "span",
};

export const HEADINGS = ["h1", "h2", "h3"];
export const CELLS: Record<string, string> = { td: "cell", th: "headCell" };
export const SECTIONS: Record<string, string> = { thead: "head", tbody: "body", tfoot: "foot" };

export const text = (node: Json, name: string): string => {
  const value = node.attrs?.[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

export const list = (node: Json, name: string): string[] => {
  const value = node.attrs?.[name];
  return Array.isArray(value) ? (value as string[]) : [];
};
