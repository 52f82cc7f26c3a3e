import { describe, expect, test } from '@jest/globals'
import {
  ack,
  letterOf,
  note,
  request,
  result,
  returned,
  returnOf,
  row,
  withdrawal,
} from '../../test/support/letters.ts'
import type { Day } from '../../domain/brand.ts'
import type { Answer } from '../../domain/unban/answers.ts'
import { returnCodes } from '../../domain/unban/types.ts'
import { renderLetter } from './render.ts'

const subject = (answer: Answer) => renderLetter(letterOf(answer)).subject
const text = (answer: Answer) => renderLetter(letterOf(answer)).text

describe('subjects', () => {
  const three = [row(1), row(2), row(3)]
  const bad = row(4, returned({ code: 'R09', why: 'check' }))
  const moved = [{ rows: [1, 2], fromCaseNo: 'GX-2026-000100', fromPlace: 2 }]
  test.each<[string, Answer]>([
    ['[GX-2026-000123] 解禁申请已受理，排队第 3 份', ack({ rows: three, requests: [request()] })],
    [
      '[GX-2026-000123] 绑定申请已受理，排队第 1 份',
      ack({ rows: three, requests: [request({ business: 'bind', place: 1 })] }),
    ],
    ['[GX-2026-000123] 解禁申请（重发）已受理，排队第 3 份', ack({ rows: three, requests: [request({ moved })] })],
    [
      '[GX-2026-000123] 解禁申请已受理，排队第 3 份；另有 1 人请更正',
      ack({ rows: [...three, bad], requests: [request()] }),
    ],
    [
      '[GX-2026-000123][GX-2026-000124] 申请已受理，共 2 份',
      ack({ rows: three, requests: [request(), request({ caseNo: 'GX-2026-000124' })] }),
    ],
    [
      '[GX-2026-000123][GX-2026-000124]等 申请已受理，共 3 份',
      ack({
        rows: three,
        requests: [request(), request({ caseNo: 'GX-2026-000124' }), request({ caseNo: 'GX-2026-000125' })],
      }),
    ],
    ['申请已收到，待企业确认发件邮箱', ack({ rows: [row(1, { outcome: { kind: 'onHold' } })] })],
    ['人员正在审核，不用重复发送', ack({ rows: [row(1, { outcome: { kind: 'R15' } })] })],
    ['人员不用再办理', ack({ rows: [row(1, { outcome: { kind: 'alreadyDone' } })] })],
    ['未受理，请按说明更正：没有表格', returnOf({ mailCodes: [{ code: 'R01' }] })],
    [
      '未受理，请按说明更正：身份证号有误等 2 项',
      returnOf({ rows: [bad, row(5, returned({ code: 'R09', why: 'form' }, { code: 'R06' }))] }),
    ],
    [
      '[GX-2026-000123] 审核结果：2 人通过，1 人未通过',
      result({
        rows: [
          row(1, { outcome: { kind: 'approved' } }),
          row(2, { outcome: { kind: 'approved' } }),
          row(3, { outcome: { kind: 'rejected' } }),
        ],
      }),
    ],
    [
      '[GX-2026-000123] 审核结果：1 人全部通过',
      result({
        rows: [row(1, { outcome: { kind: 'approved' } }), row(2, { outcome: { kind: 'approved' }, sameAs: 1 })],
      }),
    ],
    [
      '[GX-2026-000123] 审核结果：1 人未通过，1 人未能办理',
      result({ rows: [row(1, { outcome: { kind: 'rejected' } }), row(2, returned({ code: 'R11' }))] }),
    ],
    ['通知：1 名人员已绑定到其他单位', note({ topic: 'boundAway', people: 1 })],
  ])('%s', (expected, answer) => {
    expect(subject(answer)).toBe(expected)
  })
})

