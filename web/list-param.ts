/** Repeated fields of a form: none, one text, or a list of them; programs send a list. */
import { z } from 'zod'

export const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess((value): unknown => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]), z.array(item).max(most)) // prettier-ignore
