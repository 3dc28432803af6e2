/**
 * A node:test reporter that writes what `test.js` needs, one JSON object a line.
 * Suites are left out: only tests are counted.
 */
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite" && type === "test:pass") continue;
    const { name, nesting, skip, todo } = data;
    const passed = type === "test:pass";
    const cause = data.details?.error?.cause ?? data.details?.error;
    const error = passed ? undefined : String(cause?.stack ?? cause);
    const duration_ms = data.details?.duration_ms;
    yield `\u0001${JSON.stringify({ name, nesting, skip, todo, passed, error, duration_ms })}\n`;
  }
}
