/** 演示邮箱 /dev/mail — only with the bundled mail server, and only for this machine: it needs no account. */
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { readFormPeople, readWorldAddresses } from '../../db/read/invented-world.ts'
import { readEmailAddress } from '../../domain/codes/email-address.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'
import { writeRequestForm, type RequestFormRow } from '../../io/excel/request-form.ts'
import type { DevMail, WebDeps } from '../deps.ts'
import { listOf } from '../list-param.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { mountRoutes, route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther } from '../reply.ts'
import type { Send } from '../send.ts'
import { visitOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { folders, listMessages, readMessage, type Folder, type Message, type WholeMessage } from './mailbox.ts'
import { awayWords, devTitle, presentDevMail, presentDevMessage, sentWords } from './presenter.ts'
import { sendAs, verdicts } from './send.ts'

/** As the spec says of a mail: 60 MiB; a little more, so that "too large" can be tried. */
const uploadBytes = 70 * 1024 * 1024
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const open = { kind: 'open', because: 'A demonstration on this machine, without real mail or people.' } as const

export function mountDevMail(app: Express, deps: WebDeps, send: Send): void {
  const { devMail } = deps
  if (devMail === null) return
  const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: uploadBytes, files: 1, fields: 1_000 } })
  app.use(patterns.devMail, onlyThisMachine(send))
  app.post(patterns.devSend, upload.single('file'), (req: Request, _res: Response, next: NextFunction) => {
    const body = req.body as Record<string, unknown> | undefined
    if (req.file !== undefined && req.file.size > 0)
      req.body = { ...body, file: { name: req.file.originalname, bytes: req.file.buffer } }
    next()
  })
  mountRoutes(app, devRoutes(deps, devMail), {
    send,
    keep: () => Promise.resolve(),
    whoseForm: () => Promise.resolve(null),
  })
}

/** The peer itself, whatever a header says; and nobody on behalf of another. */
function onlyThisMachine(send: Send): RequestHandler {
  return async (req, res, next) => {
    if (loopback.has(req.socket.remoteAddress ?? '') && req.get('x-forwarded-for') === undefined) {
      next()
      return
    }
    await send(res, visitOf(res), fails(problem('notFound')))
  }
}

/** Message-IDs as they stand in a header. */
const messageIds = z.string().max(20_000).regex(/^<[^<>\s]+>(?: <[^<>\s]+>)*$/) // prettier-ignore

/** `INBOX:12`: the message that is answered. */
const reference = z.string().transform((text, context) => {
  const [, name, uid] = /^(.{1,40}):(\d{1,10})$/.exec(text) ?? []
  const folder = folders.find((one) => one === name)
  if (folder !== undefined) return { folder, uid: Number(uid) }
  context.addIssue('There is no such folder.')
  return z.NEVER
})

const letter = z.strictObject({
  from: z.string().max(254),
  to: z.string().max(254),
  subject: z.string().max(500).optional(),
  text: z.string().max(20_000).optional(),
  inReplyTo: messageIds.optional(),
  references: messageIds.optional(),
  verdict: z.enum(verdicts).optional(),
  business: z.enum(requestForm.businessChoices).optional(),
  people: listOf(z.coerce.number().int().positive(), 500).optional(),
  extra: z.string().max(60_000).optional(),
  file: z.union([z.object({ name: z.string(), bytes: z.instanceof(Buffer) }), z.literal('')]).optional(),
})

interface Asked {
  readonly sent: boolean
  /** The message that is answered. */
  readonly reply?: { readonly folder: Folder; readonly uid: number } | undefined
}

