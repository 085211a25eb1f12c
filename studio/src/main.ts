/**
 * `<akta-studio>`: stands in the form of a template and turns the field `data-for` into an editor.
 *
 * | attribute | what it holds |
 * |---|---|
 * | `data-for` | the id of the field with the source |
 * | `data-words` | all words of the interface, as JSON |
 * | `data-codes` | the shortcodes with their values on the sample, as JSON |
 * | `data-columns` | the columns that a table of positions can have, as JSON |
 * | `data-pane` | the id of the pane that lists the shortcodes |
 * | `data-select` | `start end n`: the place of the source that is to be selected; `n` makes each a new one |
 * | `data-paper` | the language of the paper |
 */
import { type Studio, studioAt } from "./studio.ts";
import { leavePop } from "./pop.ts";

class StudioElement extends HTMLElement {
  static readonly observedAttributes = ["data-codes", "data-columns", "data-paper", "data-select"];
  /** A page that is drawn anew stands before the one it replaces is gone: the later element is the one that counts. */
  private static current: StudioElement | undefined;
  private studio: Studio | undefined;

  connectedCallback(): void {
    const area = this.near(this.dataset["for"]);
    if (!(area instanceof HTMLTextAreaElement) || this.studio) return;
    const pane = this.near(this.dataset["pane"]);
    StudioElement.current?.handOver();
    StudioElement.current = this;
    this.studio = studioAt({ host: this, area, pane }, this.json("data-words", {}), this.dataset["paper"] ?? "");
    this.codes();
    document.addEventListener("keydown", this.pressed);
    document.documentElement.dataset["studio"] = "on";
  }

  disconnectedCallback(): void {
    if (StudioElement.current !== this) return;
    this.handOver();
    StudioElement.current = undefined;
    delete document.documentElement.dataset["studio"];
  }

  private handOver(): void {
    document.removeEventListener("keydown", this.pressed);
    this.studio?.leave();
    this.studio = undefined;
  }

  /** The element with this id on the same page as this one. */
  private near(id: string | undefined): HTMLElement | null {
    if (!id) return null;
    return this.closest(".workshop")?.querySelector<HTMLElement>(`#${CSS.escape(id)}`) ?? document.getElementById(id);
  }

  attributeChangedCallback(name: string): void {
    if (!this.studio) return;
    if (name === "data-paper") this.studio.speak(this.dataset["paper"] ?? "");
    else if (name === "data-select") this.selected();
    else this.codes();
  }

  private selected(): void {
    const [start, end] = (this.dataset["select"] ?? "").split(" ").map(Number);
    if (start !== undefined && end !== undefined && this.dataset["select"]) this.studio?.select(start, end);
  }

  private codes(): void {
    this.studio?.takeCodes(this.json("data-codes", []), this.json("data-columns", []));
  }

  private json<T>(name: string, otherwise: T): T {
    const text = this.getAttribute(name);
    return text ? (JSON.parse(text) as T) : otherwise;
  }

  /** Keys of the whole page, by their place on the keyboard so that they work in a Cyrillic layout too. */
  private readonly pressed = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const press = (what: string) => this.closest("form")?.querySelector<HTMLButtonElement>(`[data-step="${what}"] button`)?.click();
    if (event.code === "KeyE" && !event.shiftKey) this.studio?.toggle();
    else if (event.code === "KeyS" && !event.shiftKey) {
      if (leavePop()) press("save");
    } else if (event.code === "KeyP" && event.shiftKey) {
      if (leavePop()) press("publish");
    } else return;
    event.preventDefault();
  };
}

if (!customElements.get("akta-studio")) customElements.define("akta-studio", StudioElement);
