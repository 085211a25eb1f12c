/** A small form beside the place it is about. It stands outside the page's own form, so that nothing of it is sent. */

export type Field = { name: string; label: string; value: string } & (
  | { kind: "text"; mono?: boolean; options?: { value: string; text: string }[] }
  | { kind: "area" }
  | { kind: "select"; options: { value: string; text: string }[] }
  | { kind: "checks"; options: { value: string; text: string }[] }
);

export type Values = Record<string, string>;

export type Question = {
  title: string;
  fields: Field[];
  apply: string;
  cancel: string;
  /** Said when what was typed can't be taken. */
  done: (values: Values) => string | undefined;
  /** Further buttons. */
  others?: { text: string; run: () => void }[];
  /** One field follows another. */
  changed?: (name: string, values: Values) => Partial<Values>;
  /** Where the focus goes when it closes. */
  closed: () => void;
};

let open: { close: () => void; left: () => boolean } | undefined;

export const closePop = (): void => open?.close();

/** Takes what was typed, as pressing beside it does; false if it can't be taken, and the form stays open and says why. */
export const leavePop = (): boolean => open?.left() ?? true;

export function ask(question: Question, beside: Element): void {
  closePop();
  const form = document.createElement("form");
  form.className = "studio-pop";
  form.setAttribute("role", "dialog");
  form.setAttribute("aria-label", question.title);
  form.noValidate = true;
  const head = element("div", "studio-pop-title", question.title);
  const controls = new Map(question.fields.map((field) => [field.name, control(field)]));
  const values = (): Values => Object.fromEntries([...controls].map(([name, { read }]) => [name, read()]));
  const problem = element("p", "field-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const foot = element("div", "studio-pop-foot");
  const submit = element("button", "btn btn-primary btn-sm", question.apply);
  const cancel = button(question.cancel, () => close());
  foot.append(submit, cancel, ...(question.others ?? []).map(({ text, run }) => button(text, () => (close(), run()))));
  form.append(head, ...[...controls.values()].map(({ root }) => root), problem, foot);

  const began = JSON.stringify(values());
  let taking = false;
  /** Takes what was typed; if it can't be taken, says why and stays. */
  function taken(back: boolean): boolean {
    // Taking it moves the focus into the text, which is a way of going on elsewhere.
    if (taking) return true;
    taking = true;
    const refused = question.done(values());
    taking = false;
    problem.textContent = refused ?? "";
    problem.hidden = refused === undefined;
    if (refused === undefined) close(back);
    return refused === undefined;
  }
  /** Whoever goes on elsewhere means what he has typed. */
  const left = (): boolean => {
    if (JSON.stringify(values()) !== began) return taken(false);
    close(false);
    return true;
  };
  const outside = (event: Event) => {
    if (!(event.target instanceof Node) || form.contains(event.target) || left()) return;
    // What was pressed would go on without it.
    const hold = (held: Event) => (held.preventDefault(), held.stopPropagation());
    hold(event);
    document.addEventListener("click", hold, { capture: true, once: true });
    document.addEventListener("mouseup", () => setTimeout(() => document.removeEventListener("click", hold, true)), { once: true });
    focusFirst();
  };
  const focusFirst = () => (form.querySelector<HTMLElement>("input, select, textarea") ?? submit).focus();
  function close(back = true): void {
    if (open?.close !== close) return;
    open = undefined;
    document.removeEventListener("mousedown", outside, true);
    form.remove();
    if (back) question.closed();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    taken(true);
  });
  form.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (open?.close === close && next instanceof Node && !form.contains(next) && !left()) focusFirst();
  });
  form.addEventListener("keydown", (event) => {
    // The keys of the page go on to it; all others are typed here.
    const ofPage = (event.ctrlKey || event.metaKey) && ["KeyE", "KeyP", "KeyS"].includes(event.code);
    if (!ofPage) event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("input", (event) => {
    const name = event.target instanceof HTMLElement ? (event.target.dataset["name"] ?? "") : "";
    for (const [other, value] of Object.entries(question.changed?.(name, values()) ?? {})) controls.get(other)?.write(value ?? "");
  });
  document.body.append(form);
  document.addEventListener("mousedown", outside, true);
  open = { close, left };
  beside.isConnected ? place(form, beside.getBoundingClientRect()) : place(form, document.body.getBoundingClientRect());
  focusFirst();
  const first = document.activeElement;
  if (first instanceof HTMLInputElement && first.type === "text") first.select();
}

/** Below what it is about, or above where there is no room; never beyond the window. */
export function place(pop: HTMLElement, anchor: { left: number; top: number; bottom: number }): void {
  const box = pop.getBoundingClientRect();
  const left = Math.max(8, Math.min(anchor.left, innerWidth - box.width - 8));
  const below = anchor.bottom + 6;
  const top = below + box.height <= innerHeight - 8 ? below : Math.max(8, anchor.top - box.height - 6);
  Object.assign(pop.style, { left: `${left}px`, top: `${top}px` });
}

export function element<T extends keyof HTMLElementTagNameMap>(tag: T, cls: string, text = ""): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  if (text) made.textContent = text;
  return made;
}

export function button(text: string, run: () => void, cls = "btn btn-sm"): HTMLButtonElement {
  const made = element("button", cls, text);
  made.type = "button";
  made.addEventListener("click", run);
  return made;
}

type Control = { root: HTMLElement; read: () => string; write: (value: string) => void };

let count = 0;

function control(field: Field): Control {
  if (field.kind === "checks") return checks(field);
  count += 1;
  const id = `studio-field-${count}`;
  const root = element("div", "field");
  const label = element("label", "field-label", field.label);
  label.htmlFor = id;
  const made = input(field, id);
  made.id = id;
  made.dataset["name"] = field.name;
  made.value = field.value;
  root.append(label, made);
  if (field.kind === "text" && field.options) root.append(offered(made, field.options));
  return { root, read: () => made.value, write: (value) => (made.value = value) };
}

function input(field: Exclude<Field, { kind: "checks" }>, id: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  if (field.kind === "select") {
    const select = element("select", "select");
    select.append(...field.options.map(({ value, text }) => new Option(text, value)));
    return select;
  }
  if (field.kind === "area") {
    const area = element("textarea", "textarea studio-mono");
    area.rows = 6;
    area.spellcheck = false;
    return area;
  }
  const text = element("input", field.mono ? "input studio-mono" : "input");
  text.type = "text";
  text.autocomplete = "off";
  text.spellcheck = false;
  if (field.options) text.setAttribute("list", `${id}-list`);
  return text;
}

function offered(input: HTMLElement, options: { value: string; text: string }[]): HTMLDataListElement {
  const list = element("datalist", "");
  list.id = `${input.id}-list`;
  list.append(...options.map(({ value, text }) => new Option(text, value)));
  return list;
}

function checks(field: Extract<Field, { kind: "checks" }>): Control {
  const root = element("fieldset", "studio-checks");
  root.append(element("legend", "field-label", field.label));
  const chosen = new Set(field.value.split(" "));
  const boxes = field.options.map(({ value, text }) => {
    const box = element("input", "checkbox checkbox-sm");
    box.type = "checkbox";
    box.value = value;
    box.checked = chosen.has(value);
    const label = element("label", "check-line");
    label.append(box, text);
    root.append(label);
    return box;
  });
  const read = () => boxes.filter(({ checked }) => checked).map(({ value }) => value).join(" ");
  return { root, read, write: () => undefined };
}
