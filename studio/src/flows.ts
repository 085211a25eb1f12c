/** Statements in the text: none is left without its end, and what stands between the two is shaded. */
import { Extension } from "@tiptap/core";
import type { Node as Doc } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Studio } from "./studio.ts";
import { closes, turnOf } from "./pieces.ts";

/** A statement and where it is kept: a node of its own, or one of the statements around a row, a cell, an item. */
export type Statement = { code: string; pos: number; in?: { name: "before" | "after"; index: number } };

/** All statements that are not blocks, in the order of the source. */
export function statements(doc: Doc): Statement[] {
  const found: Statement[] = [];
  const around = (node: Doc, pos: number, name: "before" | "after") => {
    const codes: unknown = node.attrs[name];
    if (Array.isArray(codes)) codes.forEach((code: string, index) => found.push({ code, pos, in: { name, index } }));
  };
  const visit = (node: Doc, pos: number) => {
    around(node, pos, "before");
    if (node.type.name === "flowMark" || node.type.name === "blockMark") found.push({ code: String(node.attrs["code"]), pos });
    node.forEach((child, offset) => visit(child, pos + 1 + offset));
    around(node, pos, "after");
  };
  doc.forEach((child, offset) => visit(child, offset));
  return found;
}

/** Statements without their other end, with what belongs to them. */
export function unmatched(all: Statement[]): Statement[] {
  const open: Statement[][] = [];
  const alone: Statement[] = [];
  for (const statement of all) {
    const turn = turnOf(statement.code);
    const last = open.at(-1);
    if (turn === "open") open.push([statement]);
    else if (turn === "middle") (last ?? alone).push(statement);
    else if (turn === "end") {
      if (last && closes(last[0]!.code, statement.code)) open.pop();
      else alone.push(statement);
    }
  }
  return [...alone, ...open.flat()];
}

function without(tr: Transaction, bad: Statement[]): Transaction {
  for (const statement of [...bad].sort((a, b) => b.pos - a.pos || (b.in?.index ?? 0) - (a.in?.index ?? 0))) {
    const node = tr.doc.nodeAt(statement.pos);
    if (!node) continue;
    if (statement.in) {
      const { name, index } = statement.in;
      const left = (node.attrs[name] as string[]).filter((_, i) => i !== index);
      tr.setNodeAttribute(statement.pos, name, left);
    } else tr.delete(statement.pos, statement.pos + node.nodeSize);
  }
  return tr;
}

/** A block whose first branch is gone holds nothing together any more: what is left of it stands by itself. */
function beheaded(doc: Doc): { pos: number; node: Doc } | undefined {
  let found: { pos: number; node: Doc } | undefined;
  doc.descendants((node, pos) => {
    const first = node.type.name === "flow" ? String(node.firstChild?.attrs["code"] ?? "") : "";
    if (node.type.name === "flow" && turnOf(first) !== "open") found ??= { pos, node };
    return !found;
  });
  return found;
}

function repaired(before: EditorState, now: EditorState): Transaction | undefined {
  const tr = now.tr;
  const headless = beheaded(now.doc);
  if (headless) {
    const { pos, node } = headless;
    const inside: Doc[] = [];
    node.forEach((branch) => branch.forEach((child) => inside.push(child)));
    tr.replaceWith(pos, pos + node.nodeSize, inside);
  }
  // A source that came with a statement alone is left as it is.
  if (unmatched(statements(before.doc)).length === 0) {
    const bad = unmatched(statements(tr.doc));
    if (bad.length > 0) without(tr, bad);
  }
  return tr.docChanged ? tr : undefined;
}

/** What stands between a statement within a line and its end. */
function shades(doc: Doc): Decoration[] {
  const found: Decoration[] = [];
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true;
    const open: { code: string; pos: number }[] = [];
    block.forEach((node, offset) => {
      if (node.type.name !== "flowMark") return;
      const [code, pos] = [String(node.attrs["code"]), at + 1 + offset];
      if (turnOf(code) === "open") open.push({ code, pos });
      else if (turnOf(code) === "end") {
        const start = open.pop();
        if (start && closes(start.code, code)) found.push(Decoration.inline(start.pos + 1, pos, { class: "studio-shade" }));
      }
    });
    return false;
  });
  return found;
}

/** The titles above and below rows, and those of single cells and items. */
function titles(doc: Doc, studio: Studio): Decoration[] {
  const found: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) return false;
    const [before, after] = ["before", "after"].map((name) => (node.attrs[name] ?? []) as string[]);
    if (before!.length + after!.length === 0) return true;
    if (node.type.name === "row") {
      before!.forEach((code, index) => {
        const at = { pos, in: { name: "before" as const, index } };
        // What the title says is in the key: the same key would keep the title that was drawn before the words came.
        const key = `before ${index} ${code} ${studio.labels.statement(code)}`;
        found.push(Decoration.widget(pos, () => rowTitle(code, studio, at), { side: -1, key, ignoreSelection: true }));
      });
      const ends = after!.map((code, index) => ({ code, index })).filter(({ code }) => turnOf(code) === "end");
      if (ends.length > 0) {
        found.push(Decoration.widget(pos + node.nodeSize, () => rowEnd(), { side: -1, key: `after ${after!.join()}`, ignoreSelection: true }));
      }
    } else {
      const title = [...before!, ...after!].filter((code) => turnOf(code) !== "end").map((code) => studio.labels.statement(code));
      if (title.length > 0) found.push(Decoration.node(pos, pos + node.nodeSize, { class: "studio-asked", title: title.join("; ") }));
    }
    return true;
  });
  return found;
}

function rowTitle(code: string, studio: Studio, at: Omit<Statement, "code">): HTMLElement {
  const row = document.createElement("tr");
  row.className = "studio-row-title";
  row.contentEditable = "false";
  const cell = row.insertCell();
  cell.colSpan = 40;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "studio-title";
  button.textContent = studio.labels.statement(code);
  button.title = code;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => studio.askStatement({ code, ...at }, button));
  cell.append(button);
  return row;
}

function rowEnd(): HTMLElement {
  const row = document.createElement("tr");
  row.className = "studio-row-end";
  row.contentEditable = "false";
  row.insertCell().colSpan = 40;
  return row;
}

const key = new PluginKey<DecorationSet>("statements");

/** Titles are drawn anew when the words of the page change. */
export const redraw = (studio: Studio): void => studio.editor.view.dispatch(studio.editor.state.tr.setMeta(key, true));

export const Flows = (studio: Studio) =>
  Extension.create({
    name: "flows",
    addProseMirrorPlugins: () => [
      new Plugin({
        key,
        state: {
          init: (_, state) => drawn(state.doc, studio),
          apply: (tr, old) => (tr.docChanged || tr.getMeta(key) ? drawn(tr.doc, studio) : old),
        },
        props: { decorations: (state) => key.getState(state) },
        appendTransaction: (transactions, before, now) =>
          transactions.some(({ docChanged }) => docChanged) ? repaired(before, now) : undefined,
      }),
    ],
  });

const drawn = (doc: Doc, studio: Studio): DecorationSet => DecorationSet.create(doc, [...shades(doc), ...titles(doc, studio)]);
