/** The checker once more, as plainly as possible: it judges the one that is trusted. */
import type { Cnf } from "../cnf.js";

/** Cuts words at each 0; `undefined` if the last list has no end. */
function lists(words: Int32Array): number[][] | undefined {
  const found: number[][] = [];
  let list: number[] = [];
  for (const word of words) {
    if (word !== 0) list.push(word);
    else {
      found.push(list);
      list = [];
    }
  }
  return list.length === 0 ? found : undefined;
}

export function plainCheck(cnf: Cnf, certificate: Int32Array): boolean {
  const clauses = lists(cnf.clauses);
  const parts = lists(certificate);
  if (clauses === undefined || parts === undefined || parts.length % 2 !== 0) return false;
  const isLiteral = (word: number) => Math.abs(word) >= 1 && Math.abs(word) <= cnf.variables;
  if (!clauses.flat().every(isLiteral) || parts.length === 0) return false;
  for (let index = 0; index < parts.length; index += 2) {
    const clause = parts[index]!;
    if (!clause.every(isLiteral) || !follows(clauses, clause, parts[index + 1]!)) return false;
    if (clause.length === 0 && index !== parts.length - 2) return false;
    clauses.push(clause);
  }
  return clauses.at(-1)!.length === 0;
}

function follows(clauses: number[][], clause: number[], hints: number[]): boolean {
  const truths = new Set(clause.map((literal) => -literal));
  if (clause.some((literal) => truths.has(literal))) return false;
  const last = hints.at(-1);
  if (last === undefined) return false;
  for (const [index, hint] of hints.entries()) {
    const hinted = clauses[hint - 1];
    if (hinted === undefined || hinted.some((literal) => truths.has(literal))) return false;
    const rest = new Set(hinted.filter((literal) => !truths.has(-literal)));
    if (rest.size !== (index === hints.length - 1 ? 0 : 1)) return false;
    for (const literal of rest) truths.add(literal);
  }
  return true;
}
