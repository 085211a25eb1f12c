/** The edges between the panes are drawn by the mouse or moved by the arrows; the browser remembers them. */

const STEP = 24;

/** Puts the right edge of a pane into `into`, which is ours; the width goes to the custom property `name` of `whole`. */
export function edge(into: HTMLElement, pane: HTMLElement, whole: HTMLElement, name: string, label: string): void {
  const key = `akta/editor${name}`;
  const made = document.createElement("div");
  made.className = "workshop-edge";
  made.tabIndex = 0;
  made.setAttribute("role", "separator");
  made.setAttribute("aria-orientation", "vertical");
  made.setAttribute("aria-label", label);
  const set = (width: number) => {
    const taken = Math.round(Math.min(innerWidth * 0.6, Math.max(144, width)));
    whole.style.setProperty(name, `${taken}px`);
    made.setAttribute("aria-valuenow", String(taken));
    remember(key, String(taken));
  };
  const now = () => pane.getBoundingClientRect().width;
  const known = Number(remembered(key));
  if (known > 0) set(known);
  else made.setAttribute("aria-valuenow", String(Math.round(now())));
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    made.setPointerCapture(event.pointerId);
    const from = event.clientX - now();
    const move = (event: PointerEvent) => set(event.clientX - from);
    made.addEventListener("pointermove", move);
    made.addEventListener("pointerup", () => made.removeEventListener("pointermove", move), { once: true });
  });
  made.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(now() + step);
  });
  into.append(made);
}

// Where nothing can be kept (a private window, no room) the panes begin as they are.
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}
