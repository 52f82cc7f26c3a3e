/** 下拉选项: the choices of a filter, the first of which chooses nothing. */
export interface Option {
  readonly value: string
  readonly label: string
  readonly selected: boolean
}

/** @param any the word of the empty choice, such as 全部. */
export function options<Value extends string>(
  values: readonly Value[],
  chosen: Value | null,
  any: string,
  label: (value: Value) => string,
): Option[] {
  return [
    { value: '', label: any, selected: chosen === null },
    ...values.map((value) => ({ value, label: label(value), selected: value === chosen })),
  ]
}
