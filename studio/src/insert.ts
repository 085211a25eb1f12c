/** Putting things into the text, each given as source. */
import type { Editor } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import type { Code, Labels, PositionColumn } from "./labels.ts";
import type { Json } from "./node.ts";
import { read } from "./source.ts";

/** Puts a piece of source in place of the selection; what stands in a line goes into the line. */
export function insertSource(editor: Editor, source: string, range?: { from: number; to: number }): void {
  insertNodes(editor, read(source).content ?? [], range);
}

export function insertNodes(editor: Editor, nodes: Json[], range?: { from: number; to: number }): void {
  const { state, view } = editor;
  const tr = state.tr;
  if (range) tr.setSelection(TextSelection.create(tr.doc, range.from, range.to));
  const inline = nodes.length === 1 && nodes[0]!.type === "bare" ? (nodes[0]!.content ?? []) : undefined;
  const from = tr.selection.from;
  // What stands in a line is written as the text around it is: bold within bold.
  const marks = inline ? (state.storedMarks ?? tr.selection.$from.marks()) : [];
  const made = (inline ?? nodes).map((json) => {
    const node = state.schema.nodeFromJSON(json);
    return node.mark(marks.reduce((set, mark) => mark.addToSet(set), node.marks));
  });
  const fragment = Fragment.from(made);
  if (inline) tr.replaceSelection(new Slice(fragment, 0, 0));
  else {
    // An empty paragraph gives way to what is put into it.
    const { $from } = tr.selection;
    const empty = $from.parent.isTextblock && $from.parent.content.size === 0 && tr.selection.empty && $from.depth > 0;
    if (empty) tr.replaceWith($from.before(), $from.after(), fragment);
    else {
      if (!tr.selection.empty) tr.deleteSelection();
      const at = tr.selection.$from;
      const after = at.depth === 0 ? at.pos : at.parent.isTextblock ? at.after() : at.pos;
      tr.insert(after, fragment);
      tr.setSelection(Selection.near(tr.doc.resolve(after + 1)));
    }
  }
  // Behind one chip the writing goes on; within a pair of statements it goes on between them.
  if (inline && inline.length > 1 && inline[0]!.type === "flowMark") tr.setSelection(TextSelection.create(tr.doc, from + 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

/** Puts a shortcode into the text: a value as a chip, a list as a block, a question around what is selected. */
export function insertCode(editor: Editor, code: Code, range?: { from: number; to: number }): void {
  const statement = /^(\{%.*?%\}) … (\{%.*?%\})$/.exec(code.code);
  if (!statement) insertSource(editor, code.code, range);
  else if (code.value_type === "rows") insertSource(editor, `${statement[1]}<p></p>${statement[2]}`, range);
  else if (!range && !editor.state.selection.empty) wrap(editor, statement[1]!, statement[2]!);
  else {
    const content = [statement[1]!, statement[2]!].map((code) => ({ type: "flowMark", attrs: { code } }));
    insertNodes(editor, [{ type: "bare", content }], range);
  }
}

/** Puts a statement and its end around the selection: within a line as a pair of marks, around blocks as a block. */
export function wrap(editor: Editor, open: string, end: string): void {
  const { state, view } = editor;
  const { $from, $to, from, to } = state.selection;
  const tr = state.tr;
  const mark = (code: string) => state.schema.nodes["flowMark"]!.create({ code });
  if ($from.sameParent($to) && $from.parent.isTextblock && from !== to && !(state.selection instanceof NodeSelection && state.selection.node.isBlock)) {
    tr.insert(to, mark(end)).insert(from, mark(open));
  } else {
    const range = $from.blockRange($to);
    if (!range) return;
    const inside = Fragment.from(state.doc.slice(range.start, range.end).content);
    const branch = state.schema.nodes["branch"]!.create({ code: open }, inside);
    tr.replaceRangeWith(range.start, range.end, state.schema.nodes["flow"]!.create({ end }, branch));
    tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 3)));
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

/** Blocks that are offered beside the shortcodes. */
export type Block = { id: string; source: string };

export const BLOCKS: Block[] = [
  { id: "positions", source: "" },
  { id: "table", source: table(3, 3) },
  { id: "plain", source: '<table class="plain"><tbody><tr><td></td><td></td></tr></tbody></table>' },
  { id: "columns", source: '<div class="columns"><div><p></p></div><div><p></p></div></div>' },
  { id: "signatures", source: '<div class="signatures"><div class="signature"><p>____________________</p></div><div class="signature"><p>____________________</p></div></div>' },
  { id: "keep", source: '<div class="keep"><p></p></div>' },
  { id: "page_break", source: '<hr class="page-break">' },
  { id: "rule", source: "<hr>" },
  { id: "qr", source: '<div class="qr" data-qr="payment"></div>' },
  { id: "logo", source: '<img data-asset="logo" style="height: 15mm" alt="">' },
  { id: "stamp", source: '<img data-asset="stamp" style="width: 38mm; height: 38mm" alt="">' },
  { id: "facsimile", source: '<img data-asset="facsimile" style="width: 35mm; height: 14mm" alt="">' },
  { id: "accountant_facsimile", source: '<img data-asset="accountant_facsimile" style="width: 35mm; height: 14mm" alt="">' },
];

function table(rows: number, columns: number): string {
  const row = (tag: string) => `<tr>${`<${tag}></${tag}>`.repeat(columns)}</tr>`;
  return `<table><thead>${row("th")}</thead><tbody>${row("td").repeat(rows - 1)}</tbody></table>`;
}

/** The lines of a paper as a table with the chosen columns. */
export function positions(columns: PositionColumn[]): string {
  const cls = (column: PositionColumn) => (column.num ? ' class="num"' : "");
  const cols = columns.map(({ width }) => (width === "" ? "<col>" : `<col style="width: ${width}">`));
  const head = columns.map((column) => `<th${cls(column)}>${column.title}</th>`);
  const body = columns.map((column) => `<td${cls(column)}>{{ line.${column.field} }}</td>`);
  return [
    '<table class="positions">',
    `<colgroup>${cols.join("")}</colgroup>`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>{% for line in lines %}<tr>${body.join("")}</tr>{% endfor %}</tbody>`,
    "</table>",
  ].join("");
}

/** The blocks that papers of this kind can have. */
export function blocks(labels: Labels): Block[] {
  return BLOCKS.filter(({ id }) => id !== "positions" || labels.columns.length > 0);
}
