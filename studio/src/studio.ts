/** The editor of a template's text. It stands around the field of the form and writes into it; without it the field is what it was. */
import { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { Flows, redraw, type Statement } from "./flows.ts";
import { insertCode, insertSource } from "./insert.ts";
import { keys } from "./keys.ts";
import { Labels } from "./labels.ts";
import { type Offer, Pane } from "./list.ts";
import type { Json } from "./node.ts";
import { pieces } from "./pieces.ts";
import { edge } from "./edges.ts";
import { closePop, element, leavePop } from "./pop.ts";
import { askAbout, askPositions, askStatement } from "./questions.ts";
import { same, translated } from "./same.ts";
import { MARKS, NODES, toJson } from "./schema.ts";
import { read, Unreadable } from "./source.ts";
import { suggest } from "./suggest.ts";
import { Tables } from "./tables.ts";
import { Toolbar } from "./toolbar.ts";
import { views } from "./views.ts";
import { write, type Written } from "./write.ts";

/** An editor whose page is drawn anew, as after a save: one goes on where one was, with all steps that can be undone. */
let kept: { address: string; studio: Studio; focused: boolean; scrolled: number } | undefined;

/** Where an editor stands. */
export type Site = { host: HTMLElement; area: HTMLTextAreaElement; pane: HTMLElement | null };

/** The editor for a field: the one that stood at this address a moment ago, or a new one. */
export function studioAt(site: Site, words: Record<string, string>, paper: string): Studio {
  const before = kept;
  kept = undefined;
  if (before?.address === location.pathname) {
    before.studio.moveTo(site, before.focused, before.scrolled);
    before.studio.speak(paper);
    return before.studio;
  }
  before?.studio.editor.destroy();
  return new Studio(site, words, paper);
}

export class Studio {
  readonly labels: Labels;
  /** Redraws what is said of each node, when words or values change. */
  readonly drawn = new Set<() => void>();
  editor!: Editor;
  private readonly toolbar: Toolbar;
  private readonly stage = element("div", "studio-stage");
  private readonly sheet = element("div", "paper studio-paper");
  private readonly notice = element("p", "alert alert-warning studio-notice");
  private host!: HTMLElement;
  private area!: HTMLTextAreaElement;
  private frame!: HTMLElement;
  private pane: Pane | undefined;
  private readonly list = suggest(this);
  private written: Written = { source: "", places: [] };
  private inSource = false;
  private writing = false;

  constructor(site: Site, words: Record<string, string>, paper: string) {
    this.labels = new Labels(words);
    this.notice.setAttribute("role", "status");
    this.notice.hidden = true;
    this.toolbar = new Toolbar(this);
    this.speak(paper);
    this.stage.append(this.sheet);
    const found = this.read(site.area.value);
    this.make(this.sheet, found ?? { type: "doc", content: [{ type: "paragraph" }] });
    this.stand(site, found === undefined);
  }

  /** The language of the paper: in which its words are spelled and divided. */
  speak(paper: string): void {
    this.sheet.lang = paper;
  }

  /** Stands around the field of a page. */
  private stand({ host, area, pane }: Site, inSource: boolean): void {
    this.host = host;
    this.area = area;
    this.frame = area.closest<HTMLElement>(".field") ?? area;
    this.pane = pane ? new Pane(pane, this.labels, (offer) => this.put(offer)) : undefined;
    host.replaceChildren(this.toolbar.root, this.notice, this.stage, this.toolbar.table);
    area.addEventListener("input", this.typedOutside);
    this.show(inSource);
    const whole = host.closest<HTMLElement>(".workshop");
    const text = host.closest<HTMLElement>(".workshop-text");
    const codes = pane?.closest<HTMLElement>(".workshop-codes");
    if (whole && text) edge(host, text, whole, "--pane-text", this.labels.word("edge"));
    if (whole && pane && codes) edge(pane, codes, whole, "--pane-codes", this.labels.word("edge"));
  }

  /** The page was drawn anew; what it holds now may be spelled otherwise than what was typed. */
  moveTo(site: Site, focused: boolean, scrolled: number): void {
    const found = same(site.area.value, this.written.source) ? undefined : this.read(site.area.value);
    this.stand(site, this.inSource);
    if (found) this.take(found);
    this.stage.scrollTop = scrolled;
    if (focused) (this.inSource ? this.area : this.editor.view).focus();
  }

  private make(sheet: HTMLElement, content: Json): void {
    const own = views(this);
    const names = new Set(own.map(({ name }) => name));
    this.editor = new Editor({
      element: sheet,
      extensions: [...NODES.filter(({ name }) => !names.has(name)), ...own, ...MARKS, keys(this), Tables, Flows(this), this.list.extension],
      content: content as never,
      injectCSS: false,
      editorProps: {
        attributes: { class: "paper-text studio-text", role: "textbox", "aria-multiline": "true", "aria-label": this.labels.word("text") },
      },
      onUpdate: () => this.changed(),
      onTransaction: () => this.toolbar.update(),
    });
    this.written = write(toJson(this.editor.state.doc));
    this.toolbar.update();
  }

  /** A document of the source; of one whose tags do not close, as a browser would close them. */
  private read(source: string): Json | undefined {
    for (const text of [source, closed(source)]) {
      try {
        return read(text);
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause;
      }
    }
    return undefined;
  }

  /** The text was changed: the field of the form gets it, and tells of it as if somebody had typed there. */
  private changed(): void {
    this.written = write(toJson(this.editor.state.doc));
    this.writing = true;
    this.area.value = this.written.source;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.writing = false;
  }

  /** Somebody else wrote into the field: a stored text was taken over. */
  private readonly typedOutside = (): void => {
    if (this.writing || this.inSource) return;
    const found = this.read(this.area.value);
    if (found) this.take(found);
    else this.show(true);
  };

  /** The document becomes another one; that can be undone. */
  private take(found: Json): void {
    const { state, view } = this.editor;
    const doc = state.schema.nodeFromJSON(found);
    if (!doc.eq(state.doc)) view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content).setMeta("preventUpdate", true));
    this.written = write(toJson(this.editor.state.doc));
  }

  private show(inSource: boolean): void {
    this.inSource = inSource;
    this.stage.hidden = inSource;
    this.frame.classList.toggle("is-behind", !inSource);
    this.area.hidden = !inSource;
    this.host.classList.toggle("is-source", inSource);
    for (const source of this.host.querySelectorAll(".studio-source")) source.setAttribute("aria-pressed", String(inSource));
    const readable = !inSource || this.read(this.area.value) !== undefined;
    this.notice.textContent = readable ? "" : this.labels.word("unreadable");
    this.notice.hidden = readable;
  }

  /** From the text to its source and back. */
  toggle(): void {
    if (!leavePop()) return;
    if (!this.inSource) {
      this.show(true);
      this.area.focus();
      return;
    }
    const found = this.read(this.area.value);
    if (found) {
      this.take(found);
      this.show(false);
      this.editor.view.focus();
    } else this.show(true);
  }

  /** New words for shortcodes: another sample, another kind of paper. */
  takeCodes(codes: Labels["codes"], columns: Labels["columns"]): void {
    this.labels.take(codes);
    this.labels.columns = columns;
    for (const draw of this.drawn) draw();
    this.pane?.draw();
    redraw(this);
  }

  /** Puts what was chosen from a list where the cursor is. */
  put(offer: Offer, range?: { from: number; to: number }): void {
    if (this.inSource) {
      const text = "code" in offer ? offer.code.code : offer.block.source;
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
      this.area.focus();
    } else if ("code" in offer) insertCode(this.editor, offer.code, range);
    else if (offer.block.id === "positions") {
      if (range && range.to > range.from) this.editor.view.dispatch(this.editor.state.tr.delete(range.from, range.to));
      askPositions(this, this.toolbar.root);
    } else insertSource(this.editor, offer.block.source, range);
  }

  openList(): void {
    this.editor.view.focus();
    this.list.open();
  }

  askAbout(pos: number, beside: Element): boolean {
    this.list.close();
    return askAbout(this, pos, beside);
  }

  askStatement(statement: Statement, beside: Element): void {
    askStatement(this, statement, beside);
  }

  /** Selects what stands in the source between two places. */
  select(start: number, end: number): void {
    if (this.inSource) {
      this.area.focus();
      this.area.setSelectionRange(start, end);
      return;
    }
    const { source, places } = this.written;
    const at = this.area.value === source ? start : translated(this.area.value, start, source);
    const around = places.filter(({ from, to }) => from <= at && at < to).sort((a, b) => a.to - a.from - (b.to - b.from));
    const place = around[0];
    const { state, view } = this.editor;
    const node = place && state.doc.nodeAt(place.pos);
    if (!node) return;
    const selection =
      node.isText || !NodeSelection.isSelectable(node)
        ? TextSelection.near(state.doc.resolve(place.pos + (node.isText ? Math.min(at - place.from, node.nodeSize) : 1)))
        : NodeSelection.create(state.doc, place.pos);
    view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    const dom = view.nodeDOM(place.pos);
    const seen = dom instanceof Element ? dom : dom?.parentElement;
    seen?.scrollIntoView({ block: "center" });
    view.focus();
  }

  /** The page goes; perhaps it comes back at once. */
  leave(): void {
    const focused = this.editor.view.hasFocus() || document.activeElement === this.area;
    kept?.studio.editor.destroy();
    kept = { address: location.pathname, studio: this, focused, scrolled: this.stage.scrollTop };
    this.area.removeEventListener("input", this.typedOutside);
    this.list.close();
    closePop();
    this.pane?.clear();
  }
}

/** The source as a browser closes its tags. Shortcodes are comments meanwhile, which stand everywhere. */
function closed(source: string): string {
  const aside: string[] = [];
  const masked = pieces(source)
    .map((piece) => {
      if (piece.kind !== "code") return piece.kind === "comment" ? "" : source.slice(piece.from, piece.to);
      aside.push(piece.code);
      return `<!--akta ${aside.length - 1}-->`;
    })
    .join("");
  const page = new DOMParser().parseFromString(`<body>${masked}`, "text/html");
  return page.body.innerHTML.replace(/<!--akta (\d+)-->/g, (_, n: string) => aside[Number(n)] ?? "");
}
