/** The shortcodes and blocks that can be put into the text, searched by their words. */
import { blocks, type Block } from "./insert.ts";
import type { Code, Labels } from "./labels.ts";

export type Offer = { key: string; group: string; label: string; hint: string; words: string } & ({ code: Code } | { block: Block });

/** Everything that can be put in; blocks come first where they are wanted. */
export function offers(labels: Labels, withBlocks: boolean): Offer[] {
  const codes = labels.codes.map((code): Offer => {
    const words = [code.about, labels.group(code.group), code.name, code.code, code.value, ...code.aliases].join(" ");
    return { key: code.code, group: labels.group(code.group), label: code.about, hint: code.value, words: folded(words), code };
  });
  if (!withBlocks) return codes;
  const group = labels.word("blocks");
  const made = blocks(labels).map((block): Offer => {
    const label = labels.word(`block_${block.id}`);
    return { key: block.id, group, label, hint: "", words: folded(`${label} ${block.id}`), block };
  });
  return [...made, ...codes];
}

/** The offers whose words hold all that was typed; those that begin with it come first within their group. */
export function searched(all: Offer[], typed: string): Offer[] {
  const wanted = folded(typed).split(/\s+/).filter((word) => word !== "");
  return all.filter(({ words }) => wanted.every((word) => words.includes(word)));
}

const folded = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

/** Options under the headings of their groups. */
export function drawOffers(root: HTMLElement, all: Offer[], id: string, choose: (offer: Offer) => void): HTMLElement[] {
  const options: HTMLElement[] = [];
  let group = "";
  const parts: HTMLElement[] = [];
  for (const offer of all) {
    if (offer.group !== group) {
      group = offer.group;
      const head = document.createElement("div");
      head.className = "studio-group";
      head.setAttribute("role", "presentation");
      head.textContent = group;
      parts.push(head);
    }
    const option = document.createElement("button");
    option.type = "button";
    option.tabIndex = -1;
    option.className = "studio-offer";
    option.id = `${id}-${options.length}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    if ("code" in offer) option.title = offer.code.code;
    const label = document.createElement("span");
    label.textContent = offer.label;
    option.append(label);
    if (offer.hint !== "") {
      const hint = document.createElement("small");
      hint.textContent = offer.hint;
      option.append(hint);
    }
    // The text keeps the cursor.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => choose(offer));
    options.push(option);
    parts.push(option);
  }
  root.replaceChildren(...parts);
  return options;
}

/** The pane beside the text: all shortcodes with a field to search them. */
export class Pane {
  private readonly field = document.createElement("input");
  private readonly room = document.createElement("div");
  private options: HTMLElement[] = [];
  private here = -1;

  constructor(
    private readonly root: HTMLElement,
    private readonly labels: Labels,
    private readonly choose: (offer: Offer) => void,
  ) {
    Object.assign(this.field, { type: "search", className: "input", placeholder: labels.word("search"), autocomplete: "off" });
    this.field.setAttribute("aria-label", labels.word("search"));
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-controls", "studio-pane");
    this.room.id = "studio-pane";
    this.room.className = "studio-offers";
    this.room.tabIndex = 0;
    this.room.setAttribute("aria-label", labels.word("codes"));
    this.field.addEventListener("input", () => this.draw());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    root.replaceChildren(this.field, this.room);
    this.draw();
  }

  draw(): void {
    const found = searched(offers(this.labels, false), this.field.value);
    this.options = drawOffers(this.room, found, "studio-pane-option", this.choose);
    // Before there is a kind of paper there is nothing to search in.
    if (found.length === 0 && this.labels.codes.length > 0) this.room.textContent = this.labels.word("nothing_found");
    // A list box without options is none.
    this.room.setAttribute("role", found.length === 0 ? "status" : "listbox");
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(this.field.value === "" || found.length === 0 ? -1 : 0);
  }

  clear(): void {
    this.root.replaceChildren();
  }

  private mark(at: number): void {
    this.options[this.here]?.setAttribute("aria-selected", "false");
    this.here = at;
    const option = this.options[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    const last = this.options.length - 1;
    if (event.key === "ArrowDown") this.mark(Math.min(last, this.here + 1));
    else if (event.key === "ArrowUp") this.mark(Math.max(0, this.here - 1));
    else if (event.key === "Enter") this.options[this.here]?.click();
    else return;
    event.preventDefault();
  }
}
