/**
 * 收件: files of a person's form, taken one by one. What is taken is kept and named by its hash from then on, so that an error
 * elsewhere on the page costs no upload; what is not taken is told at its field, with what to upload instead.
 */
import { keepUpload } from '../../db/write/web/persons/uploads.ts'
import type { Words } from '../../domain/brand.ts'
import { fileSizeWords, fileTypeWords, tooManyFilesWords } from '../../domain/forms/messages.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { Field } from '../../domain/forms/fields.ts'
import { newPersonForm } from '../../domain/forms/person-entry-form.ts'
import { paperMaxBytes, papersMax, scanMaxBytes } from '../../domain/person/papers.ts'
import { photoProblem, photoProblemWords, scanProblem, scanProblemWords, takenType, type PictureReading } from '../../domain/person/pictures.ts' // prettier-ignore
import type { WebDeps } from '../deps.ts'
import type { UploadedFile } from '../multipart.ts'

type Deps = Pick<WebDeps, 'db' | 'files' | 'sandbox'>
export type Item = 'photo' | 'scan' | 'paper'

export interface TakenFile {
  /** The field's place in the form. */
  readonly path: string
  readonly item: Item
  readonly sha256: string
  readonly size: number
  readonly type: string
}

/** Before the place of the field: `upload:certificates[0].scan`. */
const uploadPrefix = 'upload:'
/** A form with a scan for every certificate and papers of every kind. */
export const filesMax = 80

const { fields } = newPersonForm
const certificateScan = fields.certificates.columns.scan
const places: readonly { readonly form: RegExp; readonly item: Item; readonly field: Field }[] = [
  { form: /^photo$/, item: 'photo', field: fields.photo },
  { form: /^certificates\[\d{1,3}\]\.scan$/, item: 'scan', field: certificateScan },
  { form: /^socialSecurity\[0\]\.proof$/, item: 'paper', field: fields.socialSecurity.columns.proof },
  { form: /^socialSecurity\[0\]\.fullPayment$/, item: 'paper', field: fields.socialSecurity.columns.fullPayment },
  { form: /^contract\[0\]\.pages$/, item: 'paper', field: fields.contract.columns.pages },
]
/** What is taken at a place of the form; undefined: no files belong there. */
export const placeOf = (path: string) => places.find(({ form }) => form.test(path))

const maxBytes: Readonly<Record<Item, number>> = { photo: scanMaxBytes, scan: scanMaxBytes, paper: paperMaxBytes }

interface Taken {
  readonly taken: readonly TakenFile[]
  readonly errors: readonly FormError[]
}

export async function takeFiles(deps: Deps, enterpriseId: number, uploads: readonly UploadedFile[]): Promise<Taken> {
  const taken: TakenFile[] = []
  const errors: FormError[] = []
  for (const upload of uploads) {
    const path = upload.field.startsWith(uploadPrefix) ? upload.field.slice(uploadPrefix.length) : ''
    const place = placeOf(path)
    if (place === undefined) continue
    const { item, field } = place
    const objection = await objectionTo(deps, upload, item, field)
    if (objection.kind === 'wrong') errors.push({ path, message: objection.words })
    else {
      const { sha256, size } = await deps.files.put(upload.bytes)
      const file = { item, sha256, size, type: objection.type }
      await keepUpload(deps.db, { enterpriseId, ...file })
      taken.push({ path, ...file })
    }
  }
  return { taken, errors }
}

type Objection = { readonly kind: 'wrong'; readonly words: Words } | { readonly kind: 'none'; readonly type: string }

const wrong = (words: Words): Objection => ({ kind: 'wrong', words })

async function objectionTo({ sandbox }: Deps, upload: UploadedFile, item: Item, field: Field): Promise<Objection> {
  if (upload.tooLarge || upload.bytes.length > maxBytes[item]) return wrong(fileSizeWords(field, maxBytes[item]))
  const answer = await sandbox.readPicture(upload.bytes)
  // What breaks or holds up the reader is no picture that anybody could look at.
  const reading: PictureReading = answer.kind === 'read' ? answer.value : { kind: answer.kind === 'crashed' ? 'damaged' : 'tooManyPixels' } // prettier-ignore
  const said = judges[item](reading, field)
  const type = takenType(reading)
  if (said !== null || type === null) return wrong(said ?? fileTypeWords(field, []))
  return { kind: 'none', type }
}

const judges: Readonly<Record<Item, (reading: PictureReading, field: Field) => Words | null>> = {
  photo: (reading) => {
    const problem = photoProblem(reading)
    return problem === null ? null : photoProblemWords[problem]
  },
  scan: (reading) => {
    const problem = scanProblem(reading)
    return problem === null ? null : scanProblemWords[problem]
  },
  paper: (reading, field) => {
    if (reading.kind === 'other') return fileTypeWords(field, 'types' in field ? field.types : [])
    return reading.kind === 'damaged' || reading.kind === 'tooManyPixels' ? scanProblemWords[reading.kind] : null
  },
}

/** So many at a place. */
export const countAt = (path: string): number => (placeOf(path)?.item === 'paper' ? papersMax : 1)
export const tooManyAt = (path: string): Words | null => {
  const place = placeOf(path)
  return place === undefined ? null : tooManyFilesWords(place.field, countAt(path))
}
