/**
 * Lays a letter out as plain text and as HTML. The two templates are our own files, compiled once; they print what the
 * page holds and decide nothing. Nothing in them is fetched from anywhere.
 */
import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import type { Letter } from '../../domain/unban/answers.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import { letterPage } from './letters/letter-page.ts'

export interface RenderedLetter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Characters of a subject: what a phone still shows of it, and far below what a header line may hold. */
const longestSubject = 90

const text = template('letter.txt.hbs', { noEscape: true })
const html = template('letter.html.hbs', { noEscape: false })

/** The letter as its reader will see it; pages show it before it is sent. */
export function renderPreview(letter: Letter): RenderedLetter {
  const page = letterPage(letter.answer)
  const subject = oneLine(page.subject, longestSubject)
  const view = {
    page: {
      ...page,
      subject,
      sections: page.sections.map((part) => ({
        ...part,
        items: part.items.map((item, i) => ({ no: i + 1, text: item })),
      })),
    },
    caseNumbers: page.caseNumbers.join('、'),
    from: letter.answer,
  }
  return { subject, text: text(view), html: html(view) }
}

/** Strict: a name that is not in the view is a fault, not an empty place. */
function template(file: string, { noEscape }: { readonly noEscape: boolean }): Handlebars.TemplateDelegate {
  const source = readFileSync(new URL(`templates/${file}`, import.meta.url), 'utf8')
  return Handlebars.create().compile(source, { strict: true, knownHelpersOnly: true, noEscape })
}
