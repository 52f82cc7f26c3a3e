/** 一周图: bars drawn on the server as SVG shapes; the numbers stand in the table beside it, which screen readers read. */
import type { DayFigures } from '../../db/read/overview.ts'

const height = 120
const groupWidth = 84
const barWidth = 20
const gap = 4
const series = ['arrived', 'decided', 'returned'] as const

export interface Bar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Class of the series: arrived, decided, returned. */
  readonly look: string
}
export interface Chart {
  readonly viewBox: string
  readonly bars: readonly Bar[]
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[]
  readonly baseline: { readonly x2: number; readonly y: number }
}

export function weekChart(week: readonly DayFigures[]): Chart {
  const most = Math.max(1, ...week.flatMap((day) => series.map((name) => day[name])))
  const bars = week.flatMap((day, index) =>
    series.map((name, at): Bar => {
      const tall = Math.round((day[name] / most) * height)
      return { x: index * groupWidth + 8 + at * (barWidth + gap), y: height - tall, width: barWidth, height: tall, look: name } // prettier-ignore
    }),
  )
  const width = week.length * groupWidth
  return {
    viewBox: `0 0 ${width} ${height + 22}`,
    bars,
    labels: week.map((day, index) => ({ x: index * groupWidth + 8 + 1.5 * barWidth + gap, y: height + 16, text: day.day.slice(5) })), // prettier-ignore
    baseline: { x2: width, y: height },
  }
}
