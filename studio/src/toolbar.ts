/** The buttons above the text, and those of a table while the cursor is in one. */
import type { Editor } from "@tiptap/core";
import { redo, undo } from "@tiptap/pm/history";
import { NodeSelection, type Transaction } from "@tiptap/pm/state";
import {
  addRowAfter, addRowBefore, CellSelection, deleteRow, deleteTable, mergeCells, selectedRect, splitCell, toggleHeader,
} from "@tiptap/pm/tables";
import { button, element } from "./pop.ts";
import { askWrap } from "./questions.ts";
import type { Studio } from "./studio.ts";
import { dropColumns, insertColumn, isInTable, setWidth, widthHere } from "./tables.ts";

type Control = { root: HTMLElement; update: (editor: Editor) => void };

/** Lines of a small picture: where each begins and ends. */
const PICTURES: Record<string, [number, number][]> = {
  left: [[2, 14], [2, 9], [2, 14], [2, 7]],
  center: [[2, 14], [4, 12], [2, 14], [5, 11]],
  right: [[2, 14], [7, 14], [2, 14], [9, 14]],
  justify: [[2, 14], [2, 14], [2, 14], [2, 14]],
  bullets: [[6, 14], [6, 14], [6, 14]],
  numbers: [[6, 14], [6, 14], [6, 14]],
};

function picture(name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const lines = PICTURES[name]!;
  const step = lines.length === 4 ? 3.5 : 5;
  const path = document.createElementNS(space, "path");
  const dots = name === "bullets" ? "h1.5" : "v-2.5";
  path.setAttribute("d", lines.map(([from, to], i) => `M${from} ${3 + i * step}H${to}${lines.length === 3 ? `M2 ${3 + i * step}${dots}` : ""}`).join(""));
  svg.append(path);
  return svg;
}

export class Toolbar {
  readonly root = element("div", "studio-bar");
  /** Below the text, which so does not move when the cursor enters a table. */
  readonly table = element("div", "studio-bar studio-table-bar");
  private readonly controls: Control[] = [];
  private readonly ofTable: Control[] = [];

  constructor(private readonly studio: Studio) {
    const { labels } = studio;
    this.root.setAttribute("role", "toolbar");
    this.root.setAttribute("aria-label", labels.word("toolbar"));
    this.table.setAttribute("role", "toolbar");
    this.table.setAttribute("aria-label", labels.word("table_bar"));
    this.table.hidden = true;
    this.fill();
    this.fillTable();
    for (const bar of [this.root, this.table]) {
      // What is chosen here is no field of the form.
      for (const event of ["input", "change"]) bar.addEventListener(event, (event) => event.stopPropagation());
    }
  }

  update(): void {
    const { editor } = this.studio;
    for (const control of this.controls) control.update(editor);
    const inTable = isInTable(editor.state);
    this.table.hidden = !inTable;
    if (inTable) for (const control of this.ofTable) control.update(editor);
  }

  private fill(): void {
    const { studio } = this;
    const word = (key: string) => studio.labels.word(key);
    const mark = (name: string, face: string, cls = "") =>
      this.toggle(this.controls, face, word(name), cls, (editor) => editor.isActive(name), (editor) => editor.commands.toggleMark(name));
    const span = (cls: string, face: string) =>
      this.toggle(this.controls, face, word(`span_${cls}`), "", (editor) => editor.isActive("span", { cls }), (editor) => toggleSpan(editor, cls));
    const align = (to: string) =>
      this.toggle(this.controls, picture(to), word(`align_${to}`), "", (editor) => alignHere(editor) === to, (editor) => setAlign(editor, to));
    const list = (type: string, face: string) =>
      this.toggle(this.controls, picture(face), word(face), "", (editor) => editor.isActive(type), (editor) => editor.commands.toggleList(type, "listItem"));
    const insert = button(word("insert"), () => studio.openList(), "btn btn-sm");
    insert.title = "/";
    const source = button(word("source"), () => studio.toggle(), "btn btn-sm studio-source");
    source.title = "Ctrl-E";
    this.root.append(
      this.styles(),
      group(mark("bold", "B", "is-bold"), mark("italic", "I", "is-italic"), mark("underline", "U", "is-underline"), mark("small", "a", "is-small"), span("muted", "◐"), span("nowrap", "↔"), span("copy", "[a]")),
      group(align("left"), align("center"), align("right"), align("justify")),
      group(list("bulletList", "bullets"), list("orderedList", "numbers")),
      insert,
      button(word("condition"), () => askWrap(studio, "if", this.root)),
      button(word("repeat"), () => askWrap(studio, "for", this.root)),
      group(
        this.press("↶", word("undo"), (editor) => undo(editor.state, editor.view.dispatch)),
        this.press("↷", word("redo"), (editor) => redo(editor.state, editor.view.dispatch)),
      ),
      source,
    );
  }

