/** Blocks and branches: what opens, closes and leaves them. */
import type { Label } from "../code.js";
import { FUNCTION_LABEL } from "../rows/control.js";
import { rowNumber } from "../rows/table.js";
import { type FunctionType, ValueType } from "../types.js";
import type { Body } from "./body.js";
import { blockType } from "./context.js";
import { readDepths } from "./immediates.js";
import type { ControlFrame } from "./operands.js";
import { readValueType } from "./type-section.js";

/** Checks and decodes one instruction, whose number in `ROWS` and byte are given. */
export type Rule = (body: Body, row: number, offset: number) => void;

const END = rowNumber(0x0b)!;
const NO_CONDITION = -1;

function newLabel({ code, operands, loops }: Body, isLoop: boolean, arity: number): number {
  const [target, height] = [code.length, operands.height];
  const label: Label = { target, end: target, height, arity, isLoop, loopDepth: loops };
  return code.labels.push(label) - 1;
}

export function openFunction(body: Body): void {
  const gives = body.type.results;
  const label = newLabel(body, false, gives.length);
  body.operands.open({ opener: "function", takes: [], gives, label, condition: NO_CONDITION });
}

/** The function's own label leads to the instruction that returns. */
function closeFunction({ code }: Body, offset: number): void {
  const label = code.labels[FUNCTION_LABEL]!;
  label.target = code.emit(END, offset);
  label.end = code.length;
}

function readBlock(body: Body): FunctionType {
  const { context, cursor } = body;
  return blockType(context, cursor, () => ({ parameters: [], results: [readValueType(cursor)] }));
}

function open(body: Body, opener: ControlFrame["opener"], type: FunctionType, condition: number) {
  const { parameters, results } = type;
  const isLoop = opener === "loop";
  if (isLoop) body.loops += 1;
  body.operands.takeAll(parameters);
  const label = newLabel(body, isLoop, (isLoop ? parameters : results).length);
  body.operands.open({ opener, takes: parameters, gives: results, label, condition });
  return label;
}

const block: Rule = (body) => {
  open(body, "block", readBlock(body), NO_CONDITION);
};

const loop: Rule = (body, row, offset) => {
  const label = open(body, "loop", readBlock(body), NO_CONDITION);
  body.code.emit(row, offset, label);
  body.code.labels[label]!.target = body.code.length;
};

const ifRule: Rule = (body, row, offset) => {
  const type = readBlock(body);
  body.operands.take(ValueType.I32);
  open(body, "if", type, body.code.emit(row, offset));
};

const elseRule: Rule = ({ operands, code }, row, offset) => {
  if (operands.frame(0).opener !== "if") operands.complain("else without if");
  const { takes, gives, label, condition } = operands.close();
  const jump = code.emit(row, offset);
  code.patch(condition, code.length);
  operands.open({ opener: "else", takes, gives, label, condition: jump });
};

const end: Rule = (body, _row, offset) => {
  const { operands, code } = body;
  const { opener, takes, gives, condition, label } = operands.close();
  if (opener === "function") return closeFunction(body, offset);
  const isSame = takes.length === gives.length && takes.every((type, at) => type === gives[at]);
  if (opener === "if" && !isSame) operands.complain("type mismatch: an if without else");
  if (condition !== NO_CONDITION) code.patch(condition, code.length);
  const closed = code.labels[label]!;
  closed.end = code.length;
  if (opener === "loop") body.loops -= 1;
  else closed.target = code.length;
  operands.pushAll(gives);
};

const branch: Rule = ({ operands, cursor, code }, row, offset) => {
  const frame = operands.frame(cursor.unsigned());
  operands.takeAll(operands.carried(frame));
  code.emit(row, offset, frame.label);
  operands.leave();
};

const branchIf: Rule = ({ operands, cursor, code }, row, offset) => {
  const frame = operands.frame(cursor.unsigned());
  const types = operands.carried(frame);
  operands.take(ValueType.I32);
  operands.takeAll(types);
  operands.pushAll(types);
  code.emit(row, offset, frame.label);
};

const branchTable: Rule = (body, row, offset) => {
  const { operands, code } = body;
  const depths = readDepths(body);
  operands.take(ValueType.I32);
  const frames = depths.map((depth) => operands.frame(depth));
  const last = operands.carried(frames.at(-1)!);
  for (const types of new Set(frames.map((frame) => operands.carried(frame)))) {
    if (types.length !== last.length)
      operands.complain("type mismatch: labels carry different numbers of values");
    operands.inspect(types);
  }
  operands.takeAll(last);
  code.emit(row, offset, code.choices.push(Uint32Array.from(frames, ({ label }) => label)) - 1);
  operands.leave();
};

const returnRule: Rule = ({ operands, code, type }, row, offset) => {
  operands.takeAll(type.results);
  code.emit(row, offset);
  operands.leave();
};

const unreachable: Rule = ({ operands, code }, row, offset) => {
  code.emit(row, offset);
  operands.leave();
};

export const BLOCK_RULES: Record<number, Rule> = {
  0: unreachable,
  2: block,
  3: loop,
  4: ifRule,
  5: elseRule,
  11: end,
  12: branch,
  13: branchIf,
  14: branchTable,
  15: returnRule,
};
