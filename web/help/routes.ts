/** 帮助中心 /help — for everybody, signed in or not. */
import { readAssociationMailboxes } from '../../db/read/mailbox.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'
import { writeRequestForm } from '../../io/excel/request-form.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { page } from '../reply.ts'
import { say } from '../words.ts'
import { letterTitle, presentLetter } from './letter-presenter.ts'
import { helpTitle, presentHelp } from './presenter.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const open: Policy<unknown, unknown> = {
  kind: 'open',
  because: 'What everybody may know: the blank form and how to use it.',
}

export function helpRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  let blank: Promise<Buffer> | null = null
  return [
    route({
      method: 'get',
      path: patterns.help,
      summary: { zh: '帮助中心', en: 'Help centre' },
      policy: open,
      handle: async (visit) => {
        const model = { mailboxes: await readAssociationMailboxes(db), requestForm: paths.blankForm(), authorisationLetter: paths.authorisationLetter(), lookupSites: paths.lookupSites() } // prettier-ignore
        return page('help/help', say(visit.language, helpTitle), presentHelp(model, visit.language), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.authorisationLetter,
      summary: { zh: '授权委托书', en: 'A blank letter of authorisation, for printing' },
      policy: open,
      handle: (visit) => {
        const model = presentLetter(visit.language)
        return page('help/authorisation-letter', say(visit.language, letterTitle), model, { href: paths.authorisationLetter() }) // prettier-ignore
      },
    }),
    route({
      method: 'get',
      path: patterns.blankForm,
      summary: { zh: '空白表格', en: 'The blank request form' },
      policy: open,
      handle: async () => {
        // The same for everybody: made once.
        blank ??= writeRequestForm()
        return { kind: 'bytes', bytes: await blank, type: workbookType, downloadAs: requestForm.fileName }
      },
    }),
  ]
}
