/** The small forms of the editor: a shortcode, a statement, a piece of source, a picture, the table of positions. */
import { NodeSelection } from "@tiptap/pm/state";
import type { Statement } from "./flows.ts";
import { statements } from "./flows.ts";
import { insertSource, positions, wrap } from "./insert.ts";
import { FILTERS, readExpression, writeExpression } from "./labels.ts";
import { closes, inner, restOf, turnOf, wordOf } from "./pieces.ts";
import { ask, type Field } from "./pop.ts";
import { read } from "./source.ts";
import { isLength } from "./style.ts";
import type { Studio } from "./studio.ts";

const buttons = (studio: Studio) => ({
  apply: studio.labels.word("apply"),
  cancel: studio.labels.word("cancel"),
  closed: () => studio.editor.view.focus(),
});

/** Asks about the node that is selected; false if there is nothing to ask. */
export function askAbout(studio: Studio, pos: number, beside: Element): boolean {
  const node = studio.editor.state.doc.nodeAt(pos);
  switch (node?.type.name) {
    case "chip":
      askChip(studio, pos, String(node.attrs["code"]), beside);
      return true;
    case "flowMark":
    case "blockMark":
      askStatement(studio, { code: String(node.attrs["code"]), pos }, beside);
      return true;
    case "branch":
      askBranch(studio, pos, beside);
      return true;
    case "flow":
      askBranch(studio, pos + 1, beside);
      return true;
    case "raw":
    case "rawInline":
      askSource(studio, pos, String(node.attrs["code"]), beside);
      return true;
    case "image":
      askPicture(studio, pos, node.attrs, beside);
      return true;
    default:
      return false;
  }
}

/** The node gets other attributes and stays selected. */
function set(studio: Studio, pos: number, attrs: Record<string, unknown>): void {
  const { state, view } = studio.editor;
  const node = state.doc.nodeAt(pos);
  if (!node) return;
  const tr = state.tr.setNodeMarkup(pos, undefined, { ...node.attrs, ...attrs });
  if (node.isAtom) tr.setSelection(NodeSelection.create(tr.doc, pos));
  view.dispatch(tr);
}

function askChip(studio: Studio, pos: number, code: string, beside: Element): void {
  const { labels } = studio;
  const names = labels.codes.filter(({ code }) => code.startsWith("{{")).map((known) => ({ value: known.name, text: labels.name(known) }));
  const unique = [...new Map(names.map((name) => [name.value, name])).values()];
  const filters = (name: string, filter: string) => {
    const fitting = FILTERS[labels.known(name)?.value_type ?? "text"] ?? [""];
    const all = fitting.includes(filter) ? fitting : [...fitting, filter];
    return all.map((value) => ({ value, text: labels.filter(value) }));
  };
  const expression = readExpression(code);
  const fields: Field[] = expression
    ? [
        { kind: "text", name: "name", label: labels.word("shortcode"), value: expression.name, mono: true, options: unique },
        { kind: "select", name: "filter", label: labels.word("shown_as"), value: expression.filter, options: filters(expression.name, expression.filter) },
        { kind: "text", name: "fallback", label: labels.word("fallback"), value: expression.fallback },
      ]
    : [];
  fields.push({ kind: "text", name: "code", label: labels.word("code"), value: inner(code), mono: true });
  ask(
    {
      ...buttons(studio),
      title: labels.chip(code).label,
      fields,
      changed: (changed, values) => {
        if (changed === "code" || !expression) return {};
        const { name = "", filter = "", fallback = "" } = values;
        const argument = filter === expression.filter ? expression.argument : "";
        return { code: inner(writeExpression({ name: name.trim(), filter, argument, fallback })) };
      },
      done: ({ code = "" }) => {
        if (code.trim() === "" || /[{}]/.test(code)) return labels.word("not_understood");
        set(studio, pos, { code: `{{ ${code.trim()} }}` });
        return undefined;
      },
      others: [{ text: labels.word("remove"), run: () => remove(studio, pos) }],
    },
    beside,
  );
}

function remove(studio: Studio, pos: number): void {
  const { state, view } = studio.editor;
  const node = state.doc.nodeAt(pos);
  if (node) view.dispatch(state.tr.delete(pos, pos + node.nodeSize));
  view.focus();
}

/** What a statement says, as it is typed; the words around stay. */
function statementField(studio: Studio, code: string): Field {
  const { labels } = studio;
  const loops = wordOf(code) === "for";
  const fitting = labels.codes.filter(({ value_type }) => (value_type === "rows") === loops);
  const options = fitting.map((known) => ({
    value: loops ? restOf(known.code.split(" … ")[0] ?? "") : known.name,
    text: labels.name(known),
  }));
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  return { kind: "text", name: "rest", label: labels.word(loops ? "goes_through" : "asks_for"), value: restOf(code), mono: true, options: unique };
}

