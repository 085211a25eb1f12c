/** The way from a source to a document that loses nothing. */
import type { Json } from "./node.ts";
import { readParts, Unreadable } from "./read.ts";
import { same } from "./same.ts";
import { write } from "./write.ts";

export { Unreadable };

/** The document of a source. A part that would not come back as it was stays what it is: source. */
export function read(source: string): Json {
  const content = readParts(source).map(({ node, from, to }) => {
    const there = source.slice(from, to);
    const back = write({ type: "doc", content: [node] }).source;
    return same(back, there) ? node : { type: "raw", attrs: { code: there } };
  });
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph", attrs: { align: "", cls: "" } }] };
}
