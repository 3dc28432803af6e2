/** The last word of a command: one JSON object for machines, or text for people. */
export function print(object: unknown, json: boolean | undefined, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${text()}\n`);
}
