/** How shortcodes, statements, pictures and pieces of source look in the text. */
import { type AnyExtension, type NodeViewRenderer } from "@tiptap/core";
import type { Node as Doc } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import { inner, turnOf } from "./pieces.ts";
import { BlockMark, Branch, Chip, FlowMark, Picture, Qr, Raw, RawInline } from "./schema.ts";
import type { Studio } from "./studio.ts";

/** What a node says of itself. */
function told(studio: Studio, node: Doc): { label: string; title: string; cls: string } {
  const code = String(node.attrs["code"] ?? "");
  const { labels } = studio;
  switch (node.type.name) {
    case "chip": {
      const known = labels.known(/^[\w.]+/.exec(inner(code))?.[0] ?? "") !== undefined || /^(line|v|part|entry)\./.test(inner(code));
      return { ...labels.chip(code), cls: known ? "studio-chip" : "studio-chip is-unknown" };
    }
    case "flowMark":
    case "blockMark":
      return { label: labels.statement(code), title: code, cls: `studio-mark is-${turnOf(code)}` };
    case "image": {
      const { asset, width, height } = node.attrs as Record<string, string>;
      const size = [width, height].filter((length) => length).join(" × ");
      return { label: labels.word(`block_${asset}`), title: size, cls: "studio-picture" };
    }
    case "qr":
      return { label: labels.word("block_qr"), title: "", cls: "studio-picture is-block" };
    default:
      return { label: code, title: labels.word("source_piece"), cls: node.isInline ? "studio-raw" : "studio-raw is-block" };
  }
}

const leaf =
  (studio: Studio): NodeViewRenderer =>
  ({ node }) => {
    const dom = document.createElement(node.isInline ? "span" : "div");
    let now = node;
    const draw = () => {
      const { label, title, cls } = told(studio, now);
      dom.className = cls;
      dom.textContent = label;
      dom.title = title;
      if (now.type.name === "image") {
        Object.assign(dom.style, { width: String(now.attrs["width"]), height: String(now.attrs["height"]) });
      }
    };
    dom.contentEditable = "false";
    dom.dataset["node"] = node.type.name;
    draw();
    studio.drawn.add(draw);
    return {
      dom,
      update(next: Doc) {
        if (next.type !== now.type) return false;
        now = next;
        draw();
        return true;
      },
      ignoreMutation: () => true,
      destroy: () => studio.drawn.delete(draw),
    };
  };

/** A branch of a block under its title; the title is its handle. */
const branch =
  (studio: Studio): NodeViewRenderer =>
  ({ node, getPos }) => {
    const dom = document.createElement("div");
    const handle = document.createElement("button");
    const contentDOM = document.createElement("div");
    let now = node;
    const draw = () => {
      const code = String(now.attrs["code"]);
      handle.textContent = studio.labels.statement(code);
      handle.title = code;
    };
    dom.className = "studio-branch";
    handle.className = "studio-title";
    handle.type = "button";
    handle.contentEditable = "false";
    handle.dataset["dragHandle"] = "";
    handle.addEventListener("click", () => {
      const pos = getPos();
      if (pos === undefined) return;
      const { state, view } = studio.editor;
      const flow = state.doc.resolve(pos).before();
      view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, flow)));
      studio.askAbout(pos, handle);
    });
    draw();
    studio.drawn.add(draw);
    dom.append(handle, contentDOM);
    return {
      dom,
      contentDOM,
      update(next: Doc) {
        if (next.type !== now.type) return false;
        now = next;
        draw();
        return true;
      },
      stopEvent: (event: Event) => event.type === "click" && handle.contains(event.target as globalThis.Node),
      ignoreMutation: (mutation) => mutation.type !== "selection" && handle.contains(mutation.target),
      destroy: () => studio.drawn.delete(draw),
    };
  };

/** The nodes that look otherwise than their HTML. */
export function views(studio: Studio): AnyExtension[] {
  const leaves = [Chip, FlowMark, BlockMark, Raw, RawInline, Picture, Qr].map((node) => node.extend({ addNodeView: () => leaf(studio) }));
  return [...leaves, Branch.extend({ addNodeView: () => branch(studio) })];
}