  private fillTable(): void {
    const { studio } = this;
    const word = (key: string) => studio.labels.word(key);
    type Step = (state: Editor["state"], dispatch?: (tr: Transaction) => void) => boolean;
    const step = (face: string, key: string, run: Step) => this.press(face, word(key), (editor) => run(editor.state, editor.view.dispatch));
    const kinds = ["", "positions", "rows", "bank", "plain", "parties", "sums"].map((value) => ({ value, text: word(value === "" ? "table_bordered" : `table_${value}`) }));
    const kind = this.choice(this.ofTable, word("table_kind"), kinds, (editor) => String(selectedRect(editor.state).table.attrs["cls"]), (editor, cls) => {
      editor.view.dispatch(editor.state.tr.setNodeAttribute(selectedRect(editor.state).tableStart - 1, "cls", cls));
    });
    const width = element("input", "input studio-width");
    width.type = "text";
    width.placeholder = word("width");
    width.setAttribute("aria-label", word("column_width"));
    width.title = word("column_width");
    const setTo = () => {
      const tr = setWidth(studio.editor.state, lengthOf(width.value));
      if (tr) studio.editor.view.dispatch(tr);
      else this.update();
    };
    width.addEventListener("change", setTo);
    width.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      setTo();
      studio.editor.view.focus();
    });
    this.ofTable.push({
      root: width,
      update: (editor) => {
        if (document.activeElement !== width) width.value = widthHere(editor.state);
      },
    });
    const rowTotal = this.toggle(this.ofTable, "Σ", word("row_total"), "", (editor) => rowHere(editor)?.attrs["cls"] === "total", (editor) => toggleTotal(editor));
    const num = this.toggle(this.ofTable, "12", word("cell_num"), "", (editor) => cellsHere(editor).every(({ cls }) => cls.split(" ").includes("num")), (editor) => toggleNum(editor));
    this.table.append(
      kind,
      group(step("⇤+", "column_before", insertColumn(false)), step("+⇥", "column_after", insertColumn(true)), step("⊟", "column_drop", dropColumns)),
      width,
      group(step("⤒+", "row_before", addRowBefore), step("+⤓", "row_after", addRowAfter), step("⊖", "row_drop", deleteRow)),
      group(step("⊞", "merge", mergeCells), step("⊟⊟", "split", splitCell), step("TH", "head_cells", toggleHeader("cell")), num, rowTotal),
      button(word("row_repeat"), () => askWrap(studio, "for", this.table, (open, end) => aroundRows(studio.editor, open, end))),
      button(word("row_condition"), () => askWrap(studio, "if", this.table, (open, end) => aroundRows(studio.editor, open, end))),
      button(word("table_drop"), () => deleteTable(studio.editor.state, studio.editor.view.dispatch)),
    );
  }

  private styles(): HTMLElement {
    const word = (key: string) => this.studio.labels.word(key);
    const options = ["p", "lead", "note", "small", "keep", "h1", "h2", "h3"].map((value) => ({ value, text: word(`style_${value}`) }));
    return this.choice(this.controls, word("style"), options, styleHere, setStyle);
  }

  private press(face: string, title: string, run: (editor: Editor) => unknown): HTMLButtonElement {
    const made = button(face, () => {
      run(this.studio.editor);
      this.studio.editor.view.focus();
    }, "btn btn-sm btn-ghost");
    made.title = title;
    made.setAttribute("aria-label", title);
    made.addEventListener("mousedown", (event) => event.preventDefault());
    return made;
  }

  private toggle(into: Control[], face: string | SVGElement, title: string, cls: string, on: (editor: Editor) => boolean, run: (editor: Editor) => unknown): HTMLElement {
    const made = this.press(typeof face === "string" ? face : "", title, run);
    if (cls) made.classList.add(cls);
    if (typeof face !== "string") made.append(face);
    into.push({ root: made, update: (editor) => made.setAttribute("aria-pressed", String(on(editor))) });
    return made;
  }

  private choice(into: Control[], title: string, options: { value: string; text: string }[], here: (editor: Editor) => string, choose: (editor: Editor, value: string) => void): HTMLElement {
    const select = element("select", "select studio-select");
    select.setAttribute("aria-label", title);
    select.title = title;
    select.append(...options.map(({ value, text }) => new Option(text, value)));
    select.addEventListener("change", () => {
      choose(this.studio.editor, select.value);
      this.studio.editor.view.focus();
    });
    into.push({
      root: select,
      update: (editor) => {
        const value = here(editor);
        if (![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
        select.value = value;
      },
    });
    return select;
  }
}

function group(...buttons: HTMLElement[]): HTMLElement {
  const made = element("div", "studio-group-of");
  made.append(...buttons);
  return made;
}

/** `12` is meant in per cent. */
const lengthOf = (typed: string): string => {
  const text = typed.trim().toLowerCase().replace(",", ".").replace(/\s+/g, "");
  return /^\d+(\.\d+)?$/.test(text) ? `${text}%` : text;
};

function styleHere(editor: Editor): string {
  const { parent } = editor.state.selection.$from;
  if (parent.type.name === "heading") return `h${parent.attrs["level"]}`;
  return parent.type.name === "paragraph" ? String(parent.attrs["cls"] || "p") : "p";
}

function setStyle(editor: Editor, style: string): void {
  const align = alignHere(editor);
  if (/^h[123]$/.test(style)) editor.commands.setNode("heading", { level: Number(style[1]), align });
  else editor.commands.setNode("paragraph", { cls: style === "p" ? "" : style, align });
}

/** The alignment of the paragraph, or of the cell it has none in. */
function alignHere(editor: Editor): string {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const align: unknown = $from.node(depth).attrs["align"];
    if (typeof align === "string" && align !== "") return align;
  }
  return "";
}

