/** A counterexample's state as people read it. */
import { ArrayValue, type Assignment, nameOf } from "@ashlar/logic";

/** More elements of an array than this are not of interest. */
const ELEMENTS_MAX = 8;

const hexadecimal = (value: bigint) => (value < 10n ? `${value}` : `0x${value.toString(16)}`);

export function showState(state: Assignment): string {
  const values = [...state].flatMap(([variable, value]) =>
    value instanceof ArrayValue
      ? showArray(nameOf(variable), value)
      : [`${nameOf(variable)} = ${hexadecimal(value)}`],
  );
  return `false for ${values.join(", ") || "anything"}`;
}

function showArray(name: string, value: ArrayValue): string[] {
  const elements = [...value.contents().elements];
  const shown = elements
    .slice(0, ELEMENTS_MAX)
    .map(([index, element]) => `${name}[${hexadecimal(index)}] = ${hexadecimal(element)}`);
  return elements.length > ELEMENTS_MAX ? [...shown, `and more of ${name}`] : shown;
}
