/**
 * 上传: reads a form with files. Bytes are counted while they arrive: of a file that is too large the rest is passed over,
 * so that what was typed beside it is not lost; what all uploads of this process hold at once is bounded.
 */
import type { Request, Response } from 'express'
import multer from 'multer'
import { ProblemError } from './identify.ts'
import { problem } from './problems.ts'

/** What a route takes. */
export interface FileLimits {
  /** Of one file: beyond it the file comes as `tooLarge`, without its bytes. */
  readonly maxBytes: number
  readonly maxFiles: number
  /** Of one field, where more than the usual is typed or pasted. */
  readonly maxFieldBytes?: number
}

/** A file as it came; nothing of it is believed. */
export interface UploadedFile {
  /** Name of the form's field. */
  readonly field: string
  /** The sender's name of the file; personal data may be in it, so it is kept nowhere. */
  readonly name: string
  readonly bytes: Buffer
  readonly tooLarge: boolean
}

/** One request with all its files: as much as a mail may have (spec 60-common). */
const requestBytesMax = 60 * 1024 * 1024
/** All requests of this process together. */
const heldBytesMax = 512 * 1024 * 1024
const fieldsMax = 2_000
const fieldBytesMax = 64 * 1024

const busyWords = {
  zh: '现在上传的人较多，请稍等一会儿再提交；已填写的内容请不要关闭页面。',
  en: 'Many files are being uploaded at the moment. Please wait a little and send it again; keep the page open.',
}
const tooLargeWords = {
  zh: '一次提交的文件合计不能超过60 MB，请分几次上传。',
  en: 'The files of one submission may have 60 MB together. Please upload them in several steps.',
}

let heldBytes = 0

export const isMultipart = (req: Request): boolean => req.is('multipart/form-data') === 'multipart/form-data'

/**
 * Leaves the fields in `req.body`. @returns the files; empty ones, which a browser sends where nothing was chosen, not.
 * @param keepFiles false: fields only, for a visitor whose session has ended.
 * @throws ProblemError when the request as a whole is too large or too many are under way.
 */
export async function readMultipart(
  req: Request,
  res: Response,
  limits: FileLimits,
  keepFiles: boolean,
): Promise<readonly UploadedFile[]> {
  const declared = Number(req.get('content-length') ?? requestBytesMax)
  if (!(declared <= requestBytesMax)) throw new ProblemError(problem('tooLarge', { sentence: tooLargeWords }))
  if (heldBytes + declared > heldBytesMax) throw new ProblemError(problem('tooMany', { sentence: busyWords }))
  heldBytes += declared
  const files: UploadedFile[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      const upload = multer({
        storage: counting(files, keepFiles ? limits.maxBytes : 0),
        limits: { files: limits.maxFiles, fields: fieldsMax, fieldSize: limits.maxFieldBytes ?? fieldBytesMax },
        // Names of files are UTF-8 in every browser of today.
        defParamCharset: 'utf8',
      })
      upload.any()(req, res, (error: unknown) =>
        error === undefined
          ? resolve()
          : reject(error instanceof Error ? error : new Error('upload', { cause: error })),
      )
    })
  } finally {
    heldBytes -= declared
  }
  return keepFiles ? files.filter((file) => file.tooLarge || file.bytes.length > 0) : []
}

/** In memory, counted: the bytes of strangers are never on a disk in clear. */
function counting(files: UploadedFile[], maxBytes: number): multer.StorageEngine {
  let total = 0
  let refused = false
  return {
    _handleFile(_req, file, done) {
      const chunks: Buffer[] = []
      let size = 0
      file.stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        total += chunk.length
        if (size <= maxBytes) chunks.push(chunk)
        else chunks.length = 0
        if (total > requestBytesMax && !refused) {
          refused = true
          done(new ProblemError(problem('tooLarge', { sentence: tooLargeWords })))
        }
      })
      file.stream.on('error', (error) => done(error))
      file.stream.on('end', () => {
        const tooLarge = size > maxBytes
        files.push({
          field: file.fieldname,
          name: file.originalname,
          bytes: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks),
          tooLarge,
        })
        done(null, { size })
      })
    },
    _removeFile(_req, _file, done) {
      done(null)
    },
  }
}
