/**
 * C: instructions of 16 bits, each of which stands for one of 32 (Unprivileged 20191213, chapter
 * 16). Of floating point there is none. Hints (a result for x0, a shift by nothing) are what they
 * stand for, which does nothing.
 */
import { pattern } from "./pattern.js";
import { type ShortRow, UNPRIVILEGED } from "./row.js";

const [MEMORY, TRANSFER, INTEGER] = ["16.3", "16.4", "16.5"].map(
  (section) => `${UNPRIVILEGED}, ${section}`,
) as [string, string, string];

function short(
  name: string,
  encoding: string,
  syntax: string,
  expansion: string,
  section: string,
): ShortRow {
  return { name, pattern: pattern(encoding), syntax, section, expansion };
}

/** Operations of a register with another, both of x8 to x15. */
const paired = (name: string, high: string, kind: string) =>
  short(`c.${name}`, `${high} rd/rs1' ${kind} rs2' 01`, "rd,rs2", `${name} rd,rd,rs2`, INTEGER);

export const COMPRESSED_ROWS: ShortRow[] = [
  short("c.addi4spn", "000 nzuimm[5:4|9:6|2|3] rd' 00", "rd,x2,imm", "addi rd,x2,imm", INTEGER),
  short("c.lw", "010 uimm[5:3] rs1' uimm[2|6] rd' 00", "rd,imm(rs1)", "lw rd,imm(rs1)", MEMORY),
  short("c.ld", "011 uimm[5:3] rs1' uimm[7:6] rd' 00", "rd,imm(rs1)", "ld rd,imm(rs1)", MEMORY),
  short("c.sw", "110 uimm[5:3] rs1' uimm[2|6] rs2' 00", "rs2,imm(rs1)", "sw rs2,imm(rs1)", MEMORY),
  short("c.sd", "111 uimm[5:3] rs1' uimm[7:6] rs2' 00", "rs2,imm(rs1)", "sd rs2,imm(rs1)", MEMORY),
  short("c.nop", "000 imm[5] 00000 imm[4:0] 01", "imm", "addi x0,x0,imm", INTEGER),
  short("c.addi", "000 imm[5] rd/rs1≠0 imm[4:0] 01", "rd,imm", "addi rd,rd,imm", INTEGER),
  short("c.addiw", "001 imm[5] rd/rs1≠0 imm[4:0] 01", "rd,imm", "addiw rd,rd,imm", INTEGER),
  short("c.li", "010 imm[5] rd imm[4:0] 01", "rd,imm", "addi rd,x0,imm", INTEGER),
  short(
    "c.addi16sp",
    "011 nzimm[9] 00010 nzimm[4|6|8:7|5] 01",
    "x2,imm",
    "addi x2,x2,imm",
    INTEGER,
  ),
  short("c.lui", "011 nzimm[17] rd≠{2} nzimm[16:12] 01", "rd,imm", "lui rd,imm", INTEGER),
  short("c.srli", "100 uimm[5] 00 rd/rs1' uimm[4:0] 01", "rd,imm", "srli rd,rd,imm", INTEGER),
  short("c.srai", "100 uimm[5] 01 rd/rs1' uimm[4:0] 01", "rd,imm", "srai rd,rd,imm", INTEGER),
  short("c.andi", "100 imm[5] 10 rd/rs1' imm[4:0] 01", "rd,imm", "andi rd,rd,imm", INTEGER),
  paired("sub", "100011", "00"),
  paired("xor", "100011", "01"),
  paired("or", "100011", "10"),
  paired("and", "100011", "11"),
  paired("subw", "100111", "00"),
  paired("addw", "100111", "01"),
  short("c.j", "101 imm[11|4|9:8|10|6|7|3:1|5] 01", "target", "jal x0,imm", TRANSFER),
  short(
    "c.beqz",
    "110 imm[8|4:3] rs1' imm[7:6|2:1|5] 01",
    "rs1,target",
    "beq rs1,x0,imm",
    TRANSFER,
  ),
  short(
    "c.bnez",
    "111 imm[8|4:3] rs1' imm[7:6|2:1|5] 01",
    "rs1,target",
    "bne rs1,x0,imm",
    TRANSFER,
  ),
  short("c.slli", "000 uimm[5] rd/rs1 uimm[4:0] 10", "rd,imm", "slli rd,rd,imm", INTEGER),
  short("c.lwsp", "010 uimm[5] rd≠0 uimm[4:2|7:6] 10", "rd,imm(x2)", "lw rd,imm(x2)", MEMORY),
  short("c.ldsp", "011 uimm[5] rd≠0 uimm[4:3|8:6] 10", "rd,imm(x2)", "ld rd,imm(x2)", MEMORY),
  short("c.jr", "1000 rs1≠0 00000 10", "rs1", "jalr x0,0(rs1)", TRANSFER),
  short("c.mv", "1000 rd rs2≠0 10", "rd,rs2", "add rd,x0,rs2", INTEGER),
  short("c.ebreak", "1001 00000 00000 10", "", "ebreak", TRANSFER),
  short("c.jalr", "1001 rs1≠0 00000 10", "rs1", "jalr x1,0(rs1)", TRANSFER),
  short("c.add", "1001 rd/rs1 rs2≠0 10", "rd,rs2", "add rd,rd,rs2", INTEGER),
  short("c.swsp", "110 uimm[5:2|7:6] rs2 10", "rs2,imm(x2)", "sw rs2,imm(x2)", MEMORY),
  short("c.sdsp", "111 uimm[5:3|8:6] rs2 10", "rs2,imm(x2)", "sd rs2,imm(x2)", MEMORY),
];
