/**
 * Lays a letter out as plain text and as HTML. The two templates are our own files, compiled once; they print what the
 * page holds and decide nothing. Nothing in them is fetched from anywhere.
 */
import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import type { Letter } from '../../domain/unban/answers.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import { letterPage } from './letters/letter-page.ts'
import { mergedPage } from './letters/merged.ts'

export interface RenderedLetter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Characters of a subject: what a phone still shows of it, and far below what a header line may hold. */
const longestSubject = 90

const text = template('letter.txt.hbs', { noEscape: true })
const html = template('letter.html.hbs', { noEscape: false })

/** The letter as its reader will see it. @param merged letters for the same reader that go out inside it. */
export function renderLetter(
  letter: Letter,
  { plain, merged }: { readonly plain: boolean; readonly merged: readonly Letter[] } = { plain: false, merged: [] },
): RenderedLetter {
  const own = letterPage(letter.answer)
  const page = merged.length === 0 ? own : mergedPage([letter, ...merged].map(({ answer }) => ({ answer, page: letterPage(answer) }))) // prettier-ignore
  const subject = oneLine(page.subject, longestSubject)
  const view = {
    page: {
      ...page,
      subject,
      link: plain ? null : page.link,
      sections: page.sections.map((part) => ({
        ...part,
        facts: plain ? part.facts.filter(({ says }) => !/^https?:/.test(says)) : part.facts,
        items: part.items.map((item, i) => ({ no: i + 1, text: item })),
      })),
    },
    caseNumbers: page.caseNumbers.join('、'),
    // Links are what content filters look at first.
    statusUrl: plain || merged.length > 0 ? '' : (letter.answer.statusUrl ?? ''),
    baseUrl: plain ? '' : letter.answer.baseUrl,
    from: letter.answer,
  }
  return { subject, text: text(view), html: html(view) }
}

/** Strict: a name that is not in the view is a fault, not an empty place. */
function template(file: string, { noEscape }: { readonly noEscape: boolean }): Handlebars.TemplateDelegate {
  const source = readFileSync(new URL(`templates/${file}`, import.meta.url), 'utf8')
  return Handlebars.create().compile(source, { strict: true, knownHelpersOnly: true, noEscape })
}
