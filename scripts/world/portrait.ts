/** 一寸照: a drawn figure in place of a person's photo, another one for each person. 295 × 413 points, 25 × 35 mm. */
import { Canvas, encodePng, type Colour } from './png.ts'
import { varietyOf } from './variety.ts'

const width = 295
const height = 413
const backgrounds: readonly Colour[] = [[67, 142, 219], [255, 255, 255], [200, 40, 50]] // prettier-ignore
const background = 0
const skin = 1
const hair = 2
const coat = 3
const shirt = 4
const line = 5

export function drawPortrait(seed: string, longHair: boolean): Buffer {
  const choose = varietyOf(`portrait ${seed}`)
  const shade = (colour: Colour, by: number): Colour => {
    const change = () => choose(by) - by / 2
    const within = (part: number) => Math.max(0, Math.min(255, Math.round(part + change())))
    return [within(colour[0]), within(colour[1]), within(colour[2])]
  }
  const palette: Colour[] = [
    shade(backgrounds[choose(backgrounds.length)] ?? [255, 255, 255], 12),
    shade([236, 196, 164], 40),
    shade([42, 34, 32], 50),
    shade([50, 60, 85], 90),
    shade([240, 240, 245], 20),
    [70, 45, 40],
  ]
  const canvas = new Canvas(width, height)
  const middle = width / 2 + choose(9) - 4
  const headX = 64 + choose(14)
  const headY = 86 + choose(16)
  const headAt = 176 + choose(12)
  const eyes = { apart: 26 + choose(6), open: 4 + choose(3), brow: 26 + choose(5) }

  canvas.rectangle(0, 0, width, height, background)
  canvas.ellipse(middle, headAt - 22, headX + 10, headY, hair)
  if (longHair) canvas.rectangle(Math.round(middle - headX - 10), headAt - 30, 2 * headX + 20, 110 + choose(50), hair)
  canvas.ellipse(middle, height + 40, 138 + choose(16), 150, coat)
  canvas.ellipse(middle, 292, 40, 46, shirt)
  canvas.rectangle(Math.round(middle) - 26, 236, 52, 56, skin)
  canvas.ellipse(middle, headAt, headX, headY, skin)
  canvas.ellipse(middle, headAt - headY + 14, headX - 2, 34 + choose(12), hair)
  for (const side of [-1, 1]) {
    const eye = Math.round(middle + side * eyes.apart)
    canvas.ellipse(eye, headAt - 6, 8, eyes.open, line)
    canvas.rectangle(eye - 13, headAt - eyes.brow, 26, 4, hair)
    canvas.ellipse(middle + side * headX, headAt + 4, 8, 18, skin)
  }
  canvas.ellipse(middle, headAt + 30, 9, 4, line)
  canvas.ellipse(middle, headAt + 54, 20 + choose(8), 4, line)
  return encodePng(canvas, palette)
}
