/**
 * Limits within functions, so that no template makes more than a machine holds. Callers tell where one was passed.
 *
 * @module
 */

/** A limit that was passed; what the message names is the limit. */
export class BudgetFault extends Error {}

/** The most characters of a text, which no chart that people use comes near. */
export const LONGEST_TEXT = 16_000_000;

/** The most items of a list that a function makes. */
export const MOST_ITEMS = 500_000;

/** The most parts of a value that a function copies or compares. */
export const MOST_PARTS = 500_000;

/** Refuses a text before it is made. */
export function checkTextLength(length: number): void {
  if (length > LONGEST_TEXT) throw new BudgetFault(`the text is longer than ${LONGEST_TEXT} characters`);
}

/** Refuses a list before it is made. */
export function checkItems(count: number): void {
  if (count > MOST_ITEMS) throw new BudgetFault(`the list has more than ${MOST_ITEMS} items`);
}

/** Counts parts of values that may be shared by many others. */
export function countPart(counter: { parts: number }): void {
  counter.parts++;
  if (counter.parts > MOST_PARTS) throw new BudgetFault(`the value has more than ${MOST_PARTS} parts`);
}
