/** Keys of the text, its history, and what a click on a chip does. */
import { type AnyExtension, Extension } from "@tiptap/core";
import { history, redo, undo } from "@tiptap/pm/history";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { dropCursor } from "@tiptap/pm/dropcursor";
import type { Mark } from "@tiptap/pm/model";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import type { Studio } from "./studio.ts";

/** Nodes that a click or Enter asks about. */
const ASKED = new Set(["chip", "flowMark", "blockMark", "raw", "rawInline", "image"]);

export function keys(studio: Studio): AnyExtension {
  return Extension.create({
    name: "keys",
    priority: 500,
    addKeyboardShortcuts() {
      const { editor } = this;
      const mark = (name: string) => () => editor.commands.toggleMark(name);
      return {
        Enter: () => asked(studio) || editor.commands.splitListItem("listItem"),
        "Shift-Enter": () => editor.commands.insertContent({ type: "lineBreak" }),
        Tab: () => editor.commands.sinkListItem("listItem"),
        "Shift-Tab": () => editor.commands.liftListItem("listItem"),
        "Mod-b": mark("bold"),
        "Mod-i": mark("italic"),
        "Mod-u": mark("underline"),
        "Mod-z": () => undo(editor.state, editor.view.dispatch),
        "Mod-y": () => redo(editor.state, editor.view.dispatch),
        "Shift-Mod-z": () => redo(editor.state, editor.view.dispatch),
      };
    },
    addProseMirrorPlugins: () => [
      history(),
      gapCursor(),
      dropCursor({ class: "studio-drop", color: false, width: 2 }),
      typedCode(),
      new Plugin({
        props: {
          handleClickOn(view, _pos, node, at, event, direct) {
            if (!direct || !ASKED.has(node.type.name) || event.ctrlKey || event.shiftKey) return false;
            view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
            return studio.askAbout(at, event.target as Element);
          },
        },
      }),
    ],
  });
}

function asked(studio: Studio): boolean {
  const { selection } = studio.editor.state;
  if (!(selection instanceof NodeSelection)) return false;
  const dom = studio.editor.view.nodeDOM(selection.from);
  return studio.askAbout(selection.from, dom instanceof Element ? dom : studio.editor.view.dom);
}

const TYPED = /\{\{[^{}]+\}\}|\{%[^{}%]+%\}/g;

/** A shortcode that is typed by hand or pasted becomes a chip as soon as it closes, a statement a mark. */
function typedCode(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, { doc, schema, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      const found: { from: number; code: string; marks: readonly Mark[] }[] = [];
      doc.descendants((node, pos) => {
        for (const match of node.text?.matchAll(TYPED) ?? []) found.push({ from: pos + match.index, code: match[0], marks: node.marks });
      });
      for (const { from, code, marks } of found.reverse()) {
        const type = schema.nodes[code.startsWith("{{") ? "chip" : "flowMark"]!;
        tr.replaceWith(from, from + code.length, type.create({ code: code.replace(/\u00a0/g, " ") }, null, marks));
      }
      return found.length > 0 ? tr : null;
    },
  });
}