function rewritten(code: string, rest: string): string | undefined {
  const word = wordOf(code);
  const fits = word === "for" ? /^\w+\s+in\s+[\w.]+$/.test(rest) : rest !== "" && !/[{}%]/.test(rest);
  return fits ? `{% ${word} ${rest} %}` : undefined;
}

/** Asks about a statement within a line or around a row; it can be taken away together with its end. */
export function askStatement(studio: Studio, statement: Statement, beside: Element): void {
  const { labels } = studio;
  const asks = wordOf(statement.code) === "for" || wordOf(statement.code) === "if" || wordOf(statement.code) === "elif";
  ask(
    {
      ...buttons(studio),
      title: labels.statement(statement.code),
      fields: asks ? [statementField(studio, statement.code)] : [],
      done: ({ rest = "" }) => {
        if (!asks) return undefined;
        const code = rewritten(statement.code, rest.trim());
        if (code === undefined) return labels.word("not_understood");
        change(studio, statement, code);
        return undefined;
      },
      others: [{ text: labels.word("take_away"), run: () => takeAway(studio, statement) }],
    },
    beside,
  );
}

function change(studio: Studio, statement: Statement, code: string): void {
  if (!statement.in) {
    set(studio, statement.pos, { code });
    return;
  }
  const { state, view } = studio.editor;
  const { name, index } = statement.in;
  const node = state.doc.nodeAt(statement.pos);
  const codes = node?.attrs[name] as string[] | undefined;
  if (codes) view.dispatch(state.tr.setNodeAttribute(statement.pos, name, codes.with(index, code)));
}

/** Takes away the statement together with its other end; what stood between them stays. */
function takeAway(studio: Studio, statement: Statement): void {
  const { state, view } = studio.editor;
  const all = statements(state.doc);
  const at = all.findIndex((other) => other.pos === statement.pos && other.in?.name === statement.in?.name && other.in?.index === statement.in?.index);
  const opened = turnOf(statement.code) === "end" ? openerOf(all, at) : at;
  const target = all[opened] ?? statement;
  const tr = state.tr;
  // The plugin takes away what is left without its end.
  if (target.in) {
    const { name, index } = target.in;
    const codes = (state.doc.nodeAt(target.pos)?.attrs[name] ?? []) as string[];
    tr.setNodeAttribute(target.pos, name, codes.filter((_, i) => i !== index));
  } else tr.delete(target.pos, target.pos + 1);
  view.dispatch(tr);
  view.focus();
}

function openerOf(all: Statement[], end: number): number {
  const open: number[] = [];
  for (const [i, { code }] of all.entries()) {
    if (turnOf(code) === "open") open.push(i);
    else if (turnOf(code) === "end") {
      const start = open.pop();
      if (i === end) return start !== undefined && closes(all[start]!.code, code) ? start : end;
    }
  }
  return end;
}

/** Asks about a branch of a block: what it asks for; another branch can be added, and the block be taken away around its text. */
function askBranch(studio: Studio, pos: number, beside: Element): void {
  const { labels } = studio;
  const { state } = studio.editor;
  const $pos = state.doc.resolve(pos);
  const branch = state.doc.nodeAt(pos);
  const flow = $pos.parent;
  if (!branch || flow.type.name !== "flow") return;
  const code = String(branch.attrs["code"]);
  const asks = wordOf(code) !== "else";
  const hasElse = wordOf(String(flow.lastChild?.attrs["code"])) === "else";
  const others = [{ text: labels.word("take_away"), run: () => unwrap(studio, $pos.before()) }];
  if (!hasElse && wordOf(code) !== "for") {
    others.unshift({ text: labels.word("add_else"), run: () => addBranch(studio, $pos.before(), "{% else %}") });
  }
  if (flow.childCount > 1 && turnOf(code) === "middle") others.unshift({ text: labels.word("remove"), run: () => remove(studio, pos) });
  ask(
    {
      ...buttons(studio),
      title: labels.statement(code),
      fields: asks ? [statementField(studio, code)] : [],
      done: ({ rest = "" }) => {
        if (!asks) return undefined;
        const changed = rewritten(code, rest.trim());
        if (changed === undefined) return labels.word("not_understood");
        set(studio, pos, { code: changed });
        return undefined;
      },
      others,
    },
    beside,
  );
}

function unwrap(studio: Studio, pos: number): void {
  const { state, view } = studio.editor;
  const flow = state.doc.nodeAt(pos);
  if (!flow) return;
  const inside: import("@tiptap/pm/model").Node[] = [];
  flow.forEach((branch) => branch.forEach((child) => inside.push(child)));
  view.dispatch(state.tr.replaceWith(pos, pos + flow.nodeSize, inside));
  view.focus();
}

