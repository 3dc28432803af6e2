/** Instructions whose types depend on what they name: calls, variables, references, tables. */
import { prefixed } from "../rows/row.js";
import { ValueType } from "../types.js";
import { BLOCK_RULES, type Rule } from "./blocks.js";
import type { Body } from "./body.js";
import { entryAt, type IndexSpace } from "./context.js";
import { invalid } from "./fault.js";
import { readSelectType } from "./immediates.js";
import { readReferenceType } from "./type-section.js";

const { I32, FuncRef } = ValueType;

function entry<Space extends IndexSpace>({ context, cursor, operands }: Body, space: Space) {
  return entryAt(context, space, cursor, operands.instruction);
}

const call: Rule = (body, row, offset) => {
  const { index, entry: callee } = entry(body, "functions");
  body.operands.takeAll(callee.type.parameters);
  body.operands.pushAll(callee.type.results);
  body.code.emit(row, offset, index);
};

const callIndirect: Rule = (body, row, offset) => {
  const { operands } = body;
  const { index, entry: type } = entry(body, "types");
  const { entry: table } = entry(body, "tables");
  if (table.element !== FuncRef) operands.complain("type mismatch: a table of funcref is needed");
  operands.take(I32);
  operands.takeAll(type.parameters);
  operands.pushAll(type.results);
  body.code.emit(row, offset, index);
};

const drop: Rule = ({ operands, code }, row, offset) => {
  operands.pop();
  code.emit(row, offset);
};

const select: Rule = ({ operands, code }, row, offset) => {
  operands.take(I32);
  operands.push(operands.takeAlike());
  code.emit(row, offset);
};

const selectTyped: Rule = (body, row, offset) => {
  const type = readSelectType(body);
  body.operands.takeAll([type, type, I32]);
  body.operands.push(type);
  body.code.emit(row, offset);
};

const localRule =
  (takes: boolean, gives: boolean): Rule =>
  ({ cursor, operands, code, localType }, row, offset) => {
    const index = cursor.unsigned();
    const type = localType(index) ?? operands.complain(`unknown local ${index}`);
    if (takes) operands.take(type);
    if (gives) operands.push(type);
    code.emit(row, offset, index);
  };

const globalGet: Rule = (body, row, offset) => {
  const { index, entry: global } = entry(body, "globals");
  body.operands.push(global.type);
  body.code.emit(row, offset, index);
};

const globalSet: Rule = (body, row, offset) => {
  const { index, entry: global } = entry(body, "globals");
  if (!global.mutable) body.operands.complain("global is immutable");
  body.operands.take(global.type);
  body.code.emit(row, offset, index);
};

/** An instruction on one table; "element" stands for the table's type of elements. */
const tableRule =
  (takes: readonly (ValueType | "element")[], gives: readonly (ValueType | "element")[]): Rule =>
  (body, row, offset) => {
    const { index, entry: table } = entry(body, "tables");
    const type = (name: ValueType | "element") => (name === "element" ? table.element : name);
    body.operands.takeAll(takes.map(type));
    body.operands.pushAll(gives.map(type));
    body.code.emit(row, offset, index);
  };

const tableInit: Rule = (body, row, offset) => {
  const { index, entry: segment } = entry(body, "elements");
  const { entry: table } = entry(body, "tables");
  if (segment.type !== table.element) body.operands.complain("type mismatch: segment and table");
  body.operands.takeAll([I32, I32, I32]);
  body.code.emit(row, offset, index);
};

const tableCopy: Rule = (body, row, offset) => {
  const { index, entry: to } = entry(body, "tables");
  const { entry: from } = entry(body, "tables");
  if (to.element !== from.element) body.operands.complain("type mismatch: the two tables");
  body.operands.takeAll([I32, I32, I32]);
  body.code.emit(row, offset, index);
};

const refNull: Rule = ({ cursor, operands, code }, row, offset) => {
  operands.push(readReferenceType(cursor));
  code.emit(row, offset);
};

const refIsNull: Rule = ({ operands, code }, row, offset) => {
  operands.takeReference();
  operands.push(I32);
  code.emit(row, offset);
};

const refFunc: Rule = (body, row, offset) => {
  const { index } = entry(body, "functions");
  if (!body.context.declared.has(index))
    invalid(offset, `undeclared function reference ${index}`, "ref.func");
  body.operands.push(FuncRef);
  body.code.emit(row, offset, index);
};

/** By opcode: the instructions whose signature is not in the table of rows. */
export const RULES: Record<number, Rule> = {
  ...BLOCK_RULES,
  16: call,
  17: callIndirect,
  26: drop,
  27: select,
  28: selectTyped,
  32: localRule(false, true),
  33: localRule(true, false),
  34: localRule(true, true),
  35: globalGet,
  36: globalSet,
  37: tableRule([I32], ["element"]),
  38: tableRule([I32, "element"], []),
  208: refNull,
  209: refIsNull,
  210: refFunc,
  [prefixed(12)]: tableInit,
  [prefixed(14)]: tableCopy,
  [prefixed(15)]: tableRule(["element", I32], [I32]),
  [prefixed(16)]: tableRule([], [I32]),
  [prefixed(17)]: tableRule([I32, "element", I32], []),
};
