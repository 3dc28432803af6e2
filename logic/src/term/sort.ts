/** What a term ranges over: truth values, bit vectors of a width, or arrays of bit vectors. */

/** A sort is one small number, so that comparing sorts is comparing numbers: 0 is Boolean, a bit
 * vector is its width, an array has its index width above bit 16 and its element width below. */
export type Sort = number & { readonly sort: unique symbol };

export const WIDTH_MAX = 0x7fff;
const INDEX_SHIFT = 16;

export const BOOLEAN = 0 as Sort;

/** Bit vectors of `width` bits. */
export function bitVector(width: number): Sort {
  if (!Number.isInteger(width) || width < 1 || width > WIDTH_MAX)
    throw new RangeError(`a bit vector has 1 to ${WIDTH_MAX} bits, not ${width}`);
  return width as Sort;
}

/** Arrays from bit vectors of `indexWidth` bits to bit vectors of `elementWidth` bits. */
export function arrayOf(indexWidth: number, elementWidth = 8): Sort {
  return ((bitVector(indexWidth) << INDEX_SHIFT) | bitVector(elementWidth)) as Sort;
}

export function isArray(sort: Sort): boolean {
  return sort >= 1 << INDEX_SHIFT;
}

export function isBitVector(sort: Sort): boolean {
  return sort > BOOLEAN && !isArray(sort);
}

export function indexSort(sort: Sort): Sort {
  return (sort >>> INDEX_SHIFT) as Sort;
}

export function elementSort(sort: Sort): Sort {
  return (sort & WIDTH_MAX) as Sort;
}

/** The sort as people write it. */
export function showSort(sort: Sort): string {
  if (sort === BOOLEAN) return "boolean";
  if (!isArray(sort)) return `${sort} bits`;
  return `array of ${elementSort(sort)} bits by ${indexSort(sort)} bits`;
}