function setAlign(editor: Editor, to: string): void {
  const { state } = editor;
  const tr = state.tr;
  const wanted = alignHere(editor) === to ? "" : to;
  const { from, to: end } = state.selection;
  const set = (pos: number) => tr.setNodeAttribute(pos, "align", wanted);
  state.doc.nodesBetween(from, end, (node, pos, parent) => {
    if (node.type.name === "paragraph" || node.type.name === "heading") set(pos);
    else if (node.type.name === "bare" && parent && "align" in parent.attrs) set(state.doc.resolve(pos).before());
    return !node.isTextblock;
  });
  editor.view.dispatch(tr);
}

function toggleSpan(editor: Editor, cls: string): void {
  const { state } = editor;
  const type = state.schema.marks["span"]!;
  const mark = type.create({ cls });
  const { from, to, empty } = state.selection;
  if (empty) return;
  editor.view.dispatch(editor.isActive("span", { cls }) ? state.tr.removeMark(from, to, mark) : state.tr.addMark(from, to, mark));
}

function rowHere(editor: Editor): import("@tiptap/pm/model").Node | null {
  const rect = selectedRect(editor.state);
  return rect.table.maybeChild(rect.top);
}

/** Where each selected row begins. */
function rowsHere(editor: Editor): number[] {
  const rect = selectedRect(editor.state);
  const found: number[] = [];
  rect.table.forEach((_, offset, index) => {
    if (index >= rect.top && index < rect.bottom) found.push(rect.tableStart + offset);
  });
  return found;
}

function toggleTotal(editor: Editor): void {
  const tr = editor.state.tr;
  const cls = rowHere(editor)?.attrs["cls"] === "total" ? "" : "total";
  for (const pos of rowsHere(editor)) tr.setNodeAttribute(pos, "cls", cls);
  editor.view.dispatch(tr);
}

function cellsHere(editor: Editor): { pos: number; cls: string }[] {
  const { selection } = editor.state;
  const found: { pos: number; cls: string }[] = [];
  if (selection instanceof CellSelection) selection.forEachCell((cell, pos) => found.push({ pos, cls: String(cell.attrs["cls"]) }));
  else {
    const rect = selectedRect(editor.state);
    const pos = rect.tableStart + rect.map.map[rect.top * rect.map.width + rect.left]!;
    const cell = editor.state.doc.nodeAt(pos);
    if (cell) found.push({ pos, cls: String(cell.attrs["cls"]) });
  }
  return found;
}

function toggleNum(editor: Editor): void {
  const tr = editor.state.tr;
  const cells = cellsHere(editor);
  const on = cells.every(({ cls }) => cls.split(" ").includes("num"));
  for (const { pos, cls } of cells) {
    const others = cls.split(" ").filter((word) => word !== "" && word !== "num");
    tr.setNodeAttribute(pos, "cls", (on ? others : ["num", ...others]).join(" "));
  }
  editor.view.dispatch(tr);
}

/** Puts a statement and its end around the selected rows. */
function aroundRows(editor: Editor, open: string, end: string): void {
  if (!isInTable(editor.state) || editor.state.selection instanceof NodeSelection) return;
  const rows = rowsHere(editor);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return;
  const tr = editor.state.tr;
  const codes = (pos: number, name: string) => (editor.state.doc.nodeAt(pos)?.attrs[name] ?? []) as string[];
  tr.setNodeAttribute(first, "before", [...codes(first, "before"), open]);
  tr.setNodeAttribute(last, "after", [end, ...codes(last, "after")]);
  editor.view.dispatch(tr);
}
