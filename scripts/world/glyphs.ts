/** Letters and digits for drawn papers, 5 × 7 points; a row is five bits. What is not here is left blank. */
import type { Canvas } from './png.ts'

const rows: Readonly<Record<string, readonly number[]>> = {
  0: [14, 17, 19, 21, 25, 17, 14], 1: [4, 12, 4, 4, 4, 4, 14], 2: [14, 17, 1, 2, 4, 8, 31], 3: [31, 2, 4, 2, 1, 17, 14],
  4: [2, 6, 10, 18, 31, 2, 2], 5: [31, 16, 30, 1, 1, 17, 14], 6: [6, 8, 16, 30, 17, 17, 14], 7: [31, 1, 2, 4, 8, 8, 8],
  8: [14, 17, 17, 14, 17, 17, 14], 9: [14, 17, 17, 15, 1, 2, 12], A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30], C: [14, 17, 16, 16, 16, 17, 14], D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31], M: [17, 27, 21, 21, 17, 17, 17], O: [14, 17, 17, 17, 17, 17, 14], '-': [0, 0, 0, 31, 0, 0, 0],
} // prettier-ignore

export function drawText(canvas: Canvas, text: string, left: number, top: number, size: number, colour: number): void {
  for (const [n, character] of [...text].entries()) {
    for (const [y, row] of (rows[character] ?? []).entries()) {
      for (let x = 0; x < 5; x++) {
        if ((row >> (4 - x)) & 1) canvas.rectangle(left + (n * 6 + x) * size, top + y * size, size, size, colour)
      }
    }
  }
}