describe('what an acknowledgement says', () => {
  test('the place, the day, and from when time counts', () => {
    const said = text(ack({ rows: [row(1), row(2), row(3)], requests: [request()] }))
    expect(said).toContain('第 3 份，前面 12 人')
    expect(said).toContain('2026-11-27 前答复')
    expect(said).toContain('计时以本协会邮件服务器收到时间 2026-11-20 14:05:11 为准')
    expect(said).toContain('请不要重复发送')
    expect(said).not.toContain('次序变动')
    expect(said).not.toContain('更正')
  })

  test('beyond the calendar no day is promised, and why', () => {
    const expected = { kind: 'beyondCalendar', coveredThrough: '2026-12-31' as Day } as const
    const said = text(ack({ rows: [row(1)], requests: [request({ expected })] }))
    expect(said).toContain('2026-12-31 以后的节假日安排尚未公布，暂不能给出日期')
    expect(said).not.toMatch(/前答复/)
  })

  test('a resend names what moved, from where to where, and the rule', () => {
    const moved = [{ rows: [1, 2, 3], fromCaseNo: 'GX-2026-000100', fromPlace: 2 }]
    const said = text(ack({ rows: [row(1), row(2), row(3)], requests: [request({ moved })] }))
    expect(said).toContain(
      '第 1—3 行的人员原在 GX-2026-000100（第 2 份），因本次重发移至第 3 份。同一名单以最后一封邮件的时间排队。',
    )
  })

  test('beside queued rows each returned one says what is wrong, how to correct it, and that the others stand', () => {
    const rows = [row(1), row(2, returned({ code: 'R20', items: ['photo', 'contract'] })), row(3, returned({ code: 'R12' }, { code: 'R09', why: 'form' }))] // prettier-ignore
    const said = text(ack({ rows, requests: [request({ rowNumbers: [1] })] }))
    expect(said).toMatch(/第 2 行 {2}郑\*（尾号 087X） {2}未受理\n {4}.*一寸彩色证件照；完整的劳动合同/)
    expect(said).toMatch(/\n\d\. 人员资料不完整：.*“人员库 → 修改”.*（第 2 行）/)
    expect(said).toMatch(/\n\d\. 身份证号有误：.*（第 3 行）/)
    expect(said).toContain('更正后只需重新发送更正过的人员；其他人员已受理，不要再次发送。')
  })

  test('绑定并解禁 is told what comes next; a held row why it waits; a repeated row whom it repeats', () => {
    const rows = [row(1, { business: 'bind', askedBoth: true }), row(2, { outcome: { kind: 'onHold' } }), row(3, { business: 'bind', sameAs: 1 })] // prettier-ignore
    const said = text(ack({ rows, requests: [request({ business: 'bind', rowNumbers: [1, 3] })] }))
    expect(said).toContain('本次按“绑定”受理；绑定完成后，请先补齐人员资料，再另行申请“解禁”')
    expect(said).toContain('3 个工作日内确认')
    expect(said).toContain('绑定 1 人')
    expect(said).toContain('与第 1 行为同一人')
  })

  test('whoever only waits to be confirmed is not called accepted, and has nothing to withdraw', () => {
    const held = row(2, { outcome: { kind: 'onHold' } })
    const wrong = row(3, returned({ code: 'R12' }))
    const [queued, waiting, both] = [[row(1), wrong], [held, wrong], [row(1), held, wrong]].map((rows) => text(ack({ rows, requests: rows[0] === held ? [] : [request({ rowNumbers: [1] })] }))) // prettier-ignore
    expect(queued).toContain('其他人员已受理，不要再次发送')
    expect(waiting).toContain('其他人员待企业确认，不要再次发送')
    expect(both).toContain('其他人员已受理或待企业确认，不要再次发送')
    expect(waiting).not.toContain('撤回')
    expect(both).toContain('首行写“撤回”')
  })
})

test('a withdrawal of somebody under review is refused as one, and not as a resend', () => {
  const said = text(withdrawal([row(1, { outcome: { kind: 'R15' } })]))
  expect(said).toContain('正在审核的人员不能撤回，请等待审核结果。')
  expect(said).not.toContain('重复提交')
})

