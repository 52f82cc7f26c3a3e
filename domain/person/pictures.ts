/**
 * 照片与扫描件的机检: what a program can judge of a picture (spec 10-unban, The register: a clear one-inch colour photo;
 * scans whole and legible). Watermarks and likeness are for the reviewer's eye.
 */
import type { Words } from '../brand.ts'
import type { pictureTypes, scanTypes } from './papers.ts'

/** What opening a file showed. */
export type PictureReading =
  /** Neither PNG nor JPEG nor PDF, whatever its name says. */
  | { readonly kind: 'other' }
  | { readonly kind: 'pdf' }
  /** Begins as a picture or PDF, and cannot be opened to its end. */
  | { readonly kind: 'damaged' }
  /** Larger than is opened at all. */
  | { readonly kind: 'tooManyPixels' }
  | PictureFacts

export interface PictureFacts {
  readonly kind: 'picture'
  readonly type: (typeof pictureTypes)[number]
  /** Points. */
  readonly width: number
  readonly height: number
  /** Standard deviation of the brightness, 0 to 128: an empty sheet has nearly none. */
  readonly contrast: number
  /** Mean distance between the strongest and the weakest colour of a point, 0 to 255: 0 is black and white. */
  readonly colour: number
}

/** 一寸: 25 × 35 mm, 295 × 413 points at 300 to the inch; 22 × 32 and 33 × 48 mm are called so as well. */
const oneInch = { width: 295, height: 413 } as const
/** The proportion may differ by so much of itself. */
const proportionTolerance = 0.1
/** The photo of an identity card's chip has 358 × 441; what is smaller than this cannot be recognised. */
const photoWidthLeast = 200
const photoWidthMost = 3_000
const scanSideLeast = 300
const contrastLeast = 6
const colourLeast = 3

export type PictureProblem =
  | 'type' | 'damaged' | 'tooManyPixels' | 'tooSmall' | 'tooWide' | 'proportion' | 'blank' | 'grey' // prettier-ignore

/** 一寸彩色证件照. Null: nothing that a program could object to. */
export function photoProblem(picture: PictureReading): PictureProblem | null {
  // A PDF is no photo.
  if (picture.kind !== 'picture') return unopened[picture.kind] ?? 'type'
  const { width, height } = picture
  const proportion = width / height / (oneInch.width / oneInch.height)
  if (width < photoWidthLeast) return 'tooSmall'
  if (width > photoWidthMost) return 'tooWide'
  if (Math.abs(proportion - 1) > proportionTolerance) return 'proportion'
  if (picture.contrast < contrastLeast) return 'blank'
  return picture.colour < colourLeast ? 'grey' : null
}

/** 证书扫描件. Null: nothing that a program could object to. */
export function scanProblem(picture: PictureReading): PictureProblem | null {
  if (picture.kind !== 'picture') return unopened[picture.kind]
  if (Math.max(picture.width, picture.height) < scanSideLeast) return 'tooSmall'
  return picture.contrast < contrastLeast ? 'blank' : null
}

const unopened: Readonly<Record<Exclude<PictureReading['kind'], 'picture'>, PictureProblem | null>> = {
  other: 'type',
  pdf: null,
  damaged: 'damaged',
  tooManyPixels: 'tooManyPixels',
}

/** What is wrong with the photo, and what to upload instead. */
export const photoProblemWords: Readonly<Record<PictureProblem, Words>> = {
  type: {
    zh: '照片只接受PNG、JPEG格式的图片，请另存为其中一种后重新上传（只改文件名不行）。',
    en: 'The photo must be a PNG or JPEG picture. Please save it as one of them; changing its name does not help.',
  },
  damaged: {
    zh: '照片打不开或不完整，请重新保存后上传。',
    en: 'The photo cannot be opened or is cut off. Please save it again and upload it.',
  },
  tooManyPixels: {
    zh: `照片尺寸过大，请缩小到${oneInch.width}×${oneInch.height}像素左右后重新上传。`,
    en: `The photo has too many points. Please make it about ${oneInch.width} × ${oneInch.height}.`,
  },
  tooSmall: {
    zh: `照片尺寸过小，看不清，请上传${oneInch.width}×${oneInch.height}像素左右的一寸照。`,
    en: `The photo is too small to be clear. Please upload a one-inch photo of about ${oneInch.width} × ${oneInch.height}.`,
  },
  tooWide: {
    zh: `照片尺寸过大，请缩小到${oneInch.width}×${oneInch.height}像素左右后重新上传。`,
    en: `The photo has too many points. Please make it about ${oneInch.width} × ${oneInch.height}.`,
  },
  proportion: {
    zh: `照片的宽高比例不是一寸照（应约为${oneInch.width}×${oneInch.height}），请裁剪后重新上传。`,
    en: `The photo has not the proportions of a one-inch photo (about ${oneInch.width} × ${oneInch.height}). Please crop it.`,
  },
  blank: {
    zh: '照片是空白的或几乎一个颜色，请上传本人的一寸彩色证件照。',
    en: 'The photo is blank. Please upload the person’s one-inch colour photo.',
  },
  grey: {
    zh: '照片是黑白的，请上传彩色的一寸证件照。',
    en: 'The photo is black and white. Please upload a colour photo.',
  },
}

export const scanProblemWords: Readonly<Record<PictureProblem, Words>> = {
  ...photoProblemWords,
  type: {
    zh: '扫描件只接受PNG、JPEG、PDF文件，请另存为其中一种后重新上传（只改文件名不行）。',
    en: 'A scan must be a PNG, JPEG or PDF file. Please save it as one of them; changing its name does not help.',
  },
  damaged: {
    zh: '扫描件打不开或不完整，请重新扫描后上传。',
    en: 'The scan cannot be opened or is cut off. Please scan it again.',
  },
  tooManyPixels: {
    zh: '扫描件像素过大，请用200至300 dpi重新扫描。',
    en: 'The scan has too many points. Please scan it with 200 to 300 dpi.',
  },
  tooSmall: {
    zh: '扫描件尺寸过小，看不清，请用200 dpi以上重新扫描。',
    en: 'The scan is too small to be legible. Please scan it with 200 dpi or more.',
  },
  blank: {
    zh: '扫描件是空白的，请重新扫描证书后上传。',
    en: 'The scan is blank. Please scan the certificate again.',
  },
}

/** The media type of what was read; null for what is not taken. */
export function takenType(picture: PictureReading): (typeof scanTypes)[number] | null {
  if (picture.kind === 'picture') return picture.type
  return picture.kind === 'pdf' ? 'application/pdf' : null
}
