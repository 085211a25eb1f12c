/** `{` or `/` typed in the text opens the list of what can be put there, at the cursor. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { drawOffers, type Offer, offers, searched } from "./list.ts";
import { place } from "./pop.ts";
import type { Studio } from "./studio.ts";

const MOST = 60;

class Suggestions {
  private from: number | undefined;
  private room: HTMLElement | undefined;
  private options: HTMLElement[] = [];
  private found: Offer[] = [];
  private here = 0;

  constructor(private readonly studio: Studio) {}

  /** A letter is about to be typed: perhaps the one that opens the list. */
  typed(view: EditorView, from: number, letter: string): void {
    const before = view.state.doc.resolve(from).nodeBefore;
    const alone = !before?.isText || /\s$/.test(before.text ?? "");
    if (letter === "{" || (letter === "/" && alone)) this.from ??= from;
  }

  /** Opens the list where the cursor is, without anything typed. */
  open(view: EditorView): void {
    this.from = view.state.selection.from;
    this.shown(view, "", true);
  }

  update(view: EditorView): void {
    if (this.from === undefined) return;
    const { $from, empty } = view.state.selection;
    const text = empty && $from.pos >= this.from && $from.start() <= this.from ? view.state.doc.textBetween(this.from, $from.pos, "\n", "\u0000") : "\u0000";
    const match = /^(?:\{\{?|\/)?\s?([\p{L}\p{N}_.\- ]{0,40})$/u.exec(text);
    if (!match || (text.startsWith("/") && /^\/\s/.test(text))) this.close();
    else this.shown(view, match[1]!, !text.startsWith("{"));
  }

  private shown(view: EditorView, typed: string, withBlocks: boolean): void {
    this.found = searched(offers(this.studio.labels, withBlocks), typed).slice(0, MOST);
    if (this.found.length === 0) {
      // What nothing fits is a text like any other.
      this.close();
      return;
    }
    if (!this.room) {
      this.room = document.createElement("div");
      this.room.className = "studio-suggest studio-offers";
      this.room.id = "studio-suggest";
      this.room.setAttribute("role", "listbox");
      this.room.setAttribute("aria-label", this.studio.labels.word("codes"));
      document.body.append(this.room);
      view.dom.setAttribute("aria-controls", this.room.id);
    }
    this.options = drawOffers(this.room, this.found, "studio-suggest-option", (offer) => this.choose(view, offer));
    this.mark(view, 0);
    const at = view.coordsAtPos(this.from ?? view.state.selection.from);
    place(this.room, at);
  }

  private mark(view: EditorView, at: number): void {
    this.options[this.here]?.setAttribute("aria-selected", "false");
    this.here = at;
    const option = this.options[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) view.dom.setAttribute("aria-activedescendant", option.id);
  }

  private choose(view: EditorView, offer: Offer): void {
    const range = { from: this.from ?? view.state.selection.from, to: view.state.selection.from };
    this.close();
    this.studio.put(offer, range);
  }

  close(): void {
    this.from = undefined;
    this.room?.remove();
    this.room = undefined;
    const dom = this.studio.editor?.view.dom;
    for (const name of ["aria-controls", "aria-activedescendant"]) dom?.removeAttribute(name);
  }

  pressed(view: EditorView, event: KeyboardEvent): boolean {
    if (!this.room) return false;
    const last = this.options.length - 1;
    switch (event.key) {
      case "ArrowDown":
        this.mark(view, this.here === last ? 0 : this.here + 1);
        return true;
      case "ArrowUp":
        this.mark(view, this.here === 0 ? last : this.here - 1);
        return true;
      case "Enter":
      case "Tab": {
        const offer = this.found[this.here];
        if (offer) this.choose(view, offer);
        return true;
      }
      case "Escape":
        this.close();
        return true;
      default:
        return false;
    }
  }
}

export function suggest(studio: Studio): { extension: Extension; open: () => void; close: () => void } {
  const list = new Suggestions(studio);
  const extension = Extension.create({
    name: "suggest",
    priority: 1000,
    addProseMirrorPlugins: () => [
      new Plugin({
        view: () => ({ update: (view) => list.update(view), destroy: () => list.close() }),
        props: {
          handleTextInput(view, from, _to, text) {
            list.typed(view, from, text);
            return false;
          },
          handleKeyDown: (view, event) => list.pressed(view, event),
          handleDOMEvents: {
            blur() {
              list.close();
              return false;
            },
          },
        },
      }),
    ],
  });
  return { extension, open: () => list.open(studio.editor.view), close: () => list.close() };
}