function addBranch(studio: Studio, pos: number, code: string): void {
  const { state, view } = studio.editor;
  const flow = state.doc.nodeAt(pos);
  const paragraph = state.schema.nodes["paragraph"]!.create();
  if (flow) view.dispatch(state.tr.insert(pos + flow.nodeSize - 1, state.schema.nodes["branch"]!.create({ code }, paragraph)));
  view.focus();
}

/** A piece of source, as source. What the editor understands of it becomes text again. */
function askSource(studio: Studio, pos: number, code: string, beside: Element): void {
  const { labels } = studio;
  ask(
    {
      ...buttons(studio),
      title: labels.word("source_piece"),
      fields: [{ kind: "area", name: "code", label: labels.word("code"), value: code }],
      done: ({ code = "" }) => {
        const { state, view } = studio.editor;
        const node = state.doc.nodeAt(pos);
        if (!node) return undefined;
        try {
          const parts = read(code).content ?? [];
          const inline = parts.length === 1 && parts[0]!.type === "bare" ? (parts[0]!.content ?? []) : undefined;
          if (node.isInline && !inline) return labels.word("not_understood");
          const nodes = (node.isInline ? inline! : parts).map((part) => state.schema.nodeFromJSON(part));
          view.dispatch(state.tr.replaceWith(pos, pos + node.nodeSize, nodes));
        } catch {
          return labels.word("unreadable");
        }
        return undefined;
      },
      others: [{ text: labels.word("remove"), run: () => remove(studio, pos) }],
    },
    beside,
  );
}

const ASSETS = ["logo", "stamp", "facsimile", "accountant_facsimile"];

function askPicture(studio: Studio, pos: number, attrs: Record<string, unknown>, beside: Element): void {
  const { labels } = studio;
  const assets = ASSETS.map((value) => ({ value, text: labels.word(`block_${value}`) }));
  ask(
    {
      ...buttons(studio),
      title: labels.word("picture"),
      fields: [
        { kind: "select", name: "asset", label: labels.word("picture"), value: String(attrs["asset"]), options: assets },
        { kind: "text", name: "width", label: labels.word("width"), value: String(attrs["width"] ?? "") },
        { kind: "text", name: "height", label: labels.word("height"), value: String(attrs["height"] ?? "") },
      ],
      done: ({ asset = "", width = "", height = "" }) => {
        const sizes = [width, height].map((size) => size.trim().toLowerCase().replace(",", ".").replace(/\s+/g, ""));
        if (sizes.some((size) => size !== "" && !isLength(size, ["mm", "px"]))) return labels.word("not_a_size");
        set(studio, pos, { asset, width: sizes[0], height: sizes[1] });
        return undefined;
      },
      others: [{ text: labels.word("remove"), run: () => remove(studio, pos) }],
    },
    beside,
  );
}

/** Asks which columns the table of positions has. */
export function askPositions(studio: Studio, beside: Element): void {
  const { labels } = studio;
  const usual = labels.columns.filter(({ usual }) => usual).map(({ field }) => field);
  ask(
    {
      ...buttons(studio),
      title: labels.word("block_positions"),
      apply: labels.word("insert"),
      fields: [
        {
          kind: "checks",
          name: "columns",
          label: labels.word("columns"),
          value: usual.join(" "),
          options: labels.columns.map(({ field, title }) => ({ value: field, text: labels.known(`line.${field}`)?.about ?? title })),
        },
      ],
      done: ({ columns = "" }) => {
        const chosen = labels.columns.filter(({ field }) => columns.split(" ").includes(field));
        if (chosen.length === 0) return labels.word("choose_column");
        insertSource(studio.editor, positions(chosen));
        return undefined;
      },
    },
    beside,
  );
}

/** Asks for a question or a list to be put around what is selected: around the rows of a table, around blocks, within a line. */
export function askWrap(studio: Studio, word: "if" | "for", beside: Element, around: (open: string, end: string) => void = (open, end) => wrap(studio.editor, open, end)): void {
  const { labels } = studio;
  const first = labels.codes.find(({ value_type }) => value_type === "rows");
  const code = word === "for" ? (first?.code.split(" … ")[0] ?? "{% for line in lines %}") : "{% if  %}";
  ask(
    {
      ...buttons(studio),
      title: labels.word(word === "for" ? "repeat" : "condition"),
      fields: [statementField(studio, code)],
      done: ({ rest = "" }) => {
        const changed = rewritten(code, rest.trim());
        if (changed === undefined) return labels.word("not_understood");
        around(changed, `{% end${word} %}`);
        return undefined;
      },
    },
    beside,
  );
}
