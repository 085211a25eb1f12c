/** What shortcodes and statements are called. All words come with the page, in the language of the reader. */
import { inner, restOf, turnOf, wordOf } from "./pieces.ts";

/** A shortcode as the server lists it. */
export type Code = {
  code: string;
  name: string;
  value_type: "text" | "number" | "money" | "date" | "flag" | "rate" | "rows";
  group: string;
  about: string;
  value: string;
  required: boolean;
  aliases: string[];
};

/** A column that the table of positions may have, named in the language of the paper. */
export type PositionColumn = { field: string; title: string; width: string; num: boolean; usual: boolean };

/** Filters by what they take. */
export const FILTERS: Record<string, readonly string[]> = {
  money: ["", "money", "amount", "in_words"],
  date: ["", "short_date", "long_date"],
  text: ["", "upper", "lower", "capitalize", "lines"],
};

/** `client.name`, `invoice.total | money("en") | default("–")`, or a text that is neither. */
export type Expression = { name: string; filter: string; argument: string; fallback: string };

export function readExpression(code: string): Expression | undefined {
  const match = /^([\w.]+)(?:\s*\|\s*(?!default\b)(\w+)(?:\(([^)]*)\))?)?(?:\s*\|\s*default\(\s*"([^"]*)"\s*\))?$/.exec(inner(code));
  if (!match) return undefined;
  const [, name, filter = "", argument = "", fallback = ""] = match;
  return { name: name!, filter, argument, fallback };
}

export function writeExpression({ name, filter, argument, fallback }: Expression): string {
  const filtered = filter === "" ? "" : ` | ${filter}${argument === "" ? "" : `(${argument})`}`;
  const other = fallback.trim() === "" ? "" : ` | default("${fallback.replace(/["\\]/g, "")}")`;
  return `{{ ${name}${filtered}${other} }}`;
}

export class Labels {
  codes: Code[] = [];
  columns: PositionColumn[] = [];
  private readonly byName = new Map<string, Code>();

  constructor(private readonly words: Record<string, string>) {}

  /** A word of the page; `values` stand in its brackets. */
  word(key: string, values: Record<string, string> = {}): string {
    const text = this.words[key] ?? key;
    return text.replace(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole);
  }

  take(codes: Code[]): void {
    this.codes = codes;
    this.byName.clear();
    for (const code of codes) if (!this.byName.has(code.name)) this.byName.set(code.name, code);
  }

  known(name: string): Code | undefined {
    return this.byName.get(name);
  }

  group(group: string): string {
    return this.word(`group_${group}`);
  }

  /** Whose it is and what it is: `Client: full name`. */
  name(code: Code): string {
    return `${this.group(code.group)}: ${code.about}`;
  }

  filter(filter: string): string {
    return filter === "" ? this.word("filter_none") : (this.words[`filter_${filter}`] ?? filter);
  }

  /** What a chip says, and what stands in its title: the code and the value of the sample. */
  chip(code: string): { label: string; title: string } {
    const expression = readExpression(code);
    const known = expression && this.known(expression.name);
    if (!known) return { label: inner(code), title: code };
    const exact = this.codes.find((other) => other.code === code);
    const filter = expression.filter === "" || expression.filter === "money" ? "" : `, ${this.filter(expression.filter)}`;
    const value = (exact ?? known).value;
    return { label: this.name(known) + filter, title: value === "" ? code : `${code} = ${value}` };
  }

  /** A statement in plain words: “for each line”, “if the client has КПП”. */
  statement(code: string): string {
    const rest = restOf(code);
    switch (wordOf(code)) {
      case "for": {
        const list = /\bin\s+([\w.]+)\s*$/.exec(rest)?.[1] ?? rest;
        return this.word("said_for", { what: lower(this.known(list)?.about ?? list) });
      }
      case "if":
        return this.word("said_if", { what: this.condition(rest) });
      case "elif":
        return this.word("said_elif", { what: this.condition(rest) });
      case "else":
        return this.word("said_else");
      default:
        return turnOf(code) === "end" ? this.word("said_end") : code;
    }
  }

  private condition(text: string): string {
    const words = text.split(/\s+(and|or)\s+/).map((part) => {
      if (part === "and" || part === "or") return this.word(`said_${part}`);
      const negative = part.startsWith("not ");
      const name = part.replace(/^not\s+/, "");
      const known = this.known(name);
      const what = known ? `“${this.name(known)}”` : name;
      return negative ? this.word("said_not", { what }) : what;
    });
    return words.join(" ");
  }
}

const lower = (text: string): string => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
