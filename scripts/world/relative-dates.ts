/** Days and months of a world file: ISO, or relative to the day of loading in Shanghai. */
import type { Day } from '../../domain/brand.ts'
import { addDays, monthOf } from '../../domain/calendar/day.ts'

/** `+120d`, `-20d`; anything else is given back as it is, for the form to judge. */
export function readDay(text: string, today: Day): string {
  const found = /^([+-]?\d{1,5})d$/.exec(text.trim())
  return found === null ? text : addDays(today, Number(found[1]))
}

/** `M0`, `M-1`; of `M0|M-1` the first, which the rule of the 25th takes on any day; else as it is. */
export function readMonth(text: string, today: Day): string {
  const [first = ''] = text.split('|')
  const found = /^M([+-]?\d{1,3})$/.exec(first.trim())
  return found === null ? text : monthOf(today, Number(found[1]))
}
