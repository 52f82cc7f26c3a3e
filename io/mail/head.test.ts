import { describe, expect, test } from '@jest/globals'
import { gbk } from '../../test/support/gb18030.ts'
import { rawMail, usualHeaders } from '../../test/support/raw-mail.ts'
import { headEnd, headLimits, peekHeaders } from './head.ts'

const bytes = (...pieces: (string | Buffer)[]): Buffer =>
  Buffer.concat(pieces.map((piece) => Buffer.from(piece as Buffer)))

test('what a usual mail says', () => {
  expect(peekHeaders(rawMail([...usualHeaders, 'In-Reply-To: <a@b>', 'References: <a@b>\r\n <c@d>']))).toMatchObject({
    from: [{ address: 'office@e00.test', name: '宏达' }],
    fromHeaders: 1,
    messageId: 'one@e00.test',
    messageIdHeaders: 1,
    inReplyTo: 'a@b',
    references: ['a@b', 'c@d'],
    subject: '解禁申请',
    dateHeader: 'Fri, 20 Nov 2026 14:05:00 +0800',
  })
})

test('headers from the top downwards, unfolded, names in lower case', () => {
  expect(peekHeaders(rawMail(['Received: from a\r\n\tby b', 'X-Test: 1', 'received: two'])).headers).toEqual([
    { name: 'received', value: 'from a\tby b' },
    { name: 'x-test', value: '1' },
    { name: 'received', value: 'two' },
  ])
})

describe('senders (nasty mails 19 to 22)', () => {
  test('two From headers, two addresses in one', () => {
    const head = peekHeaders(rawMail(['From: a@e00.test, b@e00.test', 'From: c@e00.test']))
    expect(head.fromHeaders).toBe(2)
    expect(head.from.map((sender) => sender.address)).toEqual(['a@e00.test', 'b@e00.test', 'c@e00.test'])
  })
  test('none', () => {
    expect(peekHeaders(rawMail(['Subject: x']))).toMatchObject({ from: [], fromHeaders: 0 })
  })
  test('another address in the name, and an address inside an encoded word, are no addresses', () => {
    const word = `=?utf-8?B?${Buffer.from('a@e00.test <b@e00.test>').toString('base64')}?=`
    expect(peekHeaders(rawMail(['From: "office@e00.test" <x@evil.test>'])).from).toEqual([
      { address: 'x@evil.test', name: 'office@e00.test' },
    ])
    expect(peekHeaders(rawMail([`From: ${word}`])).from.map((sender) => sender.address)).not.toContain('b@e00.test')
  })
})

describe('Message-ID (nasty mails 23, 25) and Date (26)', () => {
  test('the first of two counts', () => {
    expect(peekHeaders(rawMail(['Message-ID: <a@b>', 'Message-ID: <c@d>']))).toMatchObject({ messageId: 'a@b', messageIdHeaders: 2 }) // prettier-ignore
  })
  test('without brackets, empty, missing', () => {
    const idOf = (...headers: string[]): unknown => peekHeaders(rawMail(headers)).messageId
    expect([idOf('Message-ID: a@b'), idOf('Message-ID: '), idOf('Subject: x')]).toEqual(['a@b', null, null])
  })
  test.each(['Fri, 1 Jan 2099 00:00:00 +0800', '2026年11月20日', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    '%s is kept as written',
    (date) => {
      // prettier-ignore
      expect(peekHeaders(rawMail([`Date: ${date}`])).dateHeader).toBe(date)
    },
  )
})

describe('Chinese in any shape', () => {
  test.each([
    ['raw GBK', bytes('Subject: ', gbk('解禁申请'))],
    ['a GB 18030 word', bytes('Subject: =?gb18030?B?', gbk('解禁申请').toString('base64'), '?=')],
    ['words cut within a character', bytes('Subject: =?gb2312?B?', gbk('解禁申请').subarray(0, 3).toString('base64'), '?=\r\n =?gb2312?B?', gbk('解禁申请').subarray(3).toString('base64'), '?=')], // prettier-ignore
  ])('%s', (_, line) => {
    expect(peekHeaders(rawMail([line])).subject).toBe('解禁申请')
  })
  test('a name in raw GBK', () => {
    expect(peekHeaders(rawMail([bytes('From: "', gbk('邱斌晓'), '" <a@e00.test>')])).from).toEqual([
      { address: 'a@e00.test', name: '邱斌晓' },
    ])
  })
  test('an unknown charset stays as it came', () => {
    expect(peekHeaders(rawMail(['Subject: =?x-none?B?!?= x'])).subject).toContain('x')
  })
})

test('a subject cannot carry line breaks or direction marks into ours', () => {
  const word = `=?utf-8?B?${Buffer.from('解禁\r\nBcc: x@evil.test\u202e').toString('base64')}?=`
  expect(peekHeaders(rawMail([`Subject: ${word}`])).subject).toBe('解禁 Bcc: x@evil.test')
})

test('names that name the prototype are names like others', () => {
  const { headers } = peekHeaders(rawMail(['__proto__: x', 'constructor: y']))
  expect(headers.map((line) => line.name)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a header block beyond the limit is said to be not whole', () => {
  expect(headEnd(rawMail([`X-Long: ${'a'.repeat(2 * headLimits.bytes)}`])).whole).toBe(false)
  expect(headEnd(Buffer.from('From: a@b.c')).whole).toBe(true)
  expect(peekHeaders(rawMail(Array.from({ length: 5_000 }, () => 'X: 1'))).headers).toHaveLength(headLimits.lines)
})