function devRoutes({ db, vault, log }: WebDeps, devMail: DevMail): Route[] {
  const policy = open as Policy<unknown, unknown>
  const readBox = async (visit: Visit, address: string | null, { sent, reply }: Asked) => {
    const addresses = await readWorldAddresses(db)
    const known = addresses.find((one) => one.address === address)
    if (address === null) return { addresses, chosen: null, said: null }
    const people = known?.enterpriseId == null ? [] : await readFormPeople(db, { enterpriseId: known.enterpriseId })
    let messages: Message[] = []
    let answered: WholeMessage | null = null
    let said = sent ? notice(visit.language, 'success', sentWords) : null
    try {
      messages = await listMessages(devMail, address)
      if (reply !== undefined) answered = await readMessage(devMail, address, reply.folder, reply.uid)
    } catch (error) {
      log.warn({ err: error }, 'demo mailbox not read')
      said = notice(visit.language, 'warning', awayWords)
    }
    return { addresses, chosen: { address, people, messages, answered }, said }
  }
  const show = async (visit: Visit, address: string | null, asked: Asked) => {
    const { addresses, chosen, said } = await readBox(visit, address, asked)
    const json = chosen === null ? { addresses } : { address, messages: chosen.messages }
    return page(
      'dev/dev-mail',
      say(visit.language, devTitle),
      presentDevMail(visit.language, addresses, chosen, said),
      json,
    )
  }

  return [
    route({
      method: 'get',
      path: patterns.devMail,
      summary: { zh: '演示邮箱', en: 'Every mailbox of the invented world' },
      policy,
      handle: (visit) => show(visit, null, { sent: false }),
    }),
    route({
      method: 'post',
      path: patterns.devSend,
      summary: { zh: '以某人身份发送', en: 'Send a mail as anybody' },
      body: letter,
      policy,
      handle: async (_visit, { body }) => {
        const from = readEmailAddress(body.from)
        const to = readEmailAddress(body.to)
        if (from === null || to === null) return fails(problem('badInput'))
        const rows = await formRows(body)
        const attachments = [
          ...(rows.length === 0 ? [] : [{ filename: `${requestForm.title}.xlsx`, content: await writeRequestForm(rows, { name: '演示', phone: '19900000000' }) }]), // prettier-ignore
          ...(typeof body.file === 'object' ? [{ filename: Buffer.from(body.file.name, 'latin1').toString('utf8'), content: body.file.bytes }] : []), // prettier-ignore
        ]
        const { inReplyTo, references = inReplyTo } = body
        const answers = inReplyTo === undefined || references === undefined ? undefined : { inReplyTo, references }
        const answer = await sendAs(devMail, { from, to, subject: oneLine(body.subject ?? '', 500), text: body.text ?? '', verdict: body.verdict ?? 'pass', answers, attachments }) // prettier-ignore
        return seeOther(`${paths.devMailbox(from)}?sent=1`, { delivered: true, answer })
      },
    }),
    route({
      method: 'get',
      path: patterns.devMailbox,
      summary: { zh: '一个演示邮箱', en: 'One mailbox' },
      params: z.object({ address: z.string().max(254) }),
      query: z.object({ sent: z.string().optional(), reply: reference.optional() }),
      policy,
      handle: (visit, { params, query }) => {
        const address = readEmailAddress(params.address)
        return address === null
          ? fails(problem('notFound'))
          : show(visit, address, { sent: query.sent === '1', reply: query.reply })
      },
    }),
    route({
      method: 'get',
      path: patterns.devMessage,
      summary: { zh: '一封演示邮件', en: 'One message, as text' },
      params: z.object({
        address: z.string().max(254),
        folder: z.enum(folders),
        uid: z.coerce.number().int().positive(),
      }),
      policy,
      handle: async (visit, { params }) => {
        const address = readEmailAddress(params.address)
        const message = address === null ? null : await readMessage(devMail, address, params.folder, params.uid)
        if (address === null || message === null) return fails(problem('notFound'))
        return page(
          'dev/message',
          message.subject || say(visit.language, devTitle),
          presentDevMessage(visit.language, address, message),
          message,
        )
      },
    }),
  ]

  async function formRows(body: z.output<typeof letter>): Promise<RequestFormRow[]> {
    const business = body.business ?? requestForm.businessChoices[0]
    const people = await readFormPeople(db, { ids: body.people ?? [] })
    const extra = (body.extra ?? '')
      .split('\n')
      .map((line) => line.split(/[,，\t]/).map((cell) => cell.trim()))
      .filter(([name]) => name !== undefined && name !== '')
    return [
      ...people.map((person) => ({
        name: person.name,
        idNumber: vault.open(person.id_cipher),
        company: person.company ?? '',
        business,
      })),
      ...extra.map(([name = '', idNumber = '', company = '']) => ({ name, idNumber, company, business })),
    ]
  }
}
