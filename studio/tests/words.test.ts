/** What shortcodes and statements are called, and which statements are left alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { statements, unmatched } from "../src/flows.ts";
import { positions } from "../src/insert.ts";
import { type Code, Labels, readExpression, writeExpression } from "../src/labels.ts";
import { documentOf } from "../src/schema.ts";
import { read } from "../src/source.ts";

const code = (code: string, name: string, about: string, more: Partial<Code> = {}): Code => ({
  code, name, about, value_type: "text", group: "client", value: "", required: false, aliases: [], ...more,
});

function labels(): Labels {
  const made = new Labels({
    said_if: "if [what]", said_not: "no [what]", said_and: "and", said_for: "for each: [what]", said_end: "end", said_else: "otherwise",
    group_client: "Client", group_lines: "Lines", filter_in_words: "in words",
  });
  made.take([
    code("{{ client.name }}", "client.name", "Full name", { value: "Daisy" }),
    code("{{ invoice.total | money }}", "invoice.total", "Sum", { value_type: "money", value: "12.00 UAH" }),
    code("{{ invoice.total | in_words }}", "invoice.total", "Sum", { value_type: "money", value: "Twelve" }),
    code("{% for line in lines %} … {% endfor %}", "lines", "Lines of the paper", { value_type: "rows", group: "lines" }),
  ]);
  return made;
}

test("an expression is read and written", () => {
  for (const text of ["{{ client.name }}", "{{ invoice.total | in_words }}", '{{ a.b | money("en") | default("–") }}', '{{ a | default("x") }}']) {
    const expression = readExpression(text);
    assert.ok(expression, text);
    assert.equal(writeExpression(expression), text);
  }
  assert.equal(readExpression("{{ a + b }}"), undefined);
});

test("chips and statements are called by what they mean", () => {
  const { chip, statement } = { chip: (code: string) => labels().chip(code), statement: (code: string) => labels().statement(code) };
  assert.deepEqual(chip("{{ client.name }}"), { label: "Client: Full name", title: "{{ client.name }} = Daisy" });
  assert.deepEqual(chip("{{ invoice.total | in_words }}"), { label: "Client: Sum, in words", title: "{{ invoice.total | in_words }} = Twelve" });
  assert.equal(chip("{{ nobody }}").label, "nobody");
  assert.equal(statement("{% for line in lines %}"), "for each: lines of the paper");
  assert.equal(statement("{% if client.name and not x %}"), "if “Client: Full name” and no x");
  assert.equal(statement("{% else %}"), "otherwise");
  assert.equal(statement("{%- endif -%}"), "end");
});

test("statements without their end are found wherever they stand", () => {
  const alone = (source: string) => unmatched(statements(documentOf(read(source)))).map(({ code }) => code);
  assert.deepEqual(alone("<table><tbody>{% for line in lines %}<tr><td>{% if a %}x{% endif %}</td></tr>{% endfor %}</tbody></table>"), []);
  assert.deepEqual(alone("<p>{% if a %}x</p><p>{% else %}</p><p>y{% endif %}</p>"), []);
  assert.deepEqual(alone("<p>{% if a %}x{% else %}y</p>"), ["{% if a %}", "{% else %}"]);
  assert.deepEqual(alone("<p>{% endfor %}</p>"), ["{% endfor %}"]);
});

test("the table of lines has the chosen columns", () => {
  const source = positions([
    { field: "n", title: "№", width: "5%", num: true, usual: true },
    { field: "name", title: "Name", width: "", num: false, usual: true },
  ]);
  const table = documentOf(read(source)).firstChild;
  assert.equal(table?.type.name, "table");
  assert.equal(table?.childCount, 2);
  assert.deepEqual(table?.lastChild?.attrs["before"], ["{% for line in lines %}"]);
  assert.match(source, /<col style="width: 5%"><col>/);
});
