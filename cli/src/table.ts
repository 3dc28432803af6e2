/** Tables for people: columns as wide as they need, numbers to the right. */

export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const numeric = heading.map((_, column) => rows.some((row) => isNumber(row[column] ?? "")));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(heading), rule, ...rows.map(line)].join("\n");
}

function isNumber(cell: string): boolean {
  return /^[-≥≤±]?[\d ]/.test(cell);
}

/** A number with three significant digits, and thousands apart: `12 300`, `4.56`, `0.012`. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100)
    return Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, " ");
  return Number(value.toPrecision(3)).toString();
}

/** Bytes in the unit that reads best. */
export function bytes(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let scaled = value;
  while (Math.abs(scaled) >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${digits(scaled)} ${units[unit]}`;
}
