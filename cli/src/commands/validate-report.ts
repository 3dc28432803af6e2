/** What is printed of validated functions. */
import { type Foundation, type FunctionReport, foundationsOf, isWhole } from "@ashlar/validate";
import { digits, table } from "../table.js";

/** What is printed of functions of one program, with what each rests on. */
export function rows(functions: readonly FunctionReport[]) {
  const foundations = foundationsOf(functions);
  return functions.map((report) => ({ ...row(report), ...foundations.get(report.name)! }));
}

/** What is printed for machines; words of 64 bits as text. */
export function row({ counterexample, ...report }: FunctionReport) {
  if (counterexample === undefined) return report;
  const { parameters, state, wasm, machine } = counterexample;
  return {
    ...report,
    counterexample: {
      parameters: parameters.map(hex),
      state: state.map(([name, value]) => [name, hex(value)]),
      ...{ wasm, machine },
    },
  };
}

const hex = (value: bigint) => `0x${value.toString(16)}`;

export function reportText(
  functions: readonly FunctionReport[],
  named = (name: string) => name,
): string {
  const foundations = foundationsOf(functions);
  const rows = functions.map(({ name, verdict, instructions, loops, seconds, reason }) => [
    ...[named(name), verdict, String(instructions), String(loops), seconds.toFixed(1)],
    reason ?? needs(foundations.get(name)!),
  ]);
  const counted = (wanted: string) => functions.filter(({ verdict }) => verdict === wanted).length;
  const all = [...foundations.values()];
  const believed = [...new Set(all.flatMap(({ believes }) => believes))];
  return [
    table(["function", "verdict", "instructions", "loops", "s", "reason"], rows),
    "",
    `${digits(functions.length)} functions: ${counted("proved")} proved, ` +
      `${counted("refuted")} refuted, ${counted("unknown")} unknown`,
    `with all that they call: ${digits(all.filter(isWhole).length)} proved`,
    ...(believed.length > 0 ? [`believed: ${believed.sort().join(", ")}`] : []),
    ...functions.flatMap(refutationText),
  ].join("\n");
}

/** What else must be proved before a proved function is what its module's is. */
function needs({ lacks: [first, ...others] }: Foundation): string {
  if (first === undefined) return "";
  return `if ${first}${others.length > 0 ? ` and ${digits(others.length)} more` : ""} is proved`;
}

/** What a refuted function was given, and what both sides did. */
function refutationText({ name, counterexample }: FunctionReport): string[] {
  if (counterexample === undefined) return [];
  const { parameters, state, wasm, machine } = counterexample;
  return [
    "",
    `${name}(${parameters.map(hex).join(", ")})`,
    ...state.map(([what, value]) => `  with ${what} = ${hex(value)}`),
    `  WebAssembly: ${wasm}`,
    `  RISC-V: ${machine}`,
  ];
}
