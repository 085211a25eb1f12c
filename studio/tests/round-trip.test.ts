/** Every template that comes with the program goes through the editor and comes back the same. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes as Html } from "parse5";
import type { Json } from "../src/node.ts";
import { pieces } from "../src/pieces.ts";
import { same, translated } from "../src/same.ts";
import { documentOf, toJson } from "../src/schema.ts";
import { read, Unreadable } from "../src/source.ts";
import { write } from "../src/write.ts";

const folder = join(process.cwd(), "src/documents/templates/builtin");
const names = readdirSync(folder).filter((name) => name.endsWith(".html"));
const builtin = (name: string): string => {
  const text = readFileSync(join(folder, name), "utf8");
  // A letter begins with its subject.
  return name.includes("_mail.") ? text.slice(text.indexOf("\n\n") + 2) : text;
};

/** Through the reader, the schema of the editor and the writer. */
function through(source: string): { doc: Json; source: string } {
  const doc = documentOf(read(source));
  doc.check();
  const json = toJson(doc);
  return { doc: json, source: write(json).source };
}

/**
 * What a real parser of HTML sees, as the server sees it: shortcodes are comments. Blanks beside tags of blocks are nothing, other
 * blanks are one blank.
 */
function seen(source: string): string {
  const masked = pieces(source)
    .map((piece) => (piece.kind === "code" ? `<!--${piece.code.replaceAll("-", "–")}-->` : source.slice(piece.from, piece.to)))
    .join("");
  return lines(parseFragment(masked)).join("\n");
}

const BLOCKS = new Set(["p", "h1", "h2", "h3", "ul", "ol", "li", "table", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "hr"]);

function lines(node: Html.ParentNode, depth = 0): string[] {
  const pad = "  ".repeat(depth);
  const children = node.childNodes;
  const block = (child: Html.ChildNode | undefined) => !child || (tree.isElementNode(child) && BLOCKS.has(child.tagName));
  return children.flatMap((child, i) => {
    if (tree.isTextNode(child)) {
      let text = child.value.replace(/[ \t\n]+/g, " ");
      if (block(children[i - 1])) text = text.trimStart();
      if (block(children[i + 1])) text = text.trimEnd();
      // Between statements that hold blocks a blank prints nothing.
      const alone = text === " " && children.every((other) => !tree.isTextNode(other) || other.value.trim() === "") && children.some((other) => tree.isElementNode(other) && BLOCKS.has(other.tagName));
      const inTable = tree.isElementNode(node as Html.ChildNode) && ["table", "colgroup", "thead", "tbody", "tfoot", "tr"].includes((node as Html.Element).tagName);
      return text === "" || alone || (inTable && text.trim() === "") ? [] : [`${pad}${JSON.stringify(text)}`];
    }
    if (tree.isCommentNode(child)) return [`${pad}${child.data}`];
    if (!tree.isElementNode(child)) return [];
    const attributes = child.attrs.map(({ name, value }) => `${name}="${value.trim()}"`).sort();
    return [`${pad}${[child.tagName, ...attributes].join(" ")}`, ...lines(child, depth + 1)];
  });
}

test("there are templates to try", () => assert.equal(names.length, 45));

for (const name of names) {
  test(`${name} comes back the same`, () => {
    const source = builtin(name);
    const back = through(source);
    assert.equal(seen(back.source), seen(source));
    assert.ok(same(back.source, source));
    assert.deepEqual(through(back.source).doc, back.doc, "a second time nothing changes");
    const raw = JSON.stringify(back.doc).match(/"type":"raw/g) ?? [];
    assert.equal(raw.length, 0, "all of it can be edited");
  });
}

test("every tag and class of papers comes back", () => {
  for (const source of [
    '<p class="lead" style="text-align: center">a <strong>b <em>c</em></strong><b>d</b> <i>e</i> <u>f</u> <s>g</s> <small>h</small> x<sub>2</sub><sup>3</sup></p>',
    '<p class="keep small"><span class="nowrap">a</span> <span class="muted">b <span class="copy">c</span></span></p>',
    '<p class="note">a\nb\n  c</p>',
    '<ol start="3"><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ol>',
    "<ul>{% for line in lines %}<li>{{ line.name }}</li>{% endfor %}</ul>",
    '<div class="columns"><div lang="uk">a</div><div lang="en"><p>b</p></div></div><hr><hr class="page-break">',
    '<div class="keep"><table><tr><td>a</td></tr></table></div><div class="qr" data-qr="payment"></div>',
    '<table class="plain"><colgroup><col span="2" style="width: 20mm"><col></colgroup><tfoot><tr class="total"><td colspan="3" class="num nowrap">1</td></tr></tfoot></table>',
    '<p><img data-asset="stamp" style="width: 38mm; height: 38mm" alt="a &quot;b&quot;"><img data-asset="logo"></p>',
    "<p>a &amp; b &lt; c&nbsp;d &alpha; {# note #} {%- if a < b -%}x{%- endif -%}</p>",
    "{% if a %}<p>a</p>{% if b %}<p>b</p>{% else %}c{% endif %}{% elif d %}<h2>d</h2>{% else %}e{% endif %}f",
    "{% for v in vat %}{{ v.rate }}{% endfor %}",
    "<p>{% if a %}<strong>{% endif %}x{% if a %}</strong>{% endif %}</p>",
  ]) {
    const back = through(source);
    assert.ok(same(back.source, source), `${source}\n${back.source}`);
    assert.deepEqual(through(back.source).doc, back.doc);
  }
});

test("what has no place in the document stays source", () => {
  for (const source of [
    '<p>a <a href="https://b">c</a></p>',
    "<table>{% if a %}<tbody><tr><td>x</td></tr></tbody>{% endif %}</table>",
    '<p onclick="x()">a</p><p>b</p>',
    "<table><caption>a</caption><tbody><tr><td>x</td></tr></tbody></table>",
    "{% if a %}<p>x</p>",
  ]) {
    const back = through(source);
    assert.ok(same(back.source, source), `${source}\n${back.source}`);
    assert.match(JSON.stringify(back.doc), /"type":"(raw|rawInline|blockMark)"/);
  }
  for (const source of ["<p>a", "<p>a</div>", "<strong><p>a</p></strong>", "<p>a<table></table></p>"]) {
    assert.throws(() => read(source), Unreadable, source);
  }
});

test("places are found again", () => {
  const source = "<h1>A &amp; B</h1>\n\n\n<p>one {{ client.nmae }} two</p>";
  const { source: back, places } = write(read(source));
  const at = translated(source, source.indexOf("client.nmae"), back);
  assert.equal(back.slice(at, at + 11), "client.nmae");
  const place = places.filter(({ from, to }) => from <= at && at < to).sort((a, b) => a.to - a.from - (b.to - b.from))[0];
  assert.equal(place?.type, "chip");
  assert.equal(documentOf(read(source)).nodeAt(place.pos)?.attrs["code"], "{{ client.nmae }}");
});
