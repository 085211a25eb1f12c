/** The little of CSS that papers have: `text-align`, `width`, `height`. */
export type Style = { align: string; width: string; height: string };

export function readStyle(value: string | undefined): Style {
  const style: Style = { align: "", width: "", height: "" };
  for (const declaration of (value ?? "").split(";")) {
    const [name, text] = declaration.split(":").map((part) => part.trim().toLowerCase());
    if (text === undefined) continue;
    if (name === "text-align" && ["left", "center", "right", "justify"].includes(text)) style.align = text;
    else if (name === "width") style.width = text;
    else if (name === "height") style.height = text;
  }
  return style;
}

export function writeStyle({ align = "", width = "", height = "" }: Partial<Style>): string {
  const parts = [
    ["text-align", align],
    ["width", width],
    ["height", height],
  ];
  return parts
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}

/** `12.5%`, `20mm`, `80px`: what the allow-list lets through. */
export function isLength(value: string, units = ["%", "mm", "px"]): boolean {
  const match = /^(\d{1,4}(?:\.\d{1,2})?)(%|mm|px)$/.exec(value);
  return match !== null && units.includes(match[2]!);
}
