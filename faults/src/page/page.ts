/** A page that needs nothing else: no script, no font, no other file. */
import { BASE_STYLE } from "./style.js";

export interface Page {
  readonly title: string;
  /** Beside the style that all pages have. */
  readonly style: string;
  /** As markup: whatever is not ours in it went through `escaped`. */
  readonly body: string;
}

export function page({ title, style, body }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${BASE_STYLE}${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text that is taken for nothing but text. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
