/** Tables: cells are selected and columns changed as in a spreadsheet; the widths of columns stay with their columns. */
import { Extension } from "@tiptap/core";
import type { Node as Doc } from "@tiptap/pm/model";
import { type EditorState, Plugin, type Transaction } from "@tiptap/pm/state";
import { addColumn, goToNextCell, isInTable, removeColumn, selectedRect, TableMap, tableEditing, type TableRect } from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import type { Column } from "./node.ts";
import { isLength, readStyle, writeStyle } from "./style.ts";

export { isInTable };

const noColumn = (): Column => ({ before: [], style: "", span: "", after: [] });

/** One entry for each column; `<col span>` stands for several, and what is missing has no width. */
export function columnsOf(table: Doc): Column[] {
  const width = TableMap.get(table).width;
  const known = (table.attrs["columns"] as Column[]).flatMap((column) => {
    const span = Math.max(1, Number(column.span) || 1);
    return Array.from({ length: span }, (_, i) => ({
      ...column,
      span: "",
      before: i === 0 ? column.before : [],
      after: i === span - 1 ? column.after : [],
    }));
  });
  return [...known, ...Array.from({ length: Math.max(0, width - known.length) }, noColumn)].slice(0, width);
}

/** The columns without those that say nothing at all. */
const spoken = (columns: Column[]): Column[] =>
  columns.every(({ style, before, after }) => style === "" && before.length + after.length === 0) ? [] : columns;

function withColumns(tr: Transaction, rect: TableRect, columns: Column[]): Transaction {
  return tr.setNodeAttribute(rect.tableStart - 1, "columns", spoken(columns));
}

type Command = (state: EditorState, dispatch?: (tr: Transaction) => void) => boolean;

/** A column more; its width is that of no one. */
export const insertColumn =
  (behind: boolean): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false;
    const rect = selectedRect(state);
    const at = behind ? rect.right : rect.left;
    const columns = columnsOf(rect.table).toSpliced(at, 0, noColumn());
    dispatch?.(withColumns(addColumn(state.tr, rect, at), rect, columns));
    return true;
  };

/** The selected columns go; a statement around one goes with its pair. */
export const dropColumns: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  if (rect.left === 0 && rect.right === rect.map.width) return false;
  const columns = columnsOf(rect.table).toSpliced(rect.left, rect.right - rect.left);
  const tr = state.tr;
  for (let at = rect.right - 1; ; at -= 1) {
    removeColumn(tr, rect, at);
    if (at === rect.left) break;
    const table = rect.tableStart ? tr.doc.nodeAt(rect.tableStart - 1) : tr.doc;
    if (!table) return false;
    rect.table = table;
    rect.map = TableMap.get(table);
  }
  dispatch?.(withColumns(tr, rect, columns));
  return true;
};

/** The width of the selected column, as it is written. */
export function widthHere(state: EditorState): string {
  if (!isInTable(state)) return "";
  const rect = selectedRect(state);
  return readStyle(columnsOf(rect.table)[rect.left]?.style).width;
}

export function setWidth(state: EditorState, width: string): Transaction | undefined {
  if (!isInTable(state) || (width !== "" && !isLength(width))) return undefined;
  const rect = selectedRect(state);
  return withWidths(state, rect.tableStart - 1, rect.table, width, (n) => n >= rect.left && n < rect.right);
}

function withWidths(state: EditorState, pos: number, table: Doc, width: string, these: (n: number) => boolean): Transaction {
  const columns = columnsOf(table).map((column, n) => (these(n) ? { ...column, style: writeStyle({ width }) } : column));
  return state.tr.setNodeAttribute(pos, "columns", spoken(columns));
}

/** The edge of a column under the mouse. */
type Edge = { pos: number; table: Doc; column: number; left: number; right: number; whole: number };

const NEAR = 4;

function edgeAt(view: EditorView, event: MouseEvent): Edge | undefined {
  const cell = event.target instanceof Element ? event.target.closest("td, th") : null;
  const element = cell?.closest("table");
  if (!cell || !element || !view.dom.contains(element) || cell.closest(".studio-row-title, .studio-row-end")) return undefined;
  const box = cell.getBoundingClientRect();
  if (box.right - event.clientX > NEAR) return undefined;
  const $cell = view.state.doc.resolve(view.posAtDOM(cell, 0));
  for (let depth = $cell.depth; depth > 1; depth -= 1) {
    if ($cell.node(depth).type.spec["tableRole"] !== "row") continue;
    const table = $cell.node(depth - 1);
    const start = $cell.start(depth - 1);
    const area = TableMap.get(table).findCell($cell.before(depth + 1) - start);
    return { pos: start - 1, table, column: area.right - 1, left: box.left, right: box.right, whole: element.getBoundingClientRect().width };
  }
  return undefined;
}

/** The edge of a column is dragged; its width is a part of the table's. */
function drag(view: EditorView, edge: Edge): void {
  const line = document.createElement("div");
  line.className = "studio-edge";
  const box = view.nodeDOM(edge.pos) instanceof HTMLElement ? (view.nodeDOM(edge.pos) as HTMLElement).getBoundingClientRect() : view.dom.getBoundingClientRect();
  Object.assign(line.style, { top: `${box.top}px`, height: `${box.height}px` });
  document.body.append(line);
  let to = edge.right;
  const move = (event: MouseEvent) => {
    to = Math.max(edge.left + 12, event.clientX);
    line.style.left = `${to}px`;
  };
  const end = () => {
    removeEventListener("mousemove", move);
    removeEventListener("mouseup", end);
    line.remove();
    const percent = Math.min(95, Math.max(2, Math.round(((to - edge.left) / edge.whole) * 1000) / 10));
    if (Math.abs(to - edge.right) > 2 && view.state.doc.nodeAt(edge.pos)?.eq(edge.table)) {
      view.dispatch(withWidths(view.state, edge.pos, edge.table, `${percent}%`, (n) => n === edge.column));
    }
  };
  addEventListener("mousemove", move);
  addEventListener("mouseup", end);
}

/**
 * The table plugin without its habit of filling tables up: a table whose rows have unlike numbers of cells is what its author wrote,
 * often because statements stand around some of them.
 */
function editing(): Plugin {
  const plugin = tableEditing();
  const append = plugin.spec.appendTransaction;
  return new Plugin({
    ...plugin.spec,
    appendTransaction(transactions, before, now) {
      const tr = append?.call(plugin as never, transactions, before, now);
      return tr?.docChanged ? null : tr;
    },
  });
}

export const Tables = Extension.create({
  name: "tables",
  priority: 200,
  addKeyboardShortcuts() {
    const step = (direction: 1 | -1) => () => goToNextCell(direction)(this.editor.state, this.editor.view.dispatch);
    return { Tab: step(1), "Shift-Tab": step(-1) };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          mousemove(view, event) {
            view.dom.classList.toggle("is-on-edge", event.buttons === 0 && edgeAt(view, event) !== undefined);
            return false;
          },
          mousedown(view, event) {
            const edge = event.button === 0 ? edgeAt(view, event) : undefined;
            if (!edge) return false;
            event.preventDefault();
            drag(view, edge);
            return true;
          },
        },
      },
    }),
    editing(),
  ],
});