describe('what a return says', () => {
  test.each(returnCodes.filter((code) => code !== 'R15'))('%s: what is wrong and how to put it right', (code) => {
    const found = { code, ...(code === 'R20' ? { items: ['phone'] } : {}) }
    for (const answer of [returnOf({ mailCodes: [found] }), returnOf({ rows: [row(1, returned(found))] })]) {
      const said = text(answer)
      expect(said).toContain('没有人员进入排队')
      expect(said).toContain('【更正方法】\n1. ')
      expect(said).not.toMatch(/undefined|null|\[object/)
    }
  })

  test('the same advice is given once for all its rows', () => {
    const said = text(returnOf({ rows: [1, 2, 3, 7].map((n) => row(n, returned({ code: 'R10' }))) }))
    expect(said.match(/新增人员/g)).toHaveLength(1)
    expect(said).toContain('（第 1—3、7 行）')
  })
})

describe('what a result says', () => {
  test("who passed, who did not, and why, in the kept words and the reviewer's own", () => {
    const rows = [
      row(1, { outcome: { kind: 'approved' } }),
      row(2, { outcome: { kind: 'rejected' }, reasons: ['photoUnclear', 'other'], reasonText: '背景杂乱\r\n请重拍' }),
      row(3, returned({ code: 'R11' })),
    ]
    const said = text(result({ rows }))
    expect(said).toContain(
      '于 2026-11-20 14:05:11 提交的解禁申请（GX-2026-000123，3 人）已于 2026-11-24 11:00:00 审核完毕',
    )
    expect(said).toContain('人员状态已改为“激活”')
    expect(said).toMatch(/1）照片不清晰.*\n {4}2）审核意见：背景杂乱 请重拍\n/)
    expect(said).not.toContain('其他原因')
    expect(said).toContain('【未能办理（1 人）】')
    expect(said).toContain('已通过的人员不要再次发送')
  })

  test('a binding says what still has to be done', () => {
    const said = text(result({ business: 'bind', rows: [row(1, { business: 'bind', outcome: { kind: 'approved' } })] }))
    expect(said).toContain('再申请“解禁”')
    expect(said).not.toContain('未通过')
  })
})

describe('notes to the registered address', () => {
  test('a stranger wrote: nothing moved, and what to do', () => {
    const said = text(note({}))
    expect(said).toContain('stranger@elsewhere.test 以贵单位名义发来人员办理表格（3 人）')
    expect(said).toContain('排队次序不受影响')
  })

  test('one link confirms a new sender, until a day', () => {
    const link = 'https://hoistway.example.test/confirm-sender/x_Y-9'
    const { text: said, html } = renderLetter(letterOf(note({ topic: 'confirmSender', link, linkUntil: '2026-11-25T09:30:00.000Z' }))) // prettier-ignore
    expect(said).toContain(`\n${link}\n`)
    expect(said).toContain('在 2026-11-25 17:30 前')
    expect(html).toContain(`href="${link}"`)
  })

  test('people who were bound away are not named, nor is the other enterprise', () => {
    const said = text(note({ topic: 'boundAway', people: 1, senderAddress: '' }))
    expect(said).toContain('1 名人员')
    expect(said).toContain('绑定到其他单位')
  })
})

describe('people in letters', () => {
  const nasty = '450102199003070011'
  const rows = [
    row(1, { name: '欧阳涵东' }),
    row(2, { name: '', idLast4: '' }),
    row(3, { name: '<b>假\r\nBcc: x', idLast4: '<i>7', company: `甲公司${nasty}<script>`, ...returned({ code: 'R07' }, { code: 'R19', items: [`张三${nasty}.pdf`] }) }), // prettier-ignore
    row(4, { outcome: { kind: 'rejected' }, reasonText: `请联系 13800138000 或 ${nasty}` }),
  ]
  const answers = [
    ack({
      rows,
      requests: [request()],
      subjectAnswered: `解禁 ${nasty} ４５０１０２１９９００３０７００１１`,
    }),
    returnOf({ rows, mailCodes: [{ code: 'R03', why: 'password', items: [`${nasty}.xlsx`] }] }),
    result({ rows }),
  ]
  test.each(answers.map((answer) => [answer.kind, answer] as const))(
    '%s: masked, on one line, escaped',
    (_, answer) => {
      const { subject: line, text: said, html } = renderLetter(letterOf(answer))
      for (const part of [line, said, html]) {
        expect(part).not.toMatch(/\p{Nd}{15}|13800138000|涵东/u)
        expect(part).not.toContain('undefined')
      }
      expect(html).not.toMatch(/<script|<i>|\r/)
      expect(said).not.toMatch(/^Bcc/m)
    },
  )

  test('at a list of 500 rows every returned one is still named', () => {
    const many = Array.from({ length: 500 }, (_, i) => row(i + 1, returned({ code: 'R10' })))
    const { text: said, html } = renderLetter(letterOf(returnOf({ rows: many })))
    expect(said).toContain('第 500 行')
    expect(html.length).toBeLessThan(300_000)
  })
})
