/**
 * The keys of the Vietnamese words with any text: a missing key of another language is a type error. A plural that
 * Vietnamese has in one form only (`_other`) may have a `_one` beside it.
 */
export type SameKeys<T> = {
  [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]>;
} & {
  [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]?: string;
};
