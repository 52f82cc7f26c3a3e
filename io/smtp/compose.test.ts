import { describe, expect, test } from '@jest/globals'
import { simpleParser } from 'mailparser'
import { ack, letterOf, note, request, result, returnOf, row } from '../../test/support/letters.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { composeLetter } from './compose.ts'
import { renderLetter } from './render.ts'

const plain = (given: Partial<Letter> = {}) => letterOf(ack({ rows: [row(1)], requests: [request()] }), given)
const headOf = async (letter: Letter) => {
  const { raw } = await composeLetter(letter)
  const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1')
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
}

describe('bytes', () => {
  test('the same letter gives the same bytes', async () => {
    const [one, two] = await Promise.all([composeLetter(plain()), composeLetter(structuredClone(plain()))])
    expect(one.raw.equals(two.raw)).toBe(true)
  })

  test('lines end in CR LF and none is longer than mail allows', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => row(i + 1))
    const letter = letterOf(ack({ rows, requests: [request({ rowNumbers: rows.map(({ n }) => n) })] }), {
      rowsHeader: rows.map(({ n }) => `${n}=R20(photo,certificate,scan)`).join('; '),
    })
    const { raw } = await composeLetter(letter)
    for (const line of raw.toString('latin1').split('\r\n')) {
      expect(line).not.toMatch(/[\r\n]/)
      expect(line.length).toBeLessThanOrEqual(200)
    }
    const parsed = await simpleParser(raw)
    expect(parsed.headers.get('x-hoistway-rows')).toBe(letter.rowsHeader)
  })

  test('what is sent is what the preview shows', async () => {
    const letter = plain()
    const shown = renderLetter(letter)
    const { raw, subject } = await composeLetter(letter)
    const parsed = await simpleParser(raw)
    expect(subject).toBe(shown.subject)
    expect(parsed.subject).toBe(shown.subject)
    expect(parsed.text?.trim()).toBe(shown.text.trim())
    expect(String(parsed.html).trim()).toBe(shown.html.trim())
    expect(parsed.attachments).toEqual([])
    expect(shown.html).not.toMatch(/src=|url\(|<script|<img/)
  })
})

describe('headers', () => {
  test('for the other machine: what it is, what it answers, and not to answer', async () => {
    const head = await headOf(plain({ rowsHeader: '1=queued; 2=R07+R09' }))
    expect(head).toEqual(
      expect.arrayContaining([
        'Auto-Submitted: auto-replied',
        'X-Auto-Response-Suppress: All',
        'X-Hoistway-Kind: ack',
        'X-Hoistway-Rows: 1=queued; 2=R07+R09',
        'X-Hoistway-Loop: unban.GX-2026-000123.ack.1@example.test',
        'Message-ID: <unban.GX-2026-000123.ack.1@example.test>',
        'In-Reply-To: <list.1@hongda.test>',
        'References: <list.1@hongda.test>',
        'To: office@hongda.test',
        'Date: Fri, 20 Nov 2026 06:05:20 +0000',
      ]),
    )
  })

  test.each([
    [returnOf({ mailCodes: [{ code: 'R01' }] }), 'return', 'auto-replied'],
    [result({}), 'result', 'auto-replied'],
    [note({}), 'note', 'auto-generated'],
  ] as const)('%#: %s', async (answer, kind, submitted) => {
    const head = await headOf(letterOf(answer, { inReplyTo: null }))
    expect(head).toContain(`X-Hoistway-Kind: ${kind}`)
    expect(head).toContain(`Auto-Submitted: ${submitted}`)
    expect(head.filter((line) => /^(In-Reply-To|References|X-Hoistway-Rows)/.test(line))).toEqual([])
  })

  test('a Message-ID of the sender that is none is not repeated', async () => {
    for (const inReplyTo of ['<a b@c>', '<a@b>\r\nBcc: evil@example.test', 'x'.repeat(2_000), '', '<>']) {
      const head = await headOf(plain({ inReplyTo }))
      expect(head.filter((line) => /^(In-Reply-To|References|Bcc)/.test(line))).toEqual([])
    }
  })
})

describe('nobody else is written to', () => {
  test.each([
    '协会\r\nBcc: evil@example.test',
    '协会\nTo: evil@example.test',
    'evil@example.test, 协会',
    '协会 <evil@example.test>',
    '"协会" <evil@example.test>,',
    '会'.repeat(300),
    '',
  ])('whatever the sender is called: %j', async (name) => {
    const { raw } = await composeLetter(plain({ from: { name, address: 'unban@example.test' } }))
    const parsed = await simpleParser(raw)
    expect(parsed.from?.value.map(({ address }) => address)).toEqual(['unban@example.test'])
    expect([parsed.to].flat().flatMap((list) => list?.value.map(({ address }) => address) ?? [])).toEqual([
      'office@hongda.test',
    ])
    expect(parsed.bcc).toBeUndefined()
    expect(parsed.cc).toBeUndefined()
  })

  test.each([
    'office@hongda.test\r\nBcc: evil@example.test',
    'office@hongda.test, evil@example.test',
    'Office <office@hongda.test>',
    'office@hongda.test;evil@example.test',
    '',
    'nobody',
  ])('a recipient that is not one address is a fault: %j', async (address) => {
    await expect(composeLetter(plain({ to: address }))).rejects.toThrow('not one mail address')
    await expect(composeLetter(plain({ from: { name: '协会', address } }))).rejects.toThrow('not one mail address')
  })

  test('words of the mail answered stay in the body, on their line', async () => {
    const subjectAnswered = '解禁\r\nBcc: evil@example.test\r\n\r\n<script>'
    const { raw } = await composeLetter(letterOf(ack({ rows: [row(1)], requests: [request()], subjectAnswered })))
    const parsed = await simpleParser(raw)
    expect(parsed.bcc).toBeUndefined()
    expect(parsed.text).toContain('《解禁 Bcc: evil@example.test <script>》')
    expect(parsed.html).toContain('&lt;script&gt;')
  })

  test('a letter without a Message-ID of its own is a fault', async () => {
    for (const messageId of ['', 'a b@c', 'x@y>\r\nBcc: z@w']) {
      await expect(composeLetter(plain({ messageId }))).rejects.toThrow('Message-ID')
    }
  })
})
