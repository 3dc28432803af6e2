/** The types of WebAssembly 2.0 (section 2.3), spelled as their bytes are (section 5.3). */

export const ValueType = {
  I32: 0x7f,
  I64: 0x7e,
  F32: 0x7d,
  F64: 0x7c,
  FuncRef: 0x70,
  ExternRef: 0x6f,
} as const;

export type ValueType = (typeof ValueType)[keyof typeof ValueType];

const NAMES = new Map<number, string>([
  [ValueType.I32, "i32"],
  [ValueType.I64, "i64"],
  [ValueType.F32, "f32"],
  [ValueType.F64, "f64"],
  [ValueType.FuncRef, "funcref"],
  [ValueType.ExternRef, "externref"],
]);

export function showType(type: number): string {
  return NAMES.get(type) ?? "any";
}

export function isReference(type: number): boolean {
  return type === ValueType.FuncRef || type === ValueType.ExternRef;
}

/** How many bits a value has here; undefined for what is not executed. */
export function widthOf(type: ValueType): 32 | 64 | undefined {
  if (type === ValueType.I32) return 32;
  return type === ValueType.I64 ? 64 : undefined;
}

export interface FunctionType {
  parameters: readonly ValueType[];
  results: readonly ValueType[];
}

/** The type as people write it. */
export function showFunctionType({ parameters, results }: FunctionType): string {
  return `[${parameters.map(showType).join(" ")}] -> [${results.map(showType).join(" ")}]`;
}

export interface Limits {
  minimum: number;
  maximum: number | undefined;
}

export interface GlobalType {
  type: ValueType;
  mutable: boolean;
}

export interface TableType {
  element: ValueType;
  limits: Limits;
}

export const PAGE_BYTES = 65_536;
/** A memory of this many pages has all addresses that 32 bits can name. */
export const PAGES_MAX = 65_536;
